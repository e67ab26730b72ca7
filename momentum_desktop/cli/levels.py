"""The commands on standing among levels and people: levels, leaderboard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.layout import number, printable, shortened, table
from momentum_desktop.cli.terminal import POINTS_ARE_OFF
from momentum_desktop.service.perk_words import perk_words
from momentum_desktop.service.today_words import date_in_words

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.values import Leaderboard, LeaderboardEntry, OwnWeek

_PERIODS = {"all": "of all time", "week": "this week", "month": "this month"}


def add_commands(commands: CommandTable) -> None:
    commands.add("levels", "show the path of levels", example="momentum levels", act=_levels)
    board = commands.add(
        "leaderboard",
        "rank everyone by points, or this week among the best weeks of one who is alone",
        example="momentum leaderboard --period week",
        act=_leaderboard,
    )
    board.add_argument("--period", choices=tuple(_PERIODS), default="all", help="points since when (default: all)")
    board.add_argument("--limit", metavar="N", type=at_least(1), default=10, help="how many ranks (default: 10)")


async def _levels(call: Call, service: MomentumService) -> int:
    levels = await service.get_levels()
    terminal = call.terminal
    if call.as_json:
        call.document(levels)
        return 0
    if not terminal.shows_points:
        terminal.say(POINTS_ARE_OFF)
        return 0
    here = max((level.level_number for level in levels if level.reached), default=0)
    rows = [
        (
            terminal.accent("▶") if level.level_number == here else terminal.good("✓") if level.reached else "·",
            str(level.level_number),
            terminal.strong(printable(level.title)) if level.level_number == here else printable(level.title),
            number(level.points_required),
            terminal.soft("" if level.reached_day is None else date_in_words(level.reached_day, service.now().date())),
            terminal.soft(printable(", ".join(perk_words(perk).title for perk in level.perks))),
        )
        for level in levels
    ]
    room = max(terminal.width - 9, 30)
    lines = []
    for level, row in zip(levels, table(rows, right=(1, 3)), strict=True):
        opened = " ".join(words.description for words in map(perk_words, level.perks) if words.description)
        lines += [row, terminal.soft(" " * 9 + shortened(printable(opened), room))] if opened else [row]
    terminal.say(*lines)
    return 0


async def _leaderboard(call: Call, service: MomentumService) -> int:
    board = await service.get_leaderboard(period=call.arguments.period, limit=call.arguments.limit)
    terminal = call.terminal
    if call.as_json:
        call.document(board)
        return 0
    if not terminal.shows_points:
        terminal.say(POINTS_ARE_OFF)
        return 0
    shown = list(board.entries)
    if board.me is not None and board.me not in shown:
        shown.append(board.me)
    # The limit may leave one of many: who is alone is told by the people, not by the rows.
    alone = bool(board.own_weeks) and len(await service.get_users()) == 1
    lines = [] if alone and board.period == "all" else _ranks(board, shown, alone, terminal)
    if alone:
        lines += [*([""] if lines else []), *_own_weeks(board.own_weeks, service.now().date(), terminal)]
    terminal.say(*lines)
    return 0


def _ranks(board: Leaderboard, shown: Sequence[LeaderboardEntry], alone: bool, terminal: Terminal) -> list[str]:
    rows = [
        (
            str(entry.rank),
            terminal.strong(printable(entry.name)) if entry == board.me else printable(entry.name),
            number(entry.points),
            terminal.soft(f"level {entry.level_number}"),
            terminal.accent("you") if entry == board.me and not alone else "",
        )
        for entry in shown
    ]
    return [terminal.strong(f"Points {_PERIODS[board.period]}"), *table(rows, right=(0, 2))]


def _own_weeks(weeks: tuple[OwnWeek, ...], today: date, terminal: Terminal) -> list[str]:
    rows = [
        (
            str(week.rank),
            terminal.accent("▶") if week.present else "",
            f"week of {date_in_words(week.first_day, today)}",
            terminal.strong(number(week.points)) if week.present else number(week.points),
            terminal.soft("this week") if week.present else "",
        )
        for week in weeks
    ]
    return [terminal.strong("This week among your best"), *table(rows, right=(0, 3))]
