"""The command `stats`: the last days in numbers and bars."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.layout import bar, counted, number, printable, table
from momentum_desktop.service.kind_words import sum_in_words
from momentum_desktop.service.repeat_words import WEEKDAYS
from momentum_desktop.service.today_words import date_in_words, span_of_dates
from momentum_desktop.service.values import DayTotal, Stats

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService

SPARKS = "▁▂▃▄▅▆▇█"
BAR = 24
MOST_KINDS = 12


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("stats", "show the last days in numbers", example="momentum stats --days 30", act=_stats)
    parser.add_argument(
        "--days", metavar="N", type=at_least(0), default=365, help="how many days, 0 for all (default: 365)"
    )


async def _stats(call: Call, service: MomentumService) -> int:
    stats = await service.get_momentum_stats(days=call.arguments.days)
    if call.as_json:
        call.document(stats)
    else:
        call.terminal.say(*stats_lines(stats, service.now().date(), call.terminal))
    return 0


def stats_lines(stats: Stats, today: date, terminal: Terminal) -> list[str]:
    """Totals, the days as a line of small bars, and where the points came from."""
    totals, shows_points = stats.totals, terminal.shows_points
    earned = f"{terminal.strong(counted(totals.points, 'point'))} in " if shows_points else ""
    average = f", {stats.average_per_day:,.1f} points a day" if shows_points else ""
    lines = [
        f"{earned}{counted(len(stats.days), 'day')}: {counted(totals.tasks, 'task')}, "
        f"{counted(totals.events, 'event')}, {counted(totals.achievements, 'achievement')}",
        counted(stats.active_days, "active day") + average,
    ]
    if not shows_points:
        return lines + (_counts(stats, today, terminal) if totals.events else [])
    if stats.best_day is not None:
        lines.append(f"best day {date_in_words(stats.best_day.day, today)} with {number(stats.best_day.points)}")
    if not totals.events:
        return lines
    lines += ["", *_line_of_days(stats.days, today, terminal)]
    lines += ["", terminal.strong("By weekday"), *_bars(tuple(zip(WEEKDAYS, stats.by_weekday, strict=True)), terminal)]
    hours = terminal.accent(_sparks(stats.by_hour))
    lines += ["", terminal.strong("By hour"), f"  {hours}", terminal.soft("  0     6     12    18   23")]
    sums: dict[str, int] = {}
    for kind, points in stats.by_kind.items():
        words = printable(sum_in_words(kind))
        sums[words] = sums.get(words, 0) + points
    kinds = sorted(sums.items(), key=lambda kind: -kind[1])
    shown = kinds[:MOST_KINDS]
    rest = kinds[MOST_KINDS:]
    if rest:
        shown.append((f"{len(rest)} more", sum(points for _, points in rest)))
    return [*lines, "", terminal.strong("By kind"), *_bars(shown, terminal)]


def _counts(stats: Stats, today: date, terminal: Terminal) -> list[str]:
    """What was done, counted: by the days and by the kinds of events."""
    days = [DayTotal(day.day, day.events, day.events) for day in stats.days]
    kinds = sorted(stats.by_event_type.items(), key=lambda kind: -kind[1])[:MOST_KINDS]
    shown = [(printable(sum_in_words(kind)), count) for kind, count in kinds]
    return ["", *_line_of_days(days, today, terminal), "", terminal.strong("By kind"), *_bars(shown, terminal)]


def _line_of_days(days: Sequence[DayTotal], today: date, terminal: Terminal) -> list[str]:
    """One mark a day, or a week or more when the days are wider than the terminal."""
    room = max(terminal.width - 4, 20)
    each = next(size for size in (1, 7, 28, 91, 364, len(days)) if len(days) <= size * room)
    groups = [days[max(0, end - each) : end] for end in range(len(days), 0, -each)][::-1]
    sums = [sum(day.points for day in group) for group in groups]
    first, last = days[0].day, days[-1].day
    unit = "a day" if each == 1 else "a week" if each == 7 else f"{each} days"
    return [
        f"  {terminal.accent(_sparks(sums))}",
        terminal.soft(f"  {span_of_dates(first, last, today)}, a mark {unit}"),
    ]


def _sparks(values: Sequence[int]) -> str:
    highest = max(*values, 1)
    return "".join("·" if value <= 0 else SPARKS[(value * 8 - 1) // highest] for value in values)


def _bars(rows: Sequence[tuple[str, int]], terminal: Terminal) -> list[str]:
    highest = max(max((value for _, value in rows), default=0), 1)
    return table(
        [(name, number(value), terminal.accent(bar(value / highest, BAR).rstrip("░"))) for name, value in rows],
        right=(1,),
    )
