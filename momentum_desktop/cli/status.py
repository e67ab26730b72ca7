"""The command `status`: where you stand, on one screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import bar, counted, number, printable, shortened, signed, span, table, width_of
from momentum_desktop.cli.streaks import streak_rows
from momentum_desktop.cli.task_rows import task_row
from momentum_desktop.service.nearness import nearness, share_done
from momentum_desktop.service.values import AchievementStanding, Progress, Task

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService

BAR = 40
NEAREST = 3
MOST_DUE = 5


def add_commands(commands: CommandTable) -> None:
    commands.add("status", "show where you stand", example="momentum status", act=_status)


async def _status(call: Call, service: MomentumService) -> int:
    progress = await service.get_user_progress()
    if call.as_json:
        call.document(progress)
        return 0
    achievements = await service.get_achievements()
    tasks = await service.get_tasks()
    call.terminal.say(*status_lines(progress, achievements, tasks, service.now(), call.terminal))
    return 0


def status_lines(
    progress: Progress,
    achievements: Sequence[AchievementStanding],
    tasks: Sequence[Task],
    now: datetime,
    terminal: Terminal,
) -> list[str]:
    """A level bar, today, the streaks, what is nearest, what is due."""
    lines = ["", *_level(progress, terminal), ""] if terminal.shows_points else [""]
    lines += _points(progress, now, terminal)
    begun = [streak for streak in progress.streaks if streak.status != "none"]
    if begun:
        lines += ["", "  " + terminal.strong("Streaks"), *table(streak_rows(begun, terminal), right=(1,))]
    lines += ["", *_achievements(achievements, terminal)]
    due = [task for task in tasks if not task.done and task.due is not None and task.due <= progress.day]
    if due:
        count = terminal.soft(str(len(due)))
        rows = [task_row(terminal, task, progress.day, BAR) for task in due[:MOST_DUE]]
        lines += ["", f"  {terminal.strong('Due')}  {count}", *table(rows, right=(0,))]
    elif not progress.total_points:
        lines += ["", "  " + terminal.soft(_beginning(tasks))]
    return [*lines, ""]


def _beginning(tasks: Sequence[Task]) -> str:
    """The first step of one who has no points yet, with the number of a task that is there."""
    first = next((task for task in tasks if not task.done), None)
    if first is None:
        return "It starts with one: momentum add 'Water the plants', then momentum done and the number it gets"
    return f"It starts with one: momentum done {first.id} completes “{shortened(printable(first.title), BAR)}”"


def _level(progress: Progress, terminal: Terminal) -> list[str]:
    level = progress.level
    title = f"{terminal.strong(printable(level.title))}  {terminal.soft(f'level {level.level_number}')}"
    total = counted(progress.total_points, "point")
    gap = " " * max(2, BAR - width_of(title) - width_of(total))
    ahead = "the last level, reached"
    if progress.next_level is not None:
        ahead = f"{number(progress.points_to_next_level)} to {printable(progress.next_level.title)}"
    return [
        f"  {title}{gap}{terminal.strong(total)}",
        f"  {terminal.accent(bar(progress.level_progress, BAR))}  {terminal.soft(ahead)}",
    ]


def _points(progress: Progress, now: datetime, terminal: Terminal) -> list[str]:
    left = terminal.soft(f"ends in {span(progress.day_ends_at - now)}")
    rows = [
        ("today", terminal.good(signed(progress.today_points)), left),
        ("this week", signed(progress.weekly_points), ""),
        ("this month", signed(progress.monthly_points), ""),
    ]
    return table(rows, right=(1,)) if terminal.shows_points else table([("today", left)])


def _achievements(achievements: Sequence[AchievementStanding], terminal: Terminal) -> list[str]:
    shown = [each for each in achievements if terminal.shows(each.name)]
    count = terminal.soft(f"{sum(each.completed for each in shown)} of {len(shown)}")
    lines = [f"  {terminal.strong('Achievements')}  {count}"]
    ahead = sorted(
        (a for a in shown if not a.completed and a.name and share_done(a)),
        key=nearness,
    )
    rows = [
        (
            printable(a.name or ""),
            terminal.accent(bar(float(a.progress / a.criteria_value), 12)),
            f"{number(a.progress)} of {number(a.criteria_value)}",
            terminal.points(a.points),
        )
        for a in ahead[:NEAREST]
    ]
    return lines + table(rows, right=(3,))
