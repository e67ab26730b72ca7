"""The command `achievements`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import bar, in_words, number, printable, shortened, table
from momentum_desktop.service.nearness import nearest_first
from momentum_desktop.service.today_words import date_in_words
from momentum_desktop.service.values import AchievementStanding

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "achievements", "show the achievements", example="momentum achievements --available", act=_achievements
    )
    parser.add_argument("--available", action="store_true", help="only those still to earn, nearest first")


async def _achievements(call: Call, service: MomentumService) -> int:
    achievements = await service.get_achievements()
    if call.arguments.available:
        achievements = nearest_first(achievements)
    if call.as_json:
        call.document(achievements)
        return 0
    achievements = tuple(each for each in achievements if call.terminal.shows(each.name))
    if not achievements:
        call.terminal.say("Every achievement is won.")
    elif call.arguments.available:
        call.terminal.say(*nearest_lines(achievements, service.now().date(), call.terminal))
    else:
        call.terminal.say(*achievement_lines(achievements, service.now().date(), call.terminal))
    return 0


def achievement_lines(achievements: Sequence[AchievementStanding], today: date, terminal: Terminal) -> list[str]:
    """The achievements under their categories, in the order in which the categories first come."""
    rows = table([_row(achievement, today, terminal) for achievement in achievements], right=(3,))
    by_category: dict[str, list[str]] = {}
    for achievement, row in zip(achievements, rows, strict=True):
        by_category.setdefault(achievement.category, []).extend((row, _description(achievement, terminal)))
    lines: list[str] = []
    for category, shown in by_category.items():
        lines += ["", terminal.strong(in_words(category)), *shown]
    return lines[1:]


def nearest_lines(achievements: Sequence[AchievementStanding], today: date, terminal: Terminal) -> list[str]:
    """The achievements in the order in which they come, each with its category."""
    cells = [[*_row(each, today, terminal), terminal.soft(in_words(each.category))] for each in achievements]
    lines: list[str] = []
    for achievement, row in zip(achievements, table(cells, right=(3,)), strict=True):
        lines += [row, _description(achievement, terminal)]
    return lines


def _description(achievement: AchievementStanding, terminal: Terminal) -> str:
    words = printable(achievement.description or "Its secret shows once it is won.")
    return terminal.soft("      " + shortened(words, max(terminal.width - 6, 30)))


def _row(achievement: AchievementStanding, today: date, terminal: Terminal) -> list[str]:
    if achievement.completed:
        day = achievement.completed_day
        won = f"won {date_in_words(day, today)}" if day else "won"
        how_far = terminal.good(won)
    elif achievement.name is None:
        how_far = terminal.soft("secret")
    else:
        share = float(achievement.progress / achievement.criteria_value)
        how_far = f"{bar(share, 12)} {number(achievement.progress)} of {number(achievement.criteria_value)}"
    return [
        terminal.good("✓") if achievement.completed else "○",
        _named(achievement, terminal),
        how_far,
        terminal.points(achievement.points),
    ]


def _named(achievement: AchievementStanding, terminal: Terminal) -> str:
    if achievement.name is None:
        return "A secret"
    tier = terminal.soft(f" · {achievement.tier}") if achievement.tier else ""
    return printable(achievement.name) + tier
