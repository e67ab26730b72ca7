"""What the acts say, compared with the rows they changed, the events they made and the events they took back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.additions import composed
from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.people import USERS, strangers
from momentum_desktop.store.plan_rows import PLAN_TABLES, Values, completed, folded
from momentum_desktop.store.rule_change import additions_of
from momentum_desktop.store.taken_out import OUT, REOPENED

if TYPE_CHECKING:
    from sqlalchemy import Connection

Keyed = tuple[Any, Any]
"""A key and what stands under it."""

MOST = 50
"""How many faults of one sort are told of unless another number is asked for."""

MISCOUNTED = """
    SELECT a.id FROM acts a LEFT JOIN
    (SELECT act_id, min(id) AS least, max(id) AS most, count(*) AS number FROM events GROUP BY act_id) e
    ON e.act_id = a.id
    WHERE a.event_count <> coalesce(e.number, 0) OR a.first_event_id IS NOT e.least
    OR e.most - e.least + 1 <> e.number ORDER BY a.id
"""
# An act that is missing before the last one breaks the chain of acts; after it only its events tell.
ACTLESS = """
    SELECT act_id, count(*) FROM events WHERE act_id > (SELECT coalesce(max(id), 0) FROM acts) GROUP BY act_id
"""
UNDONE = "((SELECT t.kind FROM acts t WHERE t.target_id = a.id ORDER BY t.id DESC LIMIT 1) IS 'undo')"
TAKEN_BACK = f"""
    SELECT e.id FROM acts a
    CROSS JOIN events e ON e.id >= a.first_event_id AND e.id < a.first_event_id + a.event_count
    WHERE {UNDONE}
    UNION SELECT e.id FROM acts a
    CROSS JOIN json_each(iif(json_valid(a.answer), a.answer, '{{}}'), '$.{OUT}') o
    CROSS JOIN events e ON e.id = o.value AND e.act_id = a.target_id
    WHERE a.kind = '{REOPENED}' AND NOT {UNDONE} ORDER BY 1
"""
# What cannot be read says nothing here; the chain of acts tells of it.
CHANGED = """
    SELECT json_extract(iif(c.type = 'array', c.value, '[]'), '$[0]') AS table_name,
    json_extract(iif(c.type = 'array', c.value, '[]'), '$[1]') AS row_id, a.id AS act_id{more}
    FROM acts a CROSS JOIN json_each(iif(json_valid(a.changes), a.changes, '[]')) c
    WHERE a.changes <> '[]' AND typeof(table_name) = 'text' AND typeof(row_id) = 'integer'
