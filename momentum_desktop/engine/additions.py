"""What a person adds to the rules taken: rests, and achievements and streaks of their own, one document of all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from momentum_desktop.engine.calendar import week_of
from momentum_desktop.engine.reading import read_day

VACATION, PAUSE, ACHIEVEMENT, STREAK = "vacation", "pause", "achievement", "streak"
KINDS = (VACATION, PAUSE, ACHIEVEMENT, STREAK)
Addition = tuple[str, Mapping[str, Any]]
"""Its kind, and {from, to} of a vacation, {streak, from, to} of a pause, or the achievement or streak itself."""


def composed(document: Mapping[str, Any], additions: Iterable[Addition]) -> dict[str, Any]:
    """The rules taken with what a person added. An addition that no longer fits (a name that the rules have by now, a
    streak that they have no longer) is left out, and takes nothing with it."""
    whole = {**document, "vacations": list(document["vacations"])}
    whole["streaks"] = streaks = [dict(streak) for streak in document["streaks"]]
    whole["achievements"] = achievements = list(document["achievements"])
    ordered = sorted(additions, key=lambda addition: KINDS.index(addition[0]) if addition[0] in KINDS else len(KINDS))
    own_streaks = [dict(body) for kind, body in ordered if kind == STREAK]
    known = {streak["name"] for streak in streaks}
    for streak in own_streaks:
        if streak["name"] not in known:
            known.add(streak["name"])
            streaks.append(streak)
    names = {achievement["name"] for achievement in achievements}
    for kind, body in ordered:
        if kind == VACATION:
            whole["vacations"].append([body["from"], body["to"]])
        elif kind == PAUSE:
            for streak in streaks:
                if streak["name"] == body["streak"]:
                    streak["pauses"] = [*streak.get("pauses", ()), [body["from"], body["to"]]]
        elif kind == ACHIEVEMENT and body["name"] not in names and body.get("streak") in (None, *known):
            names.add(body["name"])
            achievements.append(dict(body))
    return whole


def first_day_moved(before: Mapping[str, Any], after: Mapping[str, Any], first_weekday: int) -> int | None:
    """The ordinal of the first logical day whose events may be worth something else under other rules, where these
    differ in rests alone; None for the very first, as everywhere else.

    A rest counts where missed periods are counted, and in the week that it makes perfect: nothing before the start of
    its first week can change."""
    if any(before[key] != after[key] for key in before.keys() | after.keys() if key not in ("vacations", "streaks")):
        return None
    bare = [
        [{key: value for key, value in streak.items() if key != "pauses"} for streak in document["streaks"]]
        for document in (before, after)
    ]
    if bare[0] != bare[1]:
        return None
    moved = _difference(before["vacations"], after["vacations"])
    for old, new in zip(before["streaks"], after["streaks"], strict=True):
        moved |= _difference(old.get("pauses", ()), new.get("pauses", ()))
    return min((week_of(read_day(first, "rests"), first_weekday) for first, _ in moved), default=None)


def _difference(one: Iterable[Any], other: Iterable[Any]) -> set[tuple[str, str]]:
    return {(first, last) for first, last in one} ^ {(first, last) for first, last in other}
