"""What opening a database makes, and what it refuses and leaves as it is."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from momentum_desktop.errors import Busy, CannotWrite, DamagedData, MomentumError, NewerData, RefusedInput
from momentum_desktop.store.database import (
    APPLICATION_ID,
    SCHEMA_VERSION,
    in_one_transaction,
    sqlite_module,
    wal_is_sound,
)
from momentum_desktop.store.locks import DataLock
from momentum_desktop.store.store import Store
from tests.service.lives import in_loop, living

Answer = Callable[[str], Any]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the database of a test is to be."""
    return tmp_path / "data" / "momentum.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """A new database, open."""
    store = opened(path)
    yield store
    store.close()


@pytest.fixture
def connection(store: Store) -> Connection:
    """A connection as the readers have it."""
    return store.reader().connection


@pytest.fixture
def ask(connection: Connection) -> Answer:
    """The one value that a statement gives on a connection of the program's own."""
    return lambda sql: connection.exec_driver_sql(sql).scalar()


def opened(path: Path) -> Store:
    return Store(f"sqlite:///{path}")


def plain(path: Path) -> Any:
    """A connection that is not the program's own."""
    return closing(sqlite_module().connect(path, isolation_level=None))


def made(path: Path) -> Path:
    """A whole database, closed again."""
    opened(path).close()
    return path


def test_a_new_database_is_marked_as_ours_and_of_its_version(path: Path) -> None:
    header = made(path).read_bytes()[:100]

    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION


def test_a_database_opens_again_and_keeps_its_user(path: Path) -> None:
    made(path)
    made(path)

    with plain(path) as connection:
        assert connection.execute("SELECT id, name FROM users").fetchall() == [(1, "Me")]


def test_connections_are_durable_and_hold_keys(ask: Answer) -> None:
    assert ask("PRAGMA synchronous") == 2
    assert ask("PRAGMA foreign_keys") == 1
    assert ask("PRAGMA trusted_schema") == 0
    assert ask("PRAGMA busy_timeout") == 5_000


def test_the_log_is_written_ahead_only_where_that_is_sound(ask: Answer) -> None:
    sound = wal_is_sound(sqlite_module().sqlite_version_info)

    assert ask("PRAGMA journal_mode") == ("wal" if sound else "delete")


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
        ((4, 0, 0), True),
    ],
)
def test_which_sqlite_is_free_of_the_fault_of_its_log(version: tuple[int, ...], sound: bool) -> None:
    assert wal_is_sound(version) is sound


