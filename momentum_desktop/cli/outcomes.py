"""What an act and its event gave, in words: the ledger lines, and what they led to."""

from __future__ import annotations

from datetime import datetime, timedelta

from momentum_desktop.cli.arguments import Call
from momentum_desktop.cli.layout import counted, day_in_words, number, printable, signed, table
from momentum_desktop.cli.terminal import Terminal
from momentum_desktop.engine.values import Outcome
from momentum_desktop.service.kind_words import entry_in_words
from momentum_desktop.service.today_words import date_in_words
from momentum_desktop.service.values import ActResult

FAR_AHEAD = timedelta(hours=1)
"""A clock may go ahead of this one's; an hour further, a mistyped day or time is the likelier."""


def outcome_lines(outcome: Outcome, terminal: Terminal, note: str = "") -> list[str]:
    """The ledger lines of an event, its unlocks, what it changed among those after it, and where the total stands."""
    unlocked = [printable(name) for name in outcome.achievements_unlocked if terminal.shows(name)]
    won = ["  " + terminal.accent(f"Unlocked: {', '.join(unlocked)}")] if unlocked else []
    if not terminal.shows_points:
        return won
    lines = table(
        [(printable(entry_in_words(entry.kind)), signed(entry.points)) for entry in outcome.entries], right=(1,)
    )
    lines += won
    if outcome.level_up:
        lines.append("  " + terminal.accent(f"Level {outcome.level_number} reached"))
    if note:
        lines.append("  " + terminal.soft(printable(note) + "."))
    elif outcome.total_change != outcome.points_awarded:
        lines.append(
            "  "
            + terminal.soft(
                f"It came late: what follows it was weighed anew, so the total moved by {signed(outcome.total_change)}."
            )
        )
    lines.append(f"  {terminal.soft('total')} {terminal.strong(number(outcome.total_points))}")
    return lines


def tell_act(call: Call, result: ActResult) -> int:
    """What an act did, with the ledger lines if it earned any."""
    if call.as_json:
        call.document(result)
        return 0
    earned = f"  {call.terminal.points(result.total_change)}" if result.total_change else ""
    call.terminal.say(f"{printable(result.summary)}.{earned}".rstrip())
    if isinstance(result.outcome, Outcome):
        call.terminal.say(*outcome_lines(result.outcome, call.terminal, result.note))
    elif result.note and call.terminal.shows_points:
        call.terminal.say(f"  {call.terminal.soft(printable(result.note) + '.')}")
    return 0


def remark_far_ahead(call: Call, at: datetime | None, now: datetime, act_id: int) -> None:
    """One line on standard error where the time that a person gave lies more than an hour ahead of now."""
    if at is None or at - now <= FAR_AHEAD:
        return
    day, today = at.date(), now.astimezone(at.tzinfo).date()
    if at - now < timedelta(days=1):
        ahead = counted(round((at - now) / timedelta(hours=1)), "hour")
        when = f"{at:%H:%M} {day_in_words(day, today)}"
    else:
        ahead, when = counted((day - today).days, "day"), date_in_words(day, today)
    call.terminal.remark(f"This is {ahead} ahead ({when}); “momentum undo {act_id}” takes it back.")
