"""What of another program's data is new, as the rows and events that it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, tzinfo
from decimal import Decimal
from hashlib import sha256
from typing import Any

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.reading import FIRST_YEAR, LAST_YEAR, checked_event
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event, instant_and_offset
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.import_days import Series, begun_before
from momentum_desktop.service.import_fitting import Fitted, created_instant, document_of, fitted, kept, stored
from momentum_desktop.service.import_values import Gathered, Problem, SourceRecord, SourceTask, sound
from momentum_desktop.service.plan.drafts import COMPLETION, checked_amount
from momentum_desktop.store.document import EARLIEST_DAY
from momentum_desktop.store.import_batch import Batch, Changed, NewEvent, NewItem, NewOccurrence, Ref
from momentum_desktop.store.imported import AGAIN, Held, HeldDay, held_of, key_is_known, own_tasks, task_values
from momentum_desktop.store.numbers import read_number, stored_number

LONGEST_KEY = 190
LONGEST_NOTE = 10_000
NOON = time(12)
DONE, OPEN, SKIPPED = "done", "open", "skipped"


@dataclass(slots=True)
class ImportPlan:
    """The rows that are new, how many things that makes, how many were known, and what could not be taken."""

    batch: Batch
    added: int = 0
    unchanged: int = 0
    problems: list[Problem] = field(default_factory=list)


@dataclass(slots=True)
class _Subject:
    """A task that records are about: where it is, and what its series and its events say."""

    ref: Ref | None
    task: SourceTask
    values: dict[str, Any]
    series: Series | None
    is_new: bool
    taken: set[int] = field(default_factory=set)
    days: dict[str, Any] = field(default_factory=dict)
    done: bool = False


def plan_of(
    connection: Any, rules: Rules, user_id: int, gathered: Gathered, now: datetime, zone: tzinfo | None = None
) -> ImportPlan:
    """What of `gathered` a user does not have yet. `zone` is the clock of days without a time (None: this machine)."""
    return _Planner(connection, rules, user_id, gathered, now, zone).plan()


class _Planner:
    def __init__(
        self,
        connection: Any,
        rules: Rules,
        user_id: int,
        gathered: Gathered,
        now: datetime,
        zone: tzinfo | None,
    ) -> None:
        self._connection = connection
        self._rules = rules
        self._gathered = gathered
        self._now = instant_and_offset(now)[0]
        self._today = date.fromordinal(logical_day(*instant_and_offset(now), rules.day_start))
        self._zone = zone
        self._prefix = f"import:{gathered.source}:"
        own_key = gathered.own_key
        is_own = own_key is not None
        self._held: Held = held_of(connection, user_id, gathered.source, self._prefix, is_own=is_own)
        self._taken: dict[int, set[int]] = {}
        for task_id, day in self._held.days:
            self._taken.setdefault(task_id, set()).add(day)
        self._own: dict[str, int] = {}
        if own_key is not None:
            for task_id, created in own_tasks(connection, user_id):
                self._own[own_key(user_id, task_id, created)] = task_id
        self._batch = Batch(user_id)
        self._found = ImportPlan(self._batch)
        self._subjects: dict[str, _Subject] = {}
        self._fits: dict[str, Fitted] = {}
        self._noons: dict[date, tuple[int, int]] = {}
        self._said: dict[tuple[Any, ...], dict[str, Any]] = {}
        self._new_days: dict[tuple[Ref, int], int] = {}
        self._changed_days: dict[int, Changed] = {}

    def plan(self) -> ImportPlan:
        # On their days for whatever is told of them, too.
        self._gathered.records = [self._on_its_day(record) for record in self._gathered.records]
        first_days = self._first_days()
        for task in self._gathered.tasks:
            try:
                self._take_task(task, first_days.get(task.key))
            except RefusedInput as refusal:
                self._found.problems.append(Problem(refusal.where or task.where, refusal.what))
        for record in self._gathered.records:
            self._take_record(record)
        self._finish()
        return self._found

    def _first_days(self) -> dict[str | None, date]:
        found: dict[str | None, date] = {}
        for record in self._gathered.records:
            # A source that says itself which of its days was done says its first day as well.
            if record.kind != "auto" and record.occurrence is None:
                found[record.task] = min(record.day, found.get(record.task, record.day))
        return found

    def _on_its_day(self, record: SourceRecord) -> SourceRecord:
        if not record.by_rules or record.instant is None:
            return record
        day = logical_day(*instant_and_offset(record.instant), self._rules.day_start)
        return replace(record, day=date.fromordinal(day))

    def _take_task(self, task: SourceTask, first_day: date | None) -> None:
        known = self._held.items.get(task.key, self._own.get(task.key, 0))
        if known != 0:
            self._take_known(task, known)
            return
        fit = fitted(task, self._rules, self._today)
        if fit.repeat is not None and fit.due is not None and first_day is not None:
            begun = begun_before(fit.repeat, fit.due, first_day)
            if begun.toordinal() >= EARLIEST_DAY:
                fit.due = fit.values["due"] = begun
        self._found.problems += fit.problems
        self._found.added += 1
        values = stored(fit.values, self._batch.user_id, self._now)
        # Its parent is looked up at the end: it may come after it.
        self._batch.tasks.append(values)
        subject = _Subject(-len(self._batch.tasks), task, values, None, is_new=True)
        if fit.repeat is not None and fit.due is not None:
            subject.series = Series(fit.repeat, fit.repeat_from, fit.due, subject.taken)
        self._subjects[task.key] = subject
        self._fits[task.key] = fit

    def _take_known(self, task: SourceTask, task_id: int | None) -> None:
        self._found.unchanged += 1
        values = None if task_id is None else task_values(self._connection, self._batch.user_id, task_id)
        subject = _Subject(task_id if values is not None else None, task, values or {}, None, is_new=False)
        if values is not None and task_id is not None:
            subject.done = values["completed_at"] is not None
            if values["repeat"] is not None and values["due"] is not None:
                subject.taken.update(self._taken.get(task_id, ()))
                first = date.fromordinal(values["due"])
                subject.series = Series(values["repeat"], values["repeat_from"], first, subject.taken)
        self._subjects[task.key] = subject

    def _take_record(self, record: SourceRecord) -> None:
        subject = self._subjects.get(record.task) if record.task is not None else None
        if record.task is not None and subject is None:
            return  # its task was refused, which was told
        try:
            if record.kind == "done":
                self._take_done(record, subject)
            elif subject is not None:
                self._take_other(record, subject)
        except RefusedInput as refusal:
            self._found.problems.append(Problem(record.where, refusal.what))

    def _take_done(self, record: SourceRecord, subject: _Subject | None) -> None:
        key = self._free_key(record)
        if key is None or self._is_done_here(record, subject):
            self._found.unchanged += 1
            return
        if record.event is not None:
            self._take_event(record, subject, record.event, key)
            return
        instant, offset = self._moment(record)
        amount = self._amount(record)
        day = record.day
        if subject is not None and subject.series is not None:
            day = subject.series.day_of(record.day)
        metadata = self._metadata(record, subject, day, amount)
        place = len(self._batch.events)
        ref = subject.ref if subject is not None else None
        self._batch.events.append(NewEvent(COMPLETION, instant, offset, record.day.toordinal(), metadata, key, ref))
        self._found.added += 1
        if subject is None or subject.ref is None:
            return
        if record.note:
            subject.days[record.day.isoformat()] = kept([record.kind, record.note])
        if subject.series is not None:
            self._settle_day(subject, day.toordinal(), DONE, amount, (instant, offset), place)
        elif not subject.done:
            self._complete(subject, instant, offset, place)

    def _take_event(self, record: SourceRecord, subject: _Subject | None, given: Event, key: str) -> None:
        """An event that the source keeps as it is, with the row that it completed."""
        event = checked_event(
            self._rules,
            id=0,
            event_type=given.event_type,
            moment=(given.instant, given.offset),
            metadata={name: value for name, value in given.metadata.items() if name != "task_id"},
            idempotency_key=key,
            day=record.day,
        )
        place, ref = len(self._batch.events), None if subject is None else subject.ref
        metadata = event.metadata if ref is not None or "task_id" not in given.metadata else given.metadata
        moment = (event.instant, event.offset)
        self._batch.events.append(NewEvent(event.event_type, *moment, event.day, metadata, key, ref))
        self._found.added += 1
        if subject is None or ref is None:
            return
        if subject.series is not None:
            day = (record.occurrence or record.day).toordinal()
            self._settle_day(subject, day, DONE, self._amount(record), moment, place)
        elif not subject.done:
            self._complete(subject, *moment, place)

    def _take_other(self, record: SourceRecord, subject: _Subject) -> None:
        """A day that was left out, missed or filled in: no completion. What has no place is kept."""
        if record.note or record.kind in ("auto", "missed"):
            held = [record.kind, record.note] if record.note else [record.kind]
            subject.days[record.day.isoformat()] = kept(held)
        if subject.ref is None or subject.series is None:
            return
        amount = self._amount(record)
        if record.kind == "auto" or (record.kind == "missed" and not amount):
            return
        day = (record.occurrence or subject.series.day_of(record.day)).toordinal()
        state = SKIPPED if record.kind == "skip" else OPEN
        if self._held.days.get((subject.ref, day)) is not None or (subject.ref, day) in self._new_days:
            self._found.unchanged += subject.is_new is False
            return
        self._settle_day(subject, day, state, amount if state == OPEN else None, None, None)
        self._found.added += 1

    def _settle_day(
        self,
        subject: _Subject,
        day: int,
        state: str,
        amount: Any,
        at: tuple[int, int] | None,
        event: int | None,
    ) -> None:
        """An occurrence, new or there already, with what became of it."""
        assert subject.ref is not None
        subject.taken.add(day)
        held = self._held.days.get((subject.ref, day))
        instant, offset = at or (None, None)
        if held is not None:
            self._change_day(held, state, amount, at, event)
            return
        place = self._new_days.get((subject.ref, day))
        if place is None:
            self._new_days[subject.ref, day] = len(self._batch.occurrences)
            self._batch.occurrences.append(NewOccurrence(subject.ref, day, state, amount, instant, offset, event))
            return
        before = self._batch.occurrences[place]
        if before.state != DONE and state != DONE:
            return
        total = _sum(before.amount if before.state == DONE else None, amount)
        self._batch.occurrences[place] = NewOccurrence(subject.ref, day, DONE, total, instant, offset, event)

    def _change_day(
        self, held: HeldDay, state: str, amount: Any, at: tuple[int, int] | None, event: int | None
    ) -> None:
        if state != DONE or at is None or held.values["state"] == "moved":
            return
        earlier = self._changed_days.get(held.row_id)
        before_amount = held.values["amount"] if held.values["state"] == DONE else None
        total = _sum(earlier.marks["amount"] if earlier is not None else before_amount, amount)
        marks = {"state": DONE, "amount": total, "completed_at": at[0], "completed_offset": at[1]}
        self._changed_days[held.row_id] = Changed("occurrences", held.row_id, held.values, marks, event)

    def _complete(self, subject: _Subject, instant: int, offset: int, event: int) -> None:
        subject.done = True
        marks = {"completed_at": instant, "completed_offset": offset}
        if subject.is_new:
            subject.values.update(marks, completed_event_id=event)
        else:
            assert subject.ref is not None
            self._batch.changed.append(Changed("tasks", subject.ref, subject.values, marks, event))

    def _finish(self) -> None:
        """Parents, times and items of the new tasks, now that all of them are there."""
        firsts: dict[Ref, int] = {}
        for event in self._batch.events:
            if event.task is not None:
                firsts[event.task] = min(event.instant, firsts.get(event.task, event.instant))
        self._batch.changed += self._changed_days.values()
        for subject in self._subjects.values():
            if not subject.is_new or subject.ref is None:
                continue
            task, values = subject.task, subject.values
            parent = self._subjects.get(task.parent) if task.parent is not None else None
            values["parent_id"] = parent.ref if parent is not None and parent is not subject else None
            values["created_at"] = created_instant(task, firsts.get(subject.ref), self._now)
            undated = task.state != "open" and not subject.done
            if undated:
                # No day is known, and none is invented: the beginning of all instants stands for it.
                values["completed_at"], values["completed_offset"] = 0, 0
            document = document_of(task, self._fits[task.key].extra, subject.days, undated=undated)
            self._batch.items.append(NewItem(self._gathered.source, task.key, subject.ref, document))
        for own, value in self._gathered.kept.items():
            source_id = sound(own)[:LONGEST_KEY]
            if source_id not in self._held.items:
                document = document_of(SourceTask(own, own), value, {}, undated=False)
                self._batch.items.append(NewItem(self._gathered.source, source_id, None, document))

    def _free_key(self, record: SourceRecord) -> str | None:
        """A key for the event of a record; None if it is known and counts. One that was undone gets another."""
        if record.event is not None:
            return self._free_own_key(record.id)
        own = f"{record.task}:{record.id}" if record.task is not None else record.id
        if len(own) > LONGEST_KEY - len(self._prefix):
            own = sha256(own.encode()).hexdigest()[:48]
        key, again = f"{self._prefix}{sound(own)}", 1
        while (known := self._held.keys.get(key)) is False:
            again += 1
            key = f"{self._prefix}{sound(own)}{AGAIN}{again}"
        if known:
            return None
        self._held.keys[key] = True
        return key

    def _free_own_key(self, key: str) -> str | None:
        """The same for an event that has a key of its own."""
        wanted, again = key, 1
        while True:
            known = self._held.keys.get(wanted)
            if known is None:
                known = key_is_known(self._connection, self._batch.user_id, wanted)
            if known is None:
                self._held.keys[wanted] = True
                return wanted
            if known:
                return None
            again += 1
            wanted = f"{key[:LONGEST_KEY]}{AGAIN}{again}"

    def _is_done_here(self, record: SourceRecord, subject: _Subject | None) -> bool:
        """Whether the same thing was already done in this program, which must not count twice."""
        if subject is None or subject.is_new or subject.ref is None:
            return False
        if subject.series is None:
            return subject.done
        held = self._held.days.get((subject.ref, record.day.toordinal()))
        return held is not None and held.values["state"] == DONE and not (held.key or "").startswith(self._prefix)

    def _metadata(self, record: SourceRecord, subject: _Subject | None, day: date, amount: Any) -> dict[str, Any]:
        said = (
            record.task,
            record.day <= day,
            record.instant is None,
            amount,
            record.note,
        )
        if said not in self._said:
            self._said[said] = self._metadata_anew(record, subject, day, amount)
        return self._said[said]

    def _metadata_anew(self, record: SourceRecord, subject: _Subject | None, day: date, amount: Any) -> dict[str, Any]:
        metadata: dict[str, Any] = {"complexity": "simple", "source": self._gathered.source}
        if subject is not None and subject.values:
            values = subject.values
            metadata["complexity"] = values["complexity"]
            if values["list"] is not None:
                metadata["list"] = values["list"]
            tags = list(subject.task.tags) if not subject.is_new else self._fits[subject.task.key].values["tags"]
            if tags:
                metadata["tags"] = tags
            if subject.series is not None:
                metadata["habit"] = True
                if subject.series.has_fixed_days:
                    metadata["on_time"] = record.day <= day
            elif values["due"] is not None:
                metadata["on_time"] = record.day.toordinal() <= values["due"]
            if amount is not None:
                metadata["amount"] = read_number(amount)
                if values["unit"] is not None:
                    metadata["unit"] = values["unit"]
        if record.note:
            metadata["note"] = sound(record.note)[:LONGEST_NOTE]
        if record.instant is None:
            metadata["time_unknown"] = True
        return metadata

    def _moment(self, record: SourceRecord) -> tuple[int, int]:
        if record.instant is not None:
            found = instant_and_offset(record.instant)
        elif record.day in self._noons:
            found = self._noons[record.day]
        else:
            noon = datetime.combine(record.day, NOON, self._zone)
            found = self._noons[record.day] = instant_and_offset(noon if self._zone else noon.astimezone())
        if not FIRST_YEAR <= record.day.year <= LAST_YEAR:
            raise RefusedInput(f"{record.day} lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
        return found

    def _amount(self, record: SourceRecord) -> Any:
        if record.quantity is None or record.quantity == 0:
            return None
        try:
            amount = checked_amount(round(record.quantity, 4).normalize(), "amount")
        except RefusedInput:
            return None
        return None if amount is None else stored_number(amount)


def _sum(one: Any, other: Any) -> Any:
    if one is None or other is None:
        return other if one is None else one
    return stored_number(Decimal(str(one)) + Decimal(str(other)))
