"""What a person did, act by act, newest first, and whether an old one can be done again."""

from __future__ import annotations

from typing import Any

from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.values import local_datetime
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.values import Act
from momentum_desktop.store import questions
from momentum_desktop.store.plan_rows import last_live_act
from momentum_desktop.store.store import Reader

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
        questions.user_totals(connection, user_id)
        rows = questions.acts(connection, user_id, limit, before, words)
    return tuple(
        Act(
            id=row[0],
            kind=row[1],
            at=local_datetime(row[2], row[3]),
            summary=row[4],
            undone=bool(row[6]),
            points=row[7],
            event_count=row[5],
            can_turn=row[1] not in FOR_GOOD,
        )
        for row in rows
    )


def check_not_done_since(connection: Any, act: Any) -> None:
    """RefusedInput if an undone completion is to be done again although the same thing was completed since."""
    if act.kind != "complete":
        return
    for table, row_id, _, _ in read_json(act.changes):
        since = last_live_act(connection, table, row_id, "complete")
        if since is not None:
            raise RefusedInput(f"it was completed again since (act {since}); undo that first", where=f"act {act.id}")
