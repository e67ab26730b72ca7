"""The rows of the day's list with what is known about them, and how one list becomes another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from momentum_desktop.gui.task_sections import Row, Section, depths_of, key, rows_of_day, wholes_of
from momentum_desktop.service.plan_values import Task, TaskKey
from momentum_desktop.service.task_search import found_among, text_of

MOST_STEPS = 64
"""With more runs of changed rows than this, resetting is quicker than stepping."""

MOST_APART = 1_000
"""Lists whose lengths differ by more are not compared row by row."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Rows in their order. `depths` says of each subtask under its task how deep it stands, `wholes` of each other one
    the title of its task, `places` where each row is."""

    rows: list[Row] = field(default_factory=list)
    depths: Mapping[TaskKey, int] = field(default_factory=dict)
    wholes: Mapping[TaskKey, str] = field(default_factory=dict)
    places: Mapping[str | TaskKey, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """How the rows `before` become those `after`: the runs of rows that leave, last first, then those that come, and
    the first and last place of those that changed where they are; `anew` where that is too much."""

    before: Listed
    after: Listed
    today: date
    leaving: Sequence[tuple[int, int]] = ()
    coming: Sequence[tuple[int, int]] = ()
    changed: tuple[int, int] | None = None
    anew: bool = False


class DayList:
    """Tasks sorted into the day's list once, and narrowed to what is sought as often as it is asked for."""

    def __init__(self, tasks: Iterable[Task], today: date, day_began_at: datetime) -> None:
        kept = tuple(tasks)
        wholes = {task.parent_id for task in kept if task.parent_id is not None}
        self._titles = {task.id: task.title for task in kept if task.id in wholes} if wholes else {}
        self.whole = self._listed(rows_of_day(kept, today, day_began_at))
        self._texts: list[str] | None = None

    def sought(self, words: str) -> Listed:
        """The rows with all the words, under headings of their own; without words all of them."""
        if not words:
            return self.whole
        rows = self.whole.rows
        tasks = [row for row in rows if isinstance(row, Task)]
        if self._texts is None:
            self._texts = [text_of(task) for task in tasks]
        heads = [row for row in rows if isinstance(row, Section)]
        places = found_among(tasks, self._texts, words)
        if len(places) == len(tasks):
            return self.whole
        narrowed: list[Row] = []
        began = ended = taken = 0
        for head in heads:
            ended += head.count
            taken = bisect_left(places, ended, began)
            if taken > began:
                narrowed.append(Section(head.name, taken - began))
                narrowed += [tasks[place] for place in places[began:taken]]
            began = taken
        return self._listed(narrowed)

    def _listed(self, rows: list[Row]) -> Listed:
        depths = depths_of(rows) if self._titles else {}
        wholes = wholes_of(rows, depths, self._titles) if self._titles else {}
        return Listed(rows, depths, wholes, {key(row): place for place, row in enumerate(rows)})


def change(before: Listed, after: Listed, was_today: date, today: date) -> Change:
    """How one list becomes another in the fewest steps that keep the order."""
    if before is after and was_today == today:
        return Change(before, after, today)
    if abs(len(before.rows) - len(after.rows)) > MOST_APART:
        return Change(before, after, today, anew=True)
    before_keys, after_keys = list(before.places), list(after.places)
    head, tail = _alike(before_keys, after_keys)
    before_keys, after_keys = before_keys[head : len(before_keys) - tail], after_keys[head : len(after_keys) - tail]
    staying = _staying(before_keys, after.places, head, head + len(after_keys))
    leaving, coming = list(_runs(before_keys, staying, head)), list(_runs(after_keys, staying, head))
    if len(leaving) + len(coming) > MOST_STEPS:
        return Change(before, after, today, anew=True)
    rows: list[Row] = list(before.rows)
    for first, last in reversed(leaving):
        del rows[first : last + 1]
    for first, last in coming:
        rows[first:first] = after.rows[first : last + 1]
    everything = was_today != today or before.depths != after.depths or before.wholes != after.wholes
    places: Sequence[int] = range(len(rows))
    if not everything:
        # Most of very many rows are the very same, which is seen without a look into them.
        pairs = enumerate(zip(rows, after.rows, strict=True))
        places = [place for place, (row, other) in pairs if row is not other and row != other]
    span = (places[0], places[-1]) if places else None
    return Change(before, after, today, tuple(reversed(leaving)), tuple(coming), span)


def _alike(before: list[Any], after: list[Any]) -> tuple[int, int]:
    """How many keys are the same at the beginning, and how many of the others at the end."""
    most = min(len(before), len(after))
    differing = (place for place in range(most) if before[place] != after[place])
    head = next(differing, most)
    differing = (back for back in range(1, most - head + 1) if before[-back] != after[-back])
    return head, next(differing, most - head + 1) - 1


def _staying(before: list[Any], places: Mapping[Any, int], first: int, end: int) -> set[Any]:
    """The keys that need not move: the longest run of them that stands in the same order between two places after."""
    tops: list[int] = []
    chain: list[tuple[Any, Any]] = []  # the last link of the best chain of each length: (key, link before it)
    for each in before:
        place = places.get(each)
        if place is None or not first <= place < end:
            continue
        length = len(tops) if not tops or place > tops[-1] else bisect_left(tops, place)
        link = (each, chain[length - 1] if length else None)
        if length == len(tops):
            tops.append(place)
            chain.append(link)
        else:
            tops[length], chain[length] = place, link
    staying = set()
    walked: Any = chain[-1] if chain else None
    while walked:
        staying.add(walked[0])
        walked = walked[1]
    return staying


def _runs(keys: list[Any], staying: set[Any], begin: int) -> Iterator[tuple[int, int]]:
    """The first and last places, counted from `begin`, of each unbroken run of keys that do not stay."""
    first = None
    for place, each in enumerate(keys, begin):
        if each in staying:
            if first is not None:
                yield first, place - 1
            first = None
        elif first is None:
            first = place
    if first is not None:
        yield first, begin + len(keys) - 1
