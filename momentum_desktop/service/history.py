"""What a person did, act by act, newest first, and whether an old one can be done again."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.values import local_datetime
from momentum_desktop.errors import NotAsThingsStand, RefusedInput
from momentum_desktop.service.answers import rules_of
from momentum_desktop.service.values import Act
from momentum_desktop.store import plan_questions, questions
from momentum_desktop.store.imported import brought_in_since
from momentum_desktop.store.plan_rows import completed_besides, does, last_completion, live_acts, read_row
from momentum_desktop.store.store import Reader
from momentum_desktop.store.taken_out import import_of_event

FOR_GOOD = ("undo", "redo", "join")
"""Acts that are not turned themselves."""
MOST_ACTS = 10_000


def acts_of(reader: Reader, user_id: int, limit: int, before: int | None, words: str) -> tuple[Act, ...]:
    """A user's newest acts before another one; those whose summary holds all the words."""
    if type(limit) is not int or not 1 <= limit <= MOST_ACTS:
        raise RefusedInput(f"a whole number from 1 to {MOST_ACTS:,} is expected", where="limit")
    if before is not None and (type(before) is not int or abs(before) > questions.MOST_ID):
        raise RefusedInput("the number of an act is expected", where="before")
    with reader.snapshot() as connection:
        rules = rules_of(reader, user_id)
        rows = questions.acts(connection, user_id, limit, before, words)
    return tuple(
        Act(
            id=row[0],
            kind=row[1],
            at=local_datetime(row[2], row[3]),
            day=date.fromordinal(logical_day(row[2], row[3], rules.day_start)),
            summary=row[4],
            undone=bool(row[6]),
            points=row[7],
            event_count=row[5],
            can_turn=row[1] not in FOR_GOOD,
            moved=row[8] if type(row[8]) is int else None,
        )
        for row in rows
    )


class Claims(NamedTuple):
    """What of an act may have been done again since it was undone: the changes to look at, and the items of a source
    that it brought, as (source, identity there)."""

    changes: list[Any]
    items: list[tuple[str, str]]


def claims_of(kind: str, changes: list[Any]) -> Claims:
    """What an act of a kind, with all its changes, may meet again."""
    if kind != "import":
        return Claims(changes, [])
    items = [
        (after["source"], after["source_id"]) for table, _, _, after in changes if table == "source_items" and after
    ]
    brought = {row_id for table, row_id, before, _ in changes if table == "tasks" and before is None}
    return Claims([change for change in changes if (change[3] or {}).get("task_id") not in brought], items)


def check_not_done_since(connection: Any, user_id: int, act: Any, claims: Claims) -> None:
    """NotAsThingsStand if an undone completion is to be done again although the same thing was completed since, or an
    import although the same was imported since."""
    if act.kind == "import":
        _check_not_imported_since(connection, user_id, act, claims.items)
    for table, row_id, before, after in claims.changes:
        again = act.kind == "complete" and does(before, after)
        since = completed_besides(connection, table, row_id, act.id) if again else None
        since = since or (_done_by_import(connection, table, row_id) if again else None)
        if table == "occurrences" and before is None:
            since = since or _taken_since(connection, row_id, after)
        if since is not None:
            raise NotAsThingsStand(
                f"it was completed again since (act {since}); undo that first", where=f"act {act.id}"
            )


def check_open_since(connection: Any, act: Any) -> None:
    """NotAsThingsStand if what was taken out of an import was completed since."""
    for table, row_id, _, _ in read_json(act.changes):
        since = last_completion(connection, table, row_id)
        if since is not None and since > act.id:
            raise NotAsThingsStand(
                f"it was completed again since (act {since}); undo that first", where=f"act {act.id}"
            )


def _done_by_import(connection: Any, table: str, row_id: int) -> int | None:
    """The import by which a row is done as it stands, if one is."""
    event_id = (read_row(connection, table, row_id) or {}).get("completed_event_id")
    return None if event_id is None else import_of_event(connection, event_id)


def _check_not_imported_since(connection: Any, user_id: int, act: Any, items: list[tuple[str, str]]) -> None:
    first = act.first_event_id or 0
    if brought_in_since(connection, user_id, items, range(first, first + act.event_count)):
        raise NotAsThingsStand("it was imported again since; undo that first", where=f"act {act.id}")


def _taken_since(connection: Any, row_id: int, values: dict[str, Any]) -> int | None:
    """The act that settled the same day of a repeating task since, in a row of its own."""
    held = plan_questions.occurrence(connection, values["task_id"], date.fromordinal(values["day"]))
    if held is None or held.id == row_id:
        return None
    return max(live_acts(connection, "occurrences", held.id), default=0)
