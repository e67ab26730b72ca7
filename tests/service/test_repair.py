"""Whatever is spoiled in a derived table, a repair makes it what it was; what the log itself lost nobody invents."""

from __future__ import annotations

import random
import shutil
import tempfile
from contextlib import closing
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentum_desktop.service.backups import backup_due, make_backup, newest_to_prove
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.plan_values import GoalDraft, SlotDraft, StepDraft, TaskDraft
from momentum_desktop.service.repairing import LOG_DAMAGED
from momentum_desktop.service.values import MendedTable, Repair, Submission
from momentum_desktop.store import checkpoints, derivation, rebuilding
from momentum_desktop.store.backup import DAILY, check_backup
from momentum_desktop.store.plan_rows import PLAN_TABLES
from momentum_desktop.store.rebuilding import REBUILT
from momentum_desktop.store.schema import Base
from tests.service.lives import FAST_FOLDER, Clock, connected, in_loop, living
from tests.service.other_rules import DEARER

TABLES = [table.name for table in REBUILT]
LOGGED = {"events", "acts", "rule_sets"}
OF_ITS_OWN = {"focus_pulses", "api_tokens", "idempotency_answers", "fired_reminders", "snoozed_reminders"}
"""What follows from no act: when a session was last seen, and what is kept for other programs on this computer."""
SPOILED = [table for table in TABLES if table != "unsettled_events"]
UNTOLD = {("users", "name"), ("users", "revision"), ("checkpoints", "digest")}
"""What nothing else says, or nobody reads; the name is told where an act gave it."""
EVENTS = 25
ROWS = dict[str, list[tuple[Any, ...]]]


async def live(folder: Path) -> None:
    """Two people, with something in every table: late events, undone acts, other rules, fractions, work without a
    time."""
    clock = Clock()
    async with living(folder, clock) as service:
        many = [
            Submission("task_completion", clock.moment - timedelta(days=day), {"minutes": 12.5}, f"key {day}")
            for day in range(12)
        ]
        await service.process_events(many)
        for number, title in enumerate(("Water the plants", "Call Ann", "Sweep")):
            added = await service.add_task(TaskDraft(title, tags=("home",)))
            assert added.task is not None
            clock.forward(hours=1)
            if number < 2:
                await service.complete_task(added.task.id)
        await service.edit_task(1, TaskDraft("Water them all", complexity="complex"))
        undone = await service.edit_task(3, TaskDraft("Sweep the stairs"))
        await service.undo(undone.act_id)
        gone = await service.add_task(TaskDraft("Paint"))
        assert gone.task is not None
        await service.delete_task(gone.task.id)
        await service.process_event(None, "focus_session", {"minutes": 30.5, "time_unknown": True})
        await service.process_event(None, "focus_session", {"minutes": 30}, clock.moment - timedelta(days=3))
        for event_type in ("goal_completion", "social_interaction"):
            await service.process_event(None, event_type)
            await service.undo()
        other = (await service.add_user("Ann")).user_id
        await service.rename_user(other, "Ann Bee")
        await service.process_event(other, "learning_session", {"minutes": 5})
        await service.take_rules(DEARER, user_id=other)
        await service.process_event(other, "task_completion", {"complexity": "epic"})
        await plan(service, clock)
        assert (await service.verify()).ok


async def plan(service: MomentumService, clock: Clock) -> None:
    """Goals, habits, slots, focus and rests as acts leave them, some changed, undone or taken away."""
    for title in ("A garden", "A pond"):
        await service.add_goal(GoalDraft(title, due=date(2026, 5, 1)), [StepDraft("Dig"), StepDraft("Sow", "complex")])
    await service.complete_step(1)
    await service.delete_step(3)
    today = clock.moment.date()
    for start in (540, 600, 660):
        await service.add_slot(SlotDraft(today, start, 60, "Dig", task_id=3))
    await service.complete_slot(2)
    habit = (await service.add_task(TaskDraft("Read", due=today, repeat="FREQ=DAILY", amount=20, unit="pages"))).task
    assert habit is not None
    await service.log_amount(habit.id, Decimal("7.5"))
    clock.forward(days=1)
    await service.complete_task(habit.id)
    for ends in (True, False):
        await service.start_focus(25, task_id=3)
        clock.forward(minutes=1)
        await service.pulse_focus()
        if ends:
            await service.stop_focus()
    await service.plan_rest("2026-03-20", "2026-03-25")
    await service.plan_rest("2026-04-20")
    await service.undo()
    await service.plan_rest("2026-04-21", streak="daily_tasks")
    found = [SourceTask("1", "From elsewhere", tags=("home",)), SourceTask("2", "Another", extra={"colour": "red"})]
    done = SourceRecord("1", "first", clock.moment.date(), instant=clock.moment)
    await service.import_gathered(Gathered("elsewhere", tasks=found, records=[done]), "Imported")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """That database's file."""
    folder = tmp_path_factory.mktemp("lived")
    with pytest.MonkeyPatch.context() as patched:
        for module in (checkpoints, derivation, rebuilding):
            patched.setattr(module, "SPACING", 4, raising=False)
        in_loop(live)(folder)
    return folder / "momentum.db"


