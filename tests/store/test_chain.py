"""Any byte that is changed behind the program's back is found, and where."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.errors import DamagedData
from momentum_desktop.service.values import Submission, TaskDraft, Verification
from momentum_desktop.store import checkpoints, derivation
from momentum_desktop.store.chain import CHAINS, chained
from momentum_desktop.store.schema import Base
from tests.service.lives import Clock, connected, in_loop, living, rows

LOGGED = ("events", "acts")
DERIVED = (
    *("users", "streaks", "user_achievements", "ledger", "days", "day_kinds", "day_hours"),
    *("withdrawn_events", "act_subjects", "tasks", "checkpoints"),
)
RULES = ("rule_sets", "levels", "achievements")
SAID_ONCE = {("users", "name"), ("users", "revision"), ("levels", "id"), ("checkpoints", "digest")}
"""What nothing else says: the name, how often the past was derived anew, the key of a level that nobody has; and a
checkpoint of other rules is one that nobody uses."""


def columns(*tables: str) -> list[tuple[str, str]]:
    """Every column of the tables."""
    return [
        (table, column.name)
        for table in tables
        for column in Base.metadata.tables[table].columns
        if (table, column.name) not in SAID_ONCE
    ]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with a bit of everything in it, as bytes."""
    folder = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as patched:
        for module in (checkpoints, derivation):
            patched.setattr(module, "SPACING", 2, raising=False)
        live(folder)
    return (folder / "momentum.db").read_bytes()


@in_loop
async def live(folder: Path) -> None:
    clock = Clock()
    async with living(folder, clock) as service:
        many = [
            Submission("task_completion", clock.moment - timedelta(days=day), {"minutes": 25}, f"key {day}")
            for day in range(12)
        ]
        await service.process_events(many)
        added = await service.add_task(TaskDraft("Water the plants", tags=("home",)))
        assert added.task is not None
        await service.complete_task(added.task.id)
        await service.process_event(None, "focus_session", {"minutes": 30, "time_unknown": True})
        late = await service.process_event(None, "focus_session", {"minutes": 30}, clock.moment - timedelta(days=3))
        assert late.total_change
        await service.process_event(None, "goal_completion")
        await service.undo()
        assert (await service.verify()).ok


@pytest.fixture
def folder(tmp_path: Path, lived: bytes) -> Path:
    """A copy of that database to be tampered with."""
    folder = tmp_path / "copy"
    folder.mkdir()
    (folder / "momentum.db").write_bytes(lived)
    return folder


