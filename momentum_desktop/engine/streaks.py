"""How a streak moves when a period is kept, and how it stands on a day."""

from __future__ import annotations

from momentum_desktop.engine.rules import Rules, StreakRule
from momentum_desktop.engine.values import StreakState

DATE_LINE_SECONDS = 12 * 3600


def missed_periods(rules: Rules, streak: StreakRule, last: int, now: int, enough: int) -> int:
    """The required periods strictly between two, counted no further than `enough`."""
    length = 7 if streak.weekly else 1
    missed = 0
    for period in range(last + length, now, length):
        if rules.required(streak, period):
            missed += 1
            if missed >= enough:
                break
    return missed


def streak_after(held: StreakState, streak: StreakRule, period: int, offset: int, rules: Rules) -> StreakState:
    """The streak once `period`, later than its last kept one, is kept by an event at an offset in seconds."""
    freezes = held.freezes
    if held.last is None:
        count = 1
    else:
        missed = missed_periods(rules, streak, held.last, period, freezes + 2)
        if missed and not streak.weekly and offset - held.offset >= DATE_LINE_SECONDS:
            missed -= 1
        if missed == 0:
            count = held.current_count + 1
        elif streak.freezes and freezes >= missed:
            freezes -= missed
            count = held.current_count + 1
        else:
            count = 1
    if streak.freezes and count % rules.freeze_every == 0:
        freezes = max(freezes, min(freezes + 1, rules.freeze_most))
    return StreakState(count, max(held.longest_count, count), period, offset, freezes)


def streak_status(held: StreakState, streak: StreakRule, day: int, rules: Rules) -> str:
    """none, kept, due, resting, frozen or broken, as of a logical day."""
    if held.last is None:
        return "none"
    now = rules.period_of(streak, day)
    if held.last >= now:
        return "kept"
    missed = missed_periods(rules, streak, held.last, now, held.freezes + 1)
    if missed == 0:
        return "due" if rules.required(streak, now) else "resting"
    return "frozen" if streak.freezes and held.freezes >= missed else "broken"