def test_an_unsound_sqlite_goes_without_a_log_ahead(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("momentum_desktop.store.database.wal_is_sound", lambda _: False)
    store = opened(path)
    try:
        assert store.reader().connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
    finally:
        store.close()


def test_every_table_of_the_program_is_strict(connection: Connection) -> None:
    lax = connection.exec_driver_sql(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict"
    ).scalars()

    assert set(lax) <= {"sqlite_schema", "sqlite_sequence", "alembic_version"}


def test_no_foreign_key_is_broken_at_the_start(connection: Connection) -> None:
    assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
    assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_only_its_owner_can_look_into_the_data(path: Path, store: Store) -> None:
    assert store.read_only is False
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600, file.name
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_only_its_owner_can_look_into_the_data_in_a_folder_of_others(path: Path) -> None:
    path.parent.mkdir(mode=0o755)
    store = opened(path)
    try:
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert set(modes.values()) == {0o600}, modes
    finally:
        store.close()


def foreign(path: Path) -> None:
    with plain(path) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.execute("INSERT INTO notes VALUES ('mine')")


def vacant(path: Path) -> None:
    with plain(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("VACUUM")


def newer(path: Path) -> None:
    made(path)
    with plain(path) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


REFUSED: dict[str, tuple[Callable[[Path], object], type[MomentumError], str]] = {
    "empty": (lambda path: path.touch(), DamagedData, "is empty"),
    "text": (lambda path: path.write_text("Dear diary, " * 50), DamagedData, "is no database"),
    "short": (lambda path: path.write_bytes(b"SQLite format 3\0"), DamagedData, "is no database"),
    "noise": (lambda path: path.write_bytes(bytes(range(256)) * 40), DamagedData, "is no database"),
    "foreign": (foreign, DamagedData, "belongs to another program"),
    "vacant": (vacant, DamagedData, "belongs to another program"),
    "newer": (newer, NewerData, "newer Momentum"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_a_file_that_is_not_ours_is_refused_and_left_byte_for_byte(path: Path, kind: str) -> None:
    make, fault, words = REFUSED[kind]
    path.parent.mkdir()
    make(path)
    before, files = path.read_bytes(), {file.name for file in path.parent.iterdir()}

    with pytest.raises(fault, match=words) as refused:
        opened(path)

    assert refused.value.exit_code == 3
    assert "left untouched" in str(refused.value)
    assert path.read_bytes() == before
    assert {file.name for file in path.parent.iterdir()} <= files | {"data.lock"}


def test_a_damaged_page_is_told_as_damage(path: Path) -> None:
    made(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))

    with pytest.raises(DamagedData) as refused:
        opened(path).close()

    assert refused.value.exit_code == 3


@pytest.mark.parametrize("table", ["users", "events", "ledger"])
def test_a_table_that_is_missing_is_told_as_damage(path: Path, table: str) -> None:
    made(path)
    with plain(path) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(f"DROP TABLE {table}")

    @in_loop
    async def live() -> None:
        async with living(path.parent) as service:
            await service.process_event(None, "focus_session")

    with pytest.raises(DamagedData, match=f"no such table: {table}") as refused:
        live()

    assert refused.value.exit_code == 3


@pytest.mark.parametrize("url", ["", "nonsense", "sqlite://", "sqlite:///:memory:", "postgresql://localhost/x"])
def test_an_address_that_cannot_hold_the_data_is_refused(url: str) -> None:
    with pytest.raises(RefusedInput):
        Store(url)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    with pytest.raises(CannotWrite) as refused:
        opened(tmp_path / "file" / "momentum.db")

    assert refused.value.exit_code == 4


def test_nothing_is_left_open_when_opening_fails(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    before = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0

    for _ in range(3):
        with pytest.raises(DamagedData):
            opened(path)

    after = len(os.listdir("/proc/self/fd")) if before else 0
    assert after <= before


@pytest.mark.parametrize("table", ["events", "acts"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "UPDATE {} SET user_id = 1", "DELETE FROM {}"])
def test_what_was_recorded_can_be_neither_changed_nor_deleted(path: Path, table: str, statement: str) -> None:
    made(path)
    with plain(path) as connection:
        connection.execute(
            'INSERT INTO acts (id, user_id, kind, instant, "offset", summary, changes, event_count, previous_hash, '
            "hash) VALUES (1, 1, 'event', 0, 0, '', '[]', 1, x'00', x'01')"
        )
        connection.execute(
            'INSERT INTO events (id, user_id, act_id, event_type, instant, "offset", day, metadata, idempotency_key, '
            "recorded_at, previous_hash, hash) VALUES (1, 1, 1, 'task_completion', 0, 0, 1, '{}', 'k', 0, x'00', x'01')"
        )

        with pytest.raises(sqlite_module().DatabaseError, match=f"{table} are append-only"):
            connection.execute(statement.format(table))


def test_who_begins_to_write_is_alone_from_the_first_moment(path: Path, store: Store) -> None:
    """Else two could read the same total and each write its own sum of it."""
    journal = store.journal()
    with plain(path) as other:
        other.execute("PRAGMA busy_timeout = 0")
        journal.begin()
        with pytest.raises(sqlite_module().OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        journal.rollback()
        with (
            in_one_transaction(journal.connection),
            pytest.raises(sqlite_module().OperationalError, match="locked"),
        ):
            other.execute("BEGIN IMMEDIATE")


OPEN_ONE = """
import sys
from momentum_desktop.store.store import Store
from tests.service.lives import in_loop, living
print("ready", flush=True)
sys.stdin.readline()
store = Store("sqlite:///" + sys.argv[1])
connection = store.reader().connection
print(connection.exec_driver_sql("SELECT count(*) FROM users").scalar())
store.close()
"""


@pytest.mark.parametrize("start", range(3))
def test_processes_that_make_the_database_at_the_same_moment_share_one(path: Path, start: int) -> None:
    command = [sys.executable, "-c", OPEN_ONE, str(path)]
    pipes: dict[str, Any] = {
        "stdin": subprocess.PIPE,
        "stdout": subprocess.PIPE,
        "stderr": subprocess.PIPE,
        "text": True,
    }
    processes = [subprocess.Popen(command, **pipes) for _ in range(4)]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    answers = [process.communicate(timeout=60) for process in processes]

    assert [(process.returncode, *answer) for process, answer in zip(processes, answers, strict=True)] == [
        (0, "1\n", "")
    ] * len(processes)
    # Of two that close at once, neither may be the last to SQLite: then its journals stay, which is no fault.
    journals = {"momentum.db-wal", "momentum.db-shm"}
    assert {file.name for file in path.parent.iterdir()} - journals == {"momentum.db", "data.lock"}


def test_a_first_start_that_was_cut_off_does_not_stand_in_the_way(path: Path) -> None:
    cut_off = (
        "import os\nfrom momentum_desktop.store import database\ndatabase.mark = lambda _: os.kill(os.getpid(), 9)\n"
    )
    command = [sys.executable, "-c", cut_off + OPEN_ONE, str(path)]
    ended = subprocess.run(command, input="go\n", capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout, ended.stderr) == (-9, "ready\n", "")

    made(path)

    with plain(path) as connection:
        assert connection.execute("SELECT count(*) FROM users").fetchone() == (1,)


def test_data_that_another_process_upgrades_is_not_opened(path: Path) -> None:
    made(path)
    other = DataLock(path.parent)
    other.own()
    try:
        with pytest.raises(Busy) as refused:
            opened(path)
        assert refused.value.exit_code == 4
    finally:
        other.release()
    made(path)


def test_the_data_is_owned_by_nobody_while_another_process_has_it_open(path: Path, store: Store) -> None:
    other = DataLock(path.parent)
    try:
        with pytest.raises(Busy):
            other.own()
    finally:
        other.release()


def test_the_systems_own_sqlite_can_read_the_file(path: Path) -> None:
    made(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT total_points FROM users").fetchall() == [(0,)]