@pytest.fixture
def folder(tmp_path: Path, lived: Path) -> Path:
    """A copy of that database, to be spoiled."""
    folder = tmp_path / "copy"
    folder.mkdir()
    shutil.copy(lived, folder)
    return folder


def stored(folder: Path, *, besides: frozenset[tuple[str, str]] = frozenset({("users", "revision")})) -> ROWS:
    """All rows of all tables but checkpoints, of which there may be others."""
    found = {}
    with closing(connected(folder)) as connection:
        for table in Base.metadata.sorted_tables:
            names = [column.name for column in table.columns if (table.name, column.name) not in besides]
            if table.name != "checkpoints":
                columns = ", ".join(f'"{name}"' for name in names)
                found[table.name] = sorted(connection.execute(f"SELECT {columns} FROM {table.name}"), key=repr)
    return found


def spoil(folder: Path, *statements: tuple[str, tuple[Any, ...]]) -> int:
    """Change rows as only somebody with a tool of their own can; how many it were."""
    changed = 0
    with closing(connected(folder)) as connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute("PRAGMA ignore_check_constraints = ON")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _ in guards:
            connection.execute(f"DROP TRIGGER {name}")
        for statement, values in statements:
            changed += connection.execute(statement, values).rowcount
        for _, sql in guards:
            connection.execute(sql)
    return changed


def repaired(folder: Path) -> Repair:
    """What a repair found and did; afterwards everything agrees, or nothing was changed."""
    done: list[Repair] = []
    before = stored(folder)

    @in_loop
    async def run() -> None:
        async with living(folder) as service:
            done.append(await service.repair())
            assert (await service.verify()).ok is done[0].ok

    run()
    if not done[0].ok:
        assert stored(folder) == before
    return done[0]


def other(value: Any, column: Any) -> Any:
    """Another value of the same sort."""
    if value is None:
        return "x" if column.type.python_type is str else 1
    if isinstance(value, int):
        return value + 1
    return value[:-1] + b"\0" if isinstance(value, bytes) else f"{value}x"


def chosen(folder: Path, table: str, chance: random.Random) -> tuple[str, dict[str, Any]]:
    """Some row of a table: how to find it, and its values."""
    columns = Base.metadata.tables[table].columns
    keys = Base.metadata.tables[table].primary_key.columns.keys()
    with closing(connected(folder)) as connection:
        names = ", ".join(f'"{column.name}"' for column in columns)
        rows = connection.execute(f"SELECT {names} FROM {table} ORDER BY {', '.join(keys)}").fetchall()
    row = dict(zip(columns.keys(), chance.choice(rows), strict=True))
    return " AND ".join(f'"{key}" = {row[key]!r}' for key in keys), row


Statement = tuple[str, tuple[Any, ...]]


def gone(folder: Path, table: str, chance: random.Random) -> Statement:
    """A row taken out."""
    return f"DELETE FROM {table} WHERE {chosen(folder, table, chance)[0]}", ()


def all_gone(folder: Path, table: str, chance: random.Random) -> Statement:
    """Every row taken out."""
    return f"DELETE FROM {table}", ()


def changed(folder: Path, table: str, chance: random.Random) -> Statement:
    """One value changed that something else tells too."""
    where, row = chosen(folder, table, chance)
    columns = [
        column
        for column in Base.metadata.tables[table].columns
        if (table, column.name) not in UNTOLD and not column.primary_key
    ] or list(Base.metadata.tables[table].primary_key.columns)
    column = chance.choice(columns)
    return f'UPDATE OR REPLACE {table} SET "{column.name}" = ? WHERE {where}', (other(row[column.name], column),)


