"""Lives that lead to one achievement each, and a busy one that leads to all, as events that the planner writes.

No day holds more than a person can do: `A_DAY` says how much of what."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from momentum_desktop.engine.reading import checked_event
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event, instant_and_offset
from momentum_desktop.momentum import MULTIPLIERS, STREAKS

MONDAY = datetime(2026, 1, 5, tzinfo=UTC)

COMPLEXITIES = tuple(MULTIPLIERS["complexity"])


def _number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool) and value > 0


def _truth(value: Any) -> bool:
    return isinstance(value, bool)


def _complexity(value: Any) -> bool:
    return value in COMPLEXITIES


PLANNER: dict[str, dict[str, Callable[[Any], bool]]] = {
    "task_completion": {"complexity": _complexity, "on_time": _truth, "habit": _truth, "amount": _number},
    "goal_step_completion": {"complexity": _complexity, "on_time": _truth},
    "goal_completion": {"complexity": _complexity, "on_time": _truth},
    "time_slot_completion": {"minutes": _number, "on_time": _truth},
    "focus_session": {"minutes": _number, "planned": _number, "finished": _truth},
    "learning_session": {"minutes": _number},
    "social_interaction": {},
}
"""What the planner says of each act, by event type, as far as an achievement may ask for it."""

A_DAY = {
    "task_completion": 6,
    "goal_step_completion": 2,
    "goal_completion": 1,
    "time_slot_completion": 3,
    "focus_session": 4,
    "learning_session": 1,
    "social_interaction": 2,
}


class Deed(NamedTuple):
    """One act of a life: its moment, event type and metadata, and whether it is one of those that lead on."""

    moment: datetime
    event_type: str
    metadata: dict[str, Any]
    leads: bool = True


def recorded(deeds: Iterator[Deed], rules: Rules) -> Iterator[tuple[Deed, Event]]:
    """The deeds with their events, numbered from 1."""
    for number, deed in enumerate(deeds, 1):
        moment = instant_and_offset(deed.moment)
        yield deed, checked_event(rules, id=number, event_type=deed.event_type, moment=moment, metadata=deed.metadata)


def life_for(row: dict[str, Any]) -> Iterator[Deed]:
    """A life that does what an achievement counts, and between that what it does not."""
    kind = row["criteria_type"]
    if kind == "STREAK":
        return _keeping(next(streak for streak in STREAKS if streak["name"] == row["streak"]))
    if kind == "DAY_COUNT":
        return _days(row, each_day=(row["criteria_value"] - 1, row["criteria_value"]))
    if kind == "DISTINCT_DAYS":
        return _days(row, each_day=(1,), again=True)
    if kind in ("COUNT", "SUM"):
        return _days(row, each_day=(A_DAY[row["events"][0]],))
    return busy_life()


def busy_life() -> Iterator[Deed]:
    """Everything there is to do, day after day."""
    day = MONDAY
    while True:
        number = (day - MONDAY).days
        yield from sorted(_busy_day(day, number))
        day += timedelta(days=1)


def _days(row: dict[str, Any], each_day: tuple[int, ...], again: bool = False) -> Iterator[Deed]:
    """Each day so many of the acts that count, one day after another; `again`: and one more that adds nothing."""
    event_type = row["events"][0]
    metadata = {**dict.fromkeys([row["field"]] if "field" in row else (), 40), **row.get("where", {})}
    start = row.get("between", ["09:00"])[0]
    day = MONDAY
    turn = 0
    while True:
        opening = _at(day, start)
        if row.get("between"):
            yield Deed(opening - timedelta(minutes=1), event_type, metadata, False)
        for number in range(each_day[turn % len(each_day)]):
            yield Deed(opening + timedelta(minutes=number), event_type, metadata)
        last = opening + timedelta(minutes=max(each_day))
        for key in row.get("where", {}):
            yield Deed(last, event_type, {name: value for name, value in metadata.items() if name != key}, False)
        yield Deed(last, _other(row["events"]), {}, False)
        if again:
            yield Deed(last, event_type, metadata, False)
        day += timedelta(days=1)
        turn += 1


def _keeping(streak: dict[str, Any]) -> Iterator[Deed]:
    """Each period just what a streak needs; the last act of the period leads on."""
    event_type = streak["events"][0]
    metadata = {streak["field"]: streak["needed"]} if "field" in streak else {}
    needed = 1 if "field" in streak else streak["needed"]
    apart = timedelta(days=1) if streak.get("distinct_days") else timedelta(minutes=1)
    period = MONDAY
    while True:
        opening = _at(period, streak.get("between", ["09:00"])[0])
        for number in range(needed):
            yield Deed(opening + number * apart, event_type, metadata, number == needed - 1)
        yield Deed(opening + needed * apart, event_type, metadata, False)
        period += timedelta(weeks=1) if streak["period"] == "week" else timedelta(days=1)


def _busy_day(day: datetime, number: int) -> Iterator[Deed]:
    """One day of the busy life; some days hold one thing in plenty."""

    def at(clock: str, event_type: str, **metadata: Any) -> Deed:
        return Deed(_at(day, clock), event_type, metadata)

    yield at("05:30", "task_completion", complexity="complex", on_time=True)
    yield at("06:30", "focus_session", minutes=50, planned=50, finished=True)
    yield at("08:30", "social_interaction")
    yield at("09:00", "time_slot_completion", minutes=60, on_time=True)
    yield at("10:00", "task_completion", complexity="trivial", habit=True)
    yield at("11:00", "focus_session", minutes=50, planned=50, finished=True)
    yield at("12:30", "social_interaction")
    yield at("15:00", "goal_step_completion", complexity="moderate")
    yield at("16:00", "task_completion", complexity="moderate", on_time=True, habit=True)
    yield at("18:30", "social_interaction")
    yield at("20:00", "learning_session", minutes=45)
    if number % 7 == 0:
        yield at("07:00", "task_completion", complexity="epic")
        yield at("23:56", "task_completion", complexity="simple")
        yield at("23:30", "learning_session", minutes=20)
        yield at("22:30", "social_interaction")
        yield at("17:00", "goal_completion", complexity="epic" if number % 14 else "complex", on_time=True)
    if number % 30 == 3:
        yield from (at(f"13:{minute:02}", "task_completion", complexity="simple") for minute in range(20))
    if number % 30 == 4:
        hours = (8, 9, 10, 13, 14, 15, 16, 17)
        yield from (at(f"{hour:02}:30", "focus_session", minutes=25, planned=25, finished=True) for hour in hours)
        yield at("21:00", "focus_session", minutes=1, planned=25, finished=False)
    if number % 30 == 5:
        yield from (at(f"{hour}:00", "time_slot_completion", minutes=45, on_time=False) for hour in (10, 11, 13, 14))
        yield from (at(f"{hour}:15", "learning_session", minutes=30) for hour in (10, 14))


def _at(day: datetime, clock: str) -> datetime:
    """That time of a day that begins at four; what comes before four belongs to its night."""
    hour, minute = map(int, clock.split(":"))
    return day + timedelta(days=hour < 4, hours=hour, minutes=minute)


def _other(events: list[str]) -> str:
    return next(name for name in PLANNER if name not in events)
