"""What a person does with time slots, the planned stretches of a day, each as an act that can be undone."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from momentum_desktop.engine.reading import read_day
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import instant_and_offset, local_datetime
from momentum_desktop.errors import NotAsThingsStand, RefusedInput, UnknownThing
from momentum_desktop.service.plan.completing import Deed, Moment, check_open, complete, day_of_moment, earned_by
from momentum_desktop.service.plan.drafts import checked_slot
from momentum_desktop.service.plan.tasks import found_task
from momentum_desktop.service.plan_values import SlotDraft, TimeSlot
from momentum_desktop.service.recording import open_act, result_of
from momentum_desktop.service.slot_times import slot_begins, still_to_come
from momentum_desktop.service.values import ActResult
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.keeper import Standing
from momentum_desktop.store.plan_questions import SlotRecord
from momentum_desktop.store.plan_rows import add_row, change_row, remove_row
from momentum_desktop.store.store import Reader

TABLE = "time_slots"
GRACE = timedelta(minutes=15)
"""How long after its end a slot still counts as done in time: one ticks it off when one looks up."""
LONGEST_SPAN = 400


def slots_of(reader: Reader, user_id: int, first: date, days: int, now: datetime) -> tuple[TimeSlot, ...]:
    """The slots of some days, in their order: what is planned for the night before the next day starts comes last."""
    if type(days) is not int or not 1 <= days <= LONGEST_SPAN:
        raise RefusedInput(f"1 to {LONGEST_SPAN} days", where="days")
    start = date.fromordinal(read_day(first))
    moment = instant_and_offset(now)
    with reader.snapshot() as connection:
        standing = reader.keeper.standing(user_id)
        rows = plan_questions.slots(connection, user_id, start, start + timedelta(days=days))
        day_start = standing.rules.day_start
        rows.sort(key=lambda row: (row.day, slot_begins(row.day, row.start_minute, day_start)))
        return tuple(
            TimeSlot(
                id=row.id,
                day=row.day,
                start_minute=row.start_minute,
                minutes=row.minutes,
                title=row.title,
                task_id=row.task_id,
                done=row.completed_at is not None,
                completed_at=row.completed_at,
                on_time=None if row.metadata is None else bool(row.metadata.get("on_time")),
                worth=0 if row.completed_at is not None else _worth(row, moment, standing),
            )
            for row in rows
        )


def add_slot(journal: Journal, user_id: int, draft: SlotDraft, now: datetime) -> ActResult:
    """A stretch of a day, planned."""
    values = _checked(journal, user_id, draft)
    act = open_act(journal, user_id, "add", f"Planned “{values['title']}”", now)
    slot_id = add_row(journal.connection, act, TABLE, {**values, "user_id": user_id})
    return result_of(act, slot_id)


def edit_slot(journal: Journal, user_id: int, slot_id: int, draft: SlotDraft, now: datetime) -> ActResult:
    """Another time or other words for a slot."""
    slot = _slot(journal, user_id, slot_id)
    values = _checked(journal, user_id, draft)
    act = open_act(journal, user_id, "edit", f"Changed the slot “{slot.title}”", now)
    change_row(journal.connection, act, TABLE, slot_id, values)
    return result_of(act, slot_id)


def delete_slot(journal: Journal, user_id: int, slot_id: int, now: datetime) -> ActResult:
    """A slot taken away; what it earned stays earned."""
    slot = _slot(journal, user_id, slot_id)
    act = open_act(journal, user_id, "delete", f"Deleted the slot “{slot.title}”", now)
    remove_row(journal.connection, act, TABLE, slot_id)
    return result_of(act, slot_id)


def complete_slot(journal: Journal, user_id: int, slot_id: int, at: Moment | None, now: datetime) -> ActResult:
    """A slot done, in time or late. NotAsThingsStand if its day is still to come by then."""
    slot = _slot(journal, user_id, slot_id)
    check_open(slot, "slot")
    moment = at or instant_and_offset(now)
    rules = journal.standing(user_id).rules
    waits = still_to_come(slot.day, day_of_moment(moment, rules))
    if waits:
        raise NotAsThingsStand(f"“{slot.title}” {waits}", where=f"slot {slot_id}")
    metadata = _metadata(slot, moment, rules)
    deed = Deed(TABLE, slot_id, slot.title, "time_slot_completion", metadata)
    return complete(journal, user_id, deed, moment, now)


def _worth(slot: SlotRecord, moment: Moment, standing: Standing) -> int:
    metadata = _metadata(slot, moment, standing.rules)
    return earned_by("time_slot_completion", metadata, moment, standing.state, standing.rules)


def _metadata(slot: SlotRecord, moment: Moment, rules: Rules) -> dict[str, Any]:
    end = slot_begins(slot.day, slot.start_minute, rules.day_start) + timedelta(minutes=slot.minutes)
    on_time = local_datetime(*moment).replace(tzinfo=None) <= end + GRACE
    metadata: dict[str, Any] = {"slot_id": slot.id, "minutes": slot.minutes, "on_time": on_time}
    if slot.task_id is not None:
        metadata["task_id"] = slot.task_id
    return metadata


def _checked(journal: Journal, user_id: int, draft: SlotDraft) -> dict[str, Any]:
    values = checked_slot(draft)
    if values["task_id"] is not None:
        found_task(journal, user_id, values["task_id"])
    return values


def _slot(journal: Journal, user_id: int, slot_id: int) -> SlotRecord:
    slot = plan_questions.slot(journal.connection, user_id, slot_id)
    if slot is None:
        raise UnknownThing(f"there is no slot {slot_id}", where="slot", advice="`momentum slot list` shows the numbers")
    return slot
