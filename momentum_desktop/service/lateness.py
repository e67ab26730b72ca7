"""What an act changed among what came after it, in one sentence."""

from __future__ import annotations

from momentum_desktop.engine.rules import Rules, StreakRule
from momentum_desktop.engine.step import NEVER_KEPT
from momentum_desktop.engine.streaks import streak_status
from momentum_desktop.engine.values import State
from momentum_desktop.service.number_words import counted, number, signed
from momentum_desktop.service.why_words import streak_count, streak_title

MOST_NAMED = 2


def note_on(before: State, after: State, rewritten: int, rules: Rules, day: int, *, taken_out: bool = False) -> str:
    """“Worked in at its place: 3 later entries changed, total +40, Daily activity 31 → 35 days”, of the states before
    and after, as streaks stand on a day (ordinal). Nothing if only the sum changed; and no place if nothing that came
    later did, for then it was the newest, or as good as that."""
    streaks = [
        f"{streak_title(streak.name, rules)} {number(was)} → {streak_count(streak, now)}"
        for streak in rules.streaks
        if (was := _shown(before, streak, day, rules)) != (now := _shown(after, streak, day, rules))
    ]
    if not rewritten and not streaks:
        return ""
    parts = []
    if rewritten:
        parts.append(f"{number(rewritten)} later {'entry' if rewritten == 1 else 'entries'} changed")
    if after.total_points != before.total_points:
        parts.append(f"total {signed(after.total_points - before.total_points)}")
    if after.level_number != before.level_number:
        parts.append(f"level {before.level_number} → {after.level_number}")
    parts += _named(streaks, "streak")
    parts += _named([f"“{name}” won" for name in after.unlocked if name not in before.unlocked], "achievement won")
    lost = [f"“{name}” is to win again" for name in before.unlocked if name not in after.unlocked]
    parts += _named(lost, "achievement to win again")
    told = ", ".join(parts)
    if not rewritten:
        return f"{told[:1].upper()}{told[1:]}"
    return f"{'Taken out of' if taken_out else 'Worked in at'} its place: {told}"


def _shown(state: State, streak: StreakRule, day: int, rules: Rules) -> int:
    """A streak's count as the header and the cards show it."""
    held = state.streaks.get(streak.name, NEVER_KEPT)
    return 0 if streak_status(held, streak, day, rules) == "broken" else held.current_count


def _named(parts: list[str], noun: str) -> list[str]:
    """The first few; the others only by their number."""
    if len(parts) <= MOST_NAMED:
        return parts
    first, _, rest = noun.partition(" ")
    left = counted(len(parts) - MOST_NAMED, f"more {first}")
    return [*parts[:MOST_NAMED], f"{left} {rest}".rstrip()]
