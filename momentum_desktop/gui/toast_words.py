"""What of an outcome deserves to be said, and in which words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from momentum_desktop.engine.values import Outcome
from momentum_desktop.gui.wording import OF_POINTS
from momentum_desktop.service.kind_words import MILESTONE, entry_in_words
from momentum_desktop.service.number_words import signed
from momentum_desktop.service.values import AchievementStanding

WON = "achievements won"
PERFECT_WEEK = "perfect_week"


@dataclass(frozen=True, slots=True)
class Lore:
    """The names that an Outcome only points to, and what of the game may be in sight."""

    achievements: Mapping[str, AchievementStanding]
    streaks: Mapping[str, str]
    levels: Mapping[int, str]
    shows_points: bool = True
    shows_streaks: bool = True


@dataclass(frozen=True, slots=True)
class Digest:
    """A toast in words: `why` holds (words, points) for each line of the ledger."""

    headline: str
    lines: tuple[str, ...]
    icon_name: str
    why: tuple[tuple[str, int], ...] = ()
    grand: bool = False
    category: str | None = None


def digest(outcome: Outcome, lore: Lore) -> Digest | None:
    """One toast for everything an outcome brought; None if it was ordinary work."""
    happenings = [*_milestones(outcome, lore), *_unlocks(outcome, lore)]
    levels_up = outcome.level_up and lore.shows_points
    if levels_up:
        happenings.insert(0, _level(outcome, lore))
    if not happenings or outcome.repeated:
        return None
    first, *others = happenings
    lines = first.lines
    unlocked = _unlocks(outcome, lore)
    if others and not levels_up and len(unlocked) == len(happenings):
        first = Digest(f"{len(unlocked)} {WON}", (), "ui-award")
        lines = tuple(each.headline for each in happenings)
    elif others:
        lines = (*first.lines, *(each.headline for each in others))
    why = ledger_in_words(outcome, lore)
    return Digest(first.headline, tuple(lines), first.icon_name, why, levels_up, first.category)


def digest_of_many(summary: str, outcomes: Sequence[Outcome], lore: Lore) -> Digest:
    """One toast for an act that made several events: what it did, what it earned, and what deserves a word."""
    found = [each for each in (digest(outcome, lore) for outcome in outcomes) if each is not None]
    moved = sum(outcome.total_change for outcome in outcomes if not outcome.repeated)
    told = [line for each in found for line in _said(each)]
    why = summed(entry for outcome in outcomes for entry in ledger_in_words(outcome, lore))
    first = found[0] if found else None
    grand = any(each.grand for each in found)
    icon_name = "ui-star" if grand else first.icon_name if first else "ui-check"
    return Digest(summary, (*points_line(moved, lore), *told), icon_name, why, grand)


def digest_of_digests(headline: str, digests: Sequence[Digest]) -> Digest:
    """One toast in place of several that were held back."""
    told = tuple(line for each in digests for line in _said(each))
    why = summed(entry for each in digests for entry in each.why)
    return Digest(headline, told, "ui-award", why, any(each.grand for each in digests))


def summed(entries: Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Lines of a ledger with the points of equal words in one."""
    sums: dict[str, int] = {}
    for words, points in entries:
        sums[words] = sums.get(words, 0) + points
    return tuple(sums.items())


def _said(each: Digest) -> tuple[str, ...]:
    """A digest within another: its headline, or what it counts up."""
    return each.lines if each.headline.endswith(WON) else (each.headline,)


def points_line(points: int, lore: Lore) -> tuple[str, ...]:
    """A line that says how many points came or went, unless none of them may be in sight."""
    return (f"{signed(points)} points",) if lore.shows_points else ()


def ledger_in_words(outcome: Outcome, lore: Lore) -> tuple[tuple[str, int], ...]:
    """Each line of an outcome's ledger in words, with its points; none if they may not be in sight."""
    if not lore.shows_points:
        return ()
    return tuple((entry_in_words(entry.kind, lore.streaks), entry.points) for entry in outcome.entries)


def _level(outcome: Outcome, lore: Lore) -> Digest:
    number = outcome.level_number
    title = lore.levels.get(number)
    return Digest(f"Level {number}: {title}" if title else f"Level {number}", (), "ui-star")


def _milestones(outcome: Outcome, lore: Lore) -> list[Digest]:
    found = []
    for kind, points in outcome.entries:
        if kind == PERFECT_WEEK:
            found.append(Digest("A perfect week", points_line(points, lore), "ui-calendar"))
        elif kind.startswith(MILESTONE) and lore.shows_streaks:
            name = kind.removeprefix(MILESTONE)
            title = lore.streaks.get(name, _plain(name))
            state = outcome.changes.streaks.get(name)
            headline = f"{title}: {state.current_count} in a row" if state else f"{title}: a milestone"
            found.append(Digest(headline, points_line(points, lore), "ui-flame", category="consistency"))
    return found


def _unlocks(outcome: Outcome, lore: Lore) -> list[Digest]:
    found = []
    for name in outcome.achievements_unlocked:
        won = lore.achievements.get(name)
        if won is not None and won.criteria_type in OF_POINTS and not lore.shows_points:
            continue
        lines = (won.description,) if won and won.description else ("An achievement won",)
        found.append(Digest(name, lines, won.icon_name if won else "ui-award", category=won.category if won else None))
    return found


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()