def tampered(folder: Path, statement: str, *values: Any) -> int:
    """Change rows as only somebody with a tool of their own can; how many it were."""
    with closing(connected(folder)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        changed = connection.execute(statement, values).rowcount
        for _, sql in guards:
            connection.execute(sql)
        return int(changed)


def verified(folder: Path) -> Verification:
    """What the program finds."""
    found: list[Verification] = []

    @in_loop
    async def look() -> None:
        async with living(folder) as service:
            found.append(await service.verify())

    look()
    return found[0]


def flipped(value: Any) -> Any:
    """The value with one bit changed."""
    if value is None:
        return 1
    if isinstance(value, int):
        return value ^ 2**20
    if isinstance(value, bytes):
        return value[:-1] + bytes([value[-1] ^ 1])
    return chr(ord(value[0]) ^ 1) + value[1:] if value else "x"


def somewhere(folder: Path, table: str, column: str, at: int = 0) -> tuple[str, Any, Any]:
    """A row of the table, preferably one where the column has a value: how to find it, its value and another one."""
    key = Base.metadata.tables[table].primary_key.columns.keys()
    with closing(connected(folder)) as connection:
        row = connection.execute(
            f'SELECT {", ".join(key)}, "{column}" FROM {table} ORDER BY "{column}" IS NULL, 1 DESC LIMIT 1 OFFSET {at}'
        ).fetchone()
    where = " AND ".join(f"{name} = {value!r}" for name, value in zip(key, row, strict=False))
    return where, row[-1], flipped(row[-1])


@pytest.mark.parametrize("at", [0, 3])
@pytest.mark.parametrize(("table", "column"), columns(*LOGGED))
def test_a_changed_byte_of_the_log_is_found_and_named(folder: Path, table: str, column: str, at: int) -> None:
    where, _, other = somewhere(folder, table, column, at)
    number = where.removeprefix("id = ")
    assert tampered(folder, f'UPDATE {table} SET "{column}" = ? WHERE {where}', other) == 1

    found = verified(folder)

    assert not found.ok
    if column != "id":
        assert f"{table}: row {number} is not what was recorded" in found.differences


@pytest.mark.parametrize(("table", "column"), columns(*DERIVED))
def test_a_changed_byte_of_a_derived_table_is_found(folder: Path, table: str, column: str) -> None:
    where, _, other = somewhere(folder, table, column)
    assert tampered(folder, f'UPDATE {table} SET "{column}" = ? WHERE {where}', other) == 1

    assert not verified(folder).ok


@pytest.mark.parametrize(("table", "column"), columns(*RULES))
def test_a_changed_byte_of_the_rules_is_found(folder: Path, table: str, column: str) -> None:
    where, value, other = somewhere(folder, table, column)
    if column == "document":
        other = value.replace('"task_completion":10', '"task_completion":11')
        assert other != value
    assert tampered(folder, f'UPDATE {table} SET "{column}" = ? WHERE {where}', other) == 1

    assert not verified(folder).ok


@pytest.mark.parametrize("table", [*LOGGED, *(table for table in DERIVED if table not in ("users", "checkpoints"))])
def test_a_row_that_was_taken_out_is_found(folder: Path, table: str) -> None:
    where, _, _ = somewhere(folder, table, Base.metadata.tables[table].primary_key.columns.keys()[-1])
    assert tampered(folder, f"DELETE FROM {table} WHERE {where}") == 1

    assert not verified(folder).ok


def test_a_line_missing_in_the_ledger_puts_no_other_out_of_step(folder: Path) -> None:
    assert tampered(folder, "DELETE FROM ledger WHERE event_id = 5") > 0
    assert tampered(folder, "UPDATE ledger SET points = points + 1 WHERE event_id = 9 AND position = 0") == 1

    told = [difference for difference in verified(folder).differences if "ledger" in difference]
    lacking = [difference for difference in told if "lacks (5, " in difference]
    (other,) = set(told) - set(lacking)
    assert lacking
    assert "ledger has (9, 0, " in other


def test_a_row_from_the_middle_of_the_log_is_named_when_it_is_missing(folder: Path) -> None:
    assert tampered(folder, "DELETE FROM events WHERE id = 5") == 1

    assert "events: row 5 is missing" in verified(folder).differences


def test_the_last_act_is_named_when_it_is_missing_and_its_event_is_there(folder: Path) -> None:
    with closing(connected(folder)) as connection:
        (last,) = connection.execute("SELECT act_id FROM events ORDER BY id DESC LIMIT 1").fetchone()
    assert tampered(folder, "DELETE FROM acts WHERE id >= ?", last) > 0

    assert f"acts: row {last} is missing, which made 1 of the events" in verified(folder).differences


@pytest.mark.parametrize("table", LOGGED)
def test_a_row_with_another_content_and_a_fitting_hash_breaks_the_chain_after_it(folder: Path, table: str) -> None:
    changed = "recorded_at" if table == "events" else "summary"
    columns = CHAINS[table].split(", ")
    with closing(connected(folder)) as connection:
        row = connection.execute(f"SELECT {CHAINS[table]}, previous_hash FROM {table} WHERE id = 3").fetchone()
    content = list(row[:-1])
    content[columns.index(changed)] = other = flipped(content[columns.index(changed)])
    rewritten = f"UPDATE {table} SET {changed} = ?, hash = ? WHERE id = 3"
    assert tampered(folder, rewritten, other, chained(row[-1], content)) == 1

    told = verified(folder).differences

    assert f"{table}: row 4 is not what was recorded" in told
    assert f"{table}: row 3 is not what was recorded" not in told


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE events SET metadata = '[]' WHERE id = (SELECT max(id) FROM events)",
        "UPDATE events SET recorded_at = recorded_at + 1 WHERE id = (SELECT max(id) - 9 FROM events)",
        "UPDATE events SET hash = zeroblob(32) WHERE id = (SELECT max(id) - 1 FROM events)",
        "DELETE FROM events WHERE id = (SELECT max(id) - 1 FROM events)",
        "DELETE FROM events WHERE id = (SELECT max(id) FROM events)",
        "DELETE FROM events",
    ],
)
def test_nothing_is_written_after_a_log_whose_end_is_not_what_was_recorded(folder: Path, statement: str) -> None:
    assert tampered(folder, statement) > 0
    before = rows(folder, *LOGGED, *DERIVED)

    @in_loop
    async def look() -> None:
        async with living(folder) as service:
            for write in (
                partial(service.process_event, None, "focus_session"),
                partial(service.add_task, TaskDraft("Call home")),
                service.undo,
            ):
                with pytest.raises(DamagedData, match="the log is not what was recorded") as refused:
                    await write()
                assert refused.value.exit_code == 3
            assert (await service.get_user_progress()).total_points > 0
            assert not (await service.verify()).ok

    look()
    assert rows(folder, *LOGGED, *DERIVED) == before


def test_nothing_is_written_under_rules_that_are_not_what_was_stored(folder: Path) -> None:
    other = """UPDATE rule_sets SET document = replace(document, '"task_completion":10', '"task_completion":11')"""
    assert tampered(folder, other) > 0
    before = rows(folder, *LOGGED, *DERIVED)

    @in_loop
    async def look() -> None:
        async with living(folder) as service:
            for write in (partial(service.process_event, None, "task_completion"), service.undo):
                with pytest.raises(DamagedData, match="the rules in force are not those that were stored") as refused:
                    await write()
                assert refused.value.exit_code == 3
            assert (await service.get_user_progress()).total_points > 0
            assert not (await service.verify()).ok

    look()
    assert rows(folder, *LOGGED, *DERIVED) == before


def test_a_whole_log_is_found_whole(folder: Path) -> None:
    found = verified(folder)

    assert (found.ok, found.events, found.differences) == (True, 16, ())