def moved(folder: Path, table: str, chance: random.Random) -> Statement:
    """A row under another key."""
    where, row = chosen(folder, table, chance)
    column = chance.choice(list(Base.metadata.tables[table].primary_key.columns))
    value = other(row[column.name], column)
    return f'UPDATE OR REPLACE {table} SET "{column.name}" = ? WHERE {where}', (value,)


def added(folder: Path, table: str, chance: random.Random) -> Statement:
    """A row that nothing gives."""
    row = chosen(folder, table, chance)[1]
    for column in Base.metadata.tables[table].columns:
        if column.primary_key or column.unique:
            row[column.name] = row[column.name] + 4_000 if isinstance(row[column.name], int) else "unheard of"
    marks = ", ".join("?" for _ in row)
    names = ", ".join(f'"{name}"' for name in row)
    return f"INSERT OR REPLACE INTO {table} ({names}) VALUES ({marks})", tuple(row.values())


WAYS = [gone, all_gone, changed, moved, added]


def test_every_table_is_either_what_all_follows_from_or_made_anew_and_lived_in(folder: Path) -> None:
    assert LOGGED | OF_ITS_OWN | set(TABLES) == set(Base.metadata.tables)
    assert not (LOGGED | OF_ITS_OWN) & set(TABLES)
    assert set(PLAN_TABLES) < set(TABLES)
    with closing(connected(folder)) as connection:
        for table in SPOILED:
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] > 1, table


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("table", SPOILED)
def test_a_spoiled_table_becomes_what_it_was(folder: Path, table: str, way: Any) -> None:
    whole = stored(folder)
    assert spoil(folder, way(folder, table, random.Random(5))) > 0
    spoiled = stored(folder)
    told_by_nothing = table == "checkpoints" and way in (gone, all_gone)

    done = repaired(folder)

    assert (done.ok, done.events, done.differences, done.beyond_repair) == (True, EVENTS, (), None)
    if told_by_nothing:
        assert (done.repaired, done.backup) == ((), None)
        return
    assert stored(folder) == whole
    assert table in [mended.table for mended in done.repaired]
    assert done.backup is not None
    assert "-before-repair-" in done.backup
    assert check_backup(Path(done.backup)) == EVENTS
    kept = Path(done.backup).parent / "kept"
    kept.mkdir()
    Path(done.backup).rename(kept / "momentum.db")
    if spoiled["users"]:
        assert stored(kept) == spoiled


@settings(max_examples=20, deadline=None)
@given(
    damages=st.lists(st.tuples(st.sampled_from(SPOILED), st.sampled_from(WAYS)), min_size=1, max_size=8),
    seed=st.integers(0, 10_000),
)
def test_many_tables_spoiled_at_once_become_what_they_were(lived: Path, damages: Any, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as place:
        folder = Path(place)
        shutil.copy(lived, folder)
        whole = stored(folder)
        for table, way in damages:
            with closing(connected(folder)) as connection:
                left = connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            # Which rules hold is told by a person's row and by the achievements.
            if left and not (table == "users" and "user_achievements" in dict(damages)):
                spoil(folder, way(folder, table, chance))

        assert repaired(folder).ok

        assert stored(folder) == whole


def test_people_and_levels_that_are_gone_together_come_back(folder: Path) -> None:
    whole = stored(folder)
    spoil(folder, ("DELETE FROM users", ()), ("DELETE FROM levels", ()))

    assert repaired(folder).ok
    assert stored(folder) == whole


def test_it_is_said_what_was_wrong_and_nothing_else_is_touched(folder: Path) -> None:
    spoil(
        folder,
        ("DELETE FROM ledger WHERE event_id = 3", ()),
        ("UPDATE ledger SET points = points + 1 WHERE event_id = 4 AND position = 0", ()),
        ("INSERT INTO ledger VALUES (4, 99, 1, 739000, 'task_completion', 10)", ()),
        ("UPDATE tasks SET title = 'Other' WHERE id = 3", ()),
        ("UPDATE users SET total_points = 7 WHERE id = 1", ()),
    )

    told = {mended.table: mended for mended in repaired(folder).repaired}

    assert told.keys() == {"ledger", "tasks", "users"}
    assert (told["ledger"].wrong, told["ledger"].surplus) == (1, 1)
    assert told["ledger"].missing >= 1
    assert told["tasks"] == MendedTable("tasks", 0, 1, 0)
    assert told["users"] == MendedTable("users", 0, 1, 0)


def test_whole_data_is_left_alone_and_no_backup_made(folder: Path) -> None:
    before = stored(folder, besides=frozenset())

    done = repaired(folder)

    assert done == Repair(True, EVENTS)
    assert stored(folder, besides=frozenset()) == before
    assert not (folder / "backups").exists()


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM events WHERE id = 5",
        "DELETE FROM acts WHERE id = 4",
        "UPDATE events SET metadata = '{}' WHERE id = 2",
        "UPDATE acts SET summary = 'Nothing' WHERE id = 2",
        "UPDATE rule_sets SET document = replace(document, '\"task_completion\":10', '\"task_completion\":11')",
        "UPDATE rule_sets SET document = '{'",
    ],
)
def test_damage_to_the_log_or_the_rules_is_told_and_not_covered_up(folder: Path, damage: str) -> None:
    spoil(folder, (damage, ()), ("UPDATE days SET points = 0", ()))

    done = repaired(folder)

    assert not done.ok
    assert done.beyond_repair == LOG_DAMAGED
    assert done.differences
    assert all(difference.partition(":")[0] in LOGGED for difference in done.differences)
    assert (done.repaired, done.backup) == ((), None)
    assert not (folder / "backups").exists()


