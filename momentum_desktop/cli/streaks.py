"""The command `streaks`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, printable, table
from momentum_desktop.service.values import StreakStanding

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService

_PERIODS = {"day": ("today", "day"), "week": ("this week", "week")}


def add_commands(commands: CommandTable) -> None:
    commands.add("streaks", "show every streak", example="momentum streaks", act=_streaks)


async def _streaks(call: Call, service: MomentumService) -> int:
    streaks = await service.get_streaks()
    if call.as_json:
        call.document(streaks)
    else:
        call.terminal.say(*table(streak_rows(streaks, call.terminal), right=(1,)))
    return 0


def streak_rows(streaks: Sequence[StreakStanding], terminal: Terminal) -> list[list[str]]:
    """A row each: title, count, status in words, longest, freezes, next milestone."""
    goal = "reward" if terminal.shows_points else "milestone"
    return [
        [
            printable(streak.title),
            terminal.strong(counted(streak.current_count, _PERIODS[streak.period][1])),
            status_in_words(streak, terminal),
            terminal.soft(f"longest {streak.longest_count}"),
            terminal.soft(counted(streak.freezes, "freeze") if streak.freezes else ""),
            terminal.soft(f"next {goal} at {streak.next_milestone}" if streak.next_milestone else ""),
        ]
        for streak in streaks
    ]


def status_in_words(streak: StreakStanding, terminal: Terminal) -> str:
    """What a streak's status means for its owner now."""
    when = _PERIODS[streak.period][0]
    if streak.status == "kept":
        return terminal.good(f"kept {when}")
    if streak.status == "due":
        done = f", {streak.progress} of {streak.needed} done" if streak.progress else ""
        return terminal.accent(f"open {when}{done}")
    words = {
        "resting": f"resting {when}",
        "frozen": "held by a freeze",
        "broken": "ready to start again",
        "none": "not begun yet",
    }
    return terminal.soft(words[streak.status])