"""
SAID_SUBJECTS = CHANGED.replace("SELECT", "SELECT DISTINCT", 1).format(more="") + "ORDER BY 1, 2, 3"
SAID_CHANGES = (
    CHANGED.format(more=f", json_extract(c.value, '$[2]'), json_extract(c.value, '$[3]'), {UNDONE}")
    + "AND c.type = 'array' ORDER BY 1, 2, 3, c.key"
)
SUBJECTS = "SELECT table_name, row_id, act_id FROM act_subjects ORDER BY 1, 2, 3"
USERS_AND_RULES = (
    "SELECT u.id, u.name, b.document, r.document FROM users u JOIN rule_sets b ON b.id = u.base_rule_set_id "
    "JOIN rule_sets r ON r.id = u.rule_set_id ORDER BY u.id"
)


def act_faults(connection: Connection, most: int = MOST) -> list[str]:
    """Where events, withdrawn events, plan rows or their subjects are not what the acts say; of each sort no more than
    `most`. Both sides are read in one order and side by side, so that no log is too long for the memory."""
    held = _keys(connection, "SELECT event_id FROM withdrawn_events ORDER BY 1")
    withdrawn = (
        f"withdrawn_events: {key[0]} is wrong there or missing"
        for key, said, stored in _side_by_side(_keys(connection, TAKEN_BACK), held)
        if said != stored
    )
    subjects = (
        f"act_subjects: {key} is wrong there or missing"
        for key, said, stored in _side_by_side(_keys(connection, SAID_SUBJECTS), _keys(connection, SUBJECTS))
        if said != stored
    )
    unknown = (f"users: no act brought user {user_id}" for user_id in strangers(connection))
    planned = (_plan_faults(connection), _addition_faults(connection))
    faults = (miscounted_events(connection), withdrawn, subjects, *planned, unknown)
    return list(chain.from_iterable(islice(sort, most) for sort in faults))


def miscounted_events(connection: Connection) -> Iterator[str]:
    """The acts whose events are not those that they say they made, and those that are gone while their events stay."""
    for row in connection.exec_driver_sql(MISCOUNTED):
        yield f"acts: the events of act {row[0]} are not all there"
    for row in connection.exec_driver_sql(ACTLESS):
        yield f"acts: row {row[0]} is missing, which made {row[1]} of the events"


def _plan_faults(connection: Connection) -> Iterator[str]:
    tables = chain.from_iterable(_stored(connection, table) for table in sorted((*PLAN_TABLES, USERS)))
    for (table, row_id), wanted, stored in _side_by_side(folded_rows(connection), tables):
        if table == USERS:
            stored = stored and wanted and _as_named(stored, wanted)
        if wanted != stored:
            yield f"{table}: row {row_id} is not what its acts made of it"


def _addition_faults(connection: Connection) -> Iterator[str]:
    for user_id, _, taken, in_force in connection.exec_driver_sql(USERS_AND_RULES).all():
        base = _values(taken)
        try:
            wanted = None if base is None else composed(base, additions_of(connection, user_id))
        except (RefusedInput, LookupError, TypeError):
            wanted = None
        if wanted is None or canonical_json(wanted) != in_force:
            yield f"users: the rules of user {user_id} are not those taken with what was added to them"


def folded_rows(connection: Connection) -> Iterator[Keyed]:
    """Each row that acts changed, as those that are not undone made it; None where they took it away."""
    for key, changes in groupby(connection.exec_driver_sql(SAID_CHANGES), key=lambda row: (row[0], row[1])):
        value: Values | None = None
        for _, _, _, before_text, after_text, undone in changes:
            before, after = _values(before_text), _values(after_text)
            if key[0] == USERS:
                # A user may be there before any act names them; a row of the plan never is.
                value = {**(before or {}), **(value or {})}
            if not undone:
                value = folded(value, before, after)
        yield key, completed(key[0], value) if key[0] in PLAN_TABLES else value


def _stored(connection: Connection, table: str) -> Iterator[Keyed]:
    if table == USERS:
        for user_id, name, rules, _ in connection.exec_driver_sql(USERS_AND_RULES):
            yield (table, user_id), (name, rules)
        return
    for row in connection.exec_driver_sql(f"SELECT * FROM {table} ORDER BY id").mappings():
        yield (table, row["id"]), {name: value for name, value in row.items() if name != "id"}


def _as_named(stored: tuple[str, str], wanted: Values) -> Values:
    """What of a user the acts speak of."""
    held = {"name": stored[0], "rules": _values(stored[1]) if "rules" in wanted else None}
    return {column: held.get(column) for column in wanted}


def _values(text: Any) -> Any:
    """Values as they were written; None where there are none, or where they cannot be read, which the chain of acts
    and `document_faults` tell of."""
    try:
        value = read_json(text) if isinstance(text, str) else None
    except RefusedInput:
        return None
    return value if isinstance(value, dict) else None


def _keys(connection: Connection, sql: str) -> Iterator[Keyed]:
    return ((tuple(row), True) for row in connection.exec_driver_sql(sql))


def _side_by_side(one: Iterable[Keyed], other: Iterable[Keyed]) -> Iterator[tuple[Any, Any, Any]]:
    """Each key with what stands under it on either side, None where nothing does; both in the order of their keys."""
    tagged = merge(((*pair, 0) for pair in one), ((*pair, 1) for pair in other), key=itemgetter(0))
    for key, group in groupby(tagged, key=itemgetter(0)):
        sides = [None, None]
        for _, value, side in group:
            sides[side] = value
        yield key, sides[0], sides[1]