def test_rules_that_are_nowhere_are_not_guessed(folder: Path) -> None:
    spoil(folder, ("DELETE FROM rule_sets WHERE id = 1", ()))

    done = repaired(folder)

    assert not done.ok
    assert "rules that hold for user 1 are not there" in str(done.beyond_repair)


def test_a_table_that_could_not_be_made_whole_is_left_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding._Rebuilding, "_derive", lambda *_: None)
    spoil(folder, ("DELETE FROM days", ()))

    done = repaired(folder)

    assert not done.ok
    assert "do not agree with the log" in str(done.beyond_repair)
    assert done.backup is not None


@in_loop
async def test_a_window_that_is_open_meanwhile_goes_on_from_what_was_repaired(folder: Path) -> None:
    async with living(folder) as window:
        before = await window.get_user_progress()
        stats = await window.get_momentum_stats(days=0)
        spoil(folder, ("DELETE FROM ledger", ()), ("DELETE FROM days", ()), ("UPDATE users SET total_points = 1", ()))
        async with living(folder) as service:
            assert (await service.repair()).ok
        assert await window.get_user_progress() == before
        assert await window.get_momentum_stats(days=0) == stats
        outcome = await window.process_event(None, "social_interaction")
        assert outcome.total_points == before.total_points + outcome.points_awarded
        assert (await window.verify()).ok


@in_loop
async def test_what_waits_to_be_worked_in_is_worked_in_and_no_fault(folder: Path) -> None:
    whole = stored(folder)
    spoil(
        folder,
        ("INSERT INTO unsettled_events (event_id, user_id) VALUES (4, 1)", ()),
        ("UPDATE day_kinds SET points = 1 WHERE user_id = 2", ()),
    )
    async with living(folder) as service:
        done = await service.repair()
    assert done.ok
    assert "unsettled_events" not in [mended.table for mended in done.repaired]
    assert stored(folder) == whole


def test_new_rows_take_numbers_that_no_row_ever_had(folder: Path) -> None:
    spoil(folder, ("DELETE FROM tasks", ()), ("DELETE FROM sqlite_sequence", ()))
    assert repaired(folder).ok

    @in_loop
    async def add() -> None:
        async with living(folder) as service:
            added = await service.add_task(TaskDraft("Anew"))
            assert added.task is not None
            assert added.task.id == 8

    add()


@in_loop
async def test_backups_of_spoiled_data_are_kept_for_a_while_beside_those_that_count(folder: Path) -> None:
    clock = Clock()
    async with living(folder, clock) as service:
        daily = make_backup(folder / "momentum.db", folder / "backups", clock.moment, DAILY).path
        made = []
        for number in range(7):
            clock.forward(minutes=1)
            spoil(folder, ("UPDATE days SET points = ?", (number,)))
            made.append((await service.repair()).backup)
        clock.forward(days=1)

        kept = {backup.path for backup in (await service.get_backups()).backups}

        assert kept == {daily, *made[2:]}
        assert backup_due(folder / "backups", clock.moment)
        # What was spoiled when it was kept would fail a proof.
        assert newest_to_prove(folder / "backups", clock.moment) == Path(daily)
