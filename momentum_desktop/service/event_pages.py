"""The event log page by page, single events, and what happened since an act."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.reading import LARGEST, read_json
from momentum_desktop.engine.values import Entry, Outcome, instant_and_offset, local_datetime
from momentum_desktop.errors import NotAsThingsStand, RefusedInput, UnknownThing
from momentum_desktop.service.event_values import EventPage, LoggedEvent, Reached, ToldAct
from momentum_desktop.service.kind_words import MILESTONE
from momentum_desktop.service.recording import kept_outcome
from momentum_desktop.service.undoing import redo, undo
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import event_pages
from momentum_desktop.store.eventlog import Position, event_by_id
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.questions import ledger_of, user_totals
from momentum_desktop.store.store import Reader

MOST_EVENTS = 500
PLACE = re.compile(r"(-?\d{1,18})-(\d{1,18})", re.ASCII)


def page_of(reader: Reader, user_id: int, limit: int, before: str | None, event_type: str | None) -> EventPage:
    """A user's latest events before a place that an earlier page named."""
    if type(limit) is not int or not 1 <= limit <= MOST_EVENTS:
        raise RefusedInput(f"a whole number from 1 to {MOST_EVENTS} is expected", where="limit")
    with reader.snapshot() as connection:
        user_totals(connection, user_id)
        rows = event_pages.events_before(connection, user_id, _place(before), limit + 1, event_type)
        entries = event_pages.entries_of(connection, [row[0] for row in rows[:limit]])
    events = tuple(_logged(row, entries.get(row[0], ())) for row in rows[:limit])
    last = rows[limit - 1] if len(rows) > limit else None
    return EventPage(events, None if last is None else f"{last[2]}-{last[0]}")


def event_of(reader: Reader, user_id: int, event_id: int) -> LoggedEvent:
    """One event. UnknownThing if the user has none of that number."""
    with reader.snapshot() as connection:
        row = event_pages.logged_event(connection, user_id, event_id) if 0 < event_id < LARGEST else None
        if row is None:
            raise UnknownThing(f"there is no event {event_id}", where="event_id")
        return _logged(row, ledger_of(connection, event_id))


def turn_event(journal: Journal, user_id: int, event_id: int, back: bool, now: datetime) -> ActResult:
    """Undo (`back`) or redo the act that made an event, if it made no other."""
    journal.write_acts()
    found = event_pages.act_of_event(journal.connection, user_id, event_id) if 0 < event_id < LARGEST else None
    if found is None:
        raise UnknownThing(f"there is no event {event_id}", where="event_id")
    act_id, count = found
    if count > 1:
        raise NotAsThingsStand(f"it came with {count - 1:,} others in act {act_id}; undo that act", where="event_id")
    return (undo if back else redo)(journal, user_id, act_id, now)


def told_since(reader: Reader, user_id: int, act_id: int, limit: int) -> tuple[ToldAct, ...]:
    """A user's acts after one, oldest first, each with its outcome if one event came of it."""
    with reader.snapshot() as connection:
        rows = event_pages.acts_after(connection, user_id, act_id, limit)
        return tuple(
            ToldAct(
                act_id=row[0],
                kind=row[1],
                at=local_datetime(row[2], row[3]),
                summary=row[4],
                target_id=row[5],
                event_count=row[7],
                points=row[9],
                outcome=_outcome(connection, row[6], row[8]) if row[7] == 1 else None,
            )
            for row in rows
        )


def reached_since(reader: Reader, user_id: int, act_id: int | None, moment: datetime, limit: int) -> Reached:
    """What a user's acts after one reached that were done at a moment or later; None for nothing but the number of the
    newest."""
    since = instant_and_offset(moment)[0]
    with reader.snapshot() as connection:
        last = event_pages.last_act(connection, user_id)
        rows = [] if act_id is None else event_pages.live_answers_after(connection, user_id, act_id, since, limit)
        found = []
        for number, kind, summary, event_id, answer in rows:
            kept = read_json(answer)
            if kept.get("level_up") or kept.get("achievements_unlocked") or _has_bonus(kept):
                outcome = kept_outcome(event_by_id(connection, event_id), kept)
                change = outcome.total_change
                result = ActResult(number, kind, summary, None, outcome, change, event_id=event_id, user_id=user_id)
                found.append(result)
    more = len(rows) == limit
    return Reached(tuple(found), rows[-1][0] if more else last, more)


def last_act_of(reader: Reader, user_id: int) -> int:
    """The number of a user's newest act; 0 if there is none."""
    return event_pages.last_act(reader.connection, user_id)


def _has_bonus(kept: dict[str, Any]) -> bool:
    return any(kind == "perfect_week" or kind.startswith(MILESTONE) for kind, _ in kept.get("entries", ()))


def _logged(row: Sequence[Any], entries: Sequence[Any]) -> LoggedEvent:
    return LoggedEvent(
        event_id=row[0],
        act_id=row[7],
        event_type=row[1],
        occurred_at=local_datetime(row[2], row[3]),
        day=date.fromordinal(row[4]),
        metadata=read_json(row[5]),
        idempotency_key=row[6],
        recorded_at=local_datetime(row[8], row[3]),
        points=sum(points for _, points in entries),
        undone=bool(row[9]),
        entries=tuple(Entry(kind, points) for kind, points in entries),
    )


def _place(before: str | None) -> Position | None:
    if before is None:
        return None
    form = PLACE.fullmatch(before)
    if form is None:
        raise RefusedInput("give what an earlier page named as next_before", where="before")
    return int(form[1]), int(form[2])


def _outcome(connection: Any, event_id: int, answer: str | None) -> Outcome:
    """What the event gave when it came; what it gives now if that was not kept."""
    event = event_by_id(connection, event_id)
    if answer is not None:
        return kept_outcome(event, read_json(answer))
    total, level = event_pages.total_and_level(connection, event_id)
    kept = {"entries": ledger_of(connection, event_id), "total_points": total, "level_number": level}
    return kept_outcome(event, {**kept, "level_up": False})
