"""Everything goes out as one document and comes back as an equal database, or is refused and changes nothing."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import document
from momentum_desktop.exchange.formats import format_of
from momentum_desktop.exchange.writing import write_whole
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import TaskDraft
from momentum_desktop.store import checkpoints, derivation
from momentum_desktop.store.document import DERIVED, LEFT_OUT, OF_THIS_PLACE
from momentum_desktop.store.schema import Base
from tests.exchange.document_lives import ACTS, Deeds
from tests.service.lives import FAST_FOLDER, Clock, assert_stands_as_its_log_says, connected, in_loop, living


def tables(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, and the numbers that SQLite would give next."""
    with closing(connected(folder)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in names}


async def exported(service: MomentumService, path: Path) -> Path:
    async with service.snapshot() as taken:
        write_whole(str(path), document.write(taken))
    return path


@settings(max_examples=25, deadline=None)
@given(acts=ACTS, spacing=st.sampled_from([2, 1_000]))
def test_a_document_makes_an_equal_database_whatever_was_done(acts: list[tuple[Any, ...]], spacing: int) -> None:
    async def both_ways(here: Path, there: Path) -> None:
        clock = Clock()
        async with living(here, clock) as service:
            await Deeds(service, clock).do(acts)
            path = await exported(service, here / "everything.json")
        async with living(there, clock) as service:
            # Its readers know the empty database already, and must see that it is another now.
            await service.get_user_progress()
            await document.bring(service, str(path), False)
            again = await exported(service, there / "everything.json")
            assert again.read_bytes() == path.read_bytes()
            assert tables(there) == tables(here)
            for user in await service.get_users():
                await assert_stands_as_its_log_says(service, user.user_id)
            # And life goes on in it, also with rows that take the next numbers.
            await Deeds(service, clock).do([*acts, ("event", 3, {})])
            await assert_stands_as_its_log_says(service)

    with pytest.MonkeyPatch.context() as patched, tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
        for module in (checkpoints, derivation):
            patched.setattr(module, "SPACING", spacing, raising=False)
        asyncio.run(both_ways(Path(folder) / "here", Path(folder) / "there"))


def test_every_table_is_in_the_document_or_follows_from_it_or_is_of_this_place_alone() -> None:
    assert set(Base.metadata.tables) <= LEFT_OUT.keys() | DERIVED | OF_THIS_PLACE
    assert not LEFT_OUT.keys() & (DERIVED | OF_THIS_PLACE)


@pytest.fixture(scope="module")
def life(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data of a small life, and everything of it as a document."""
    folder = tmp_path_factory.mktemp("life")

    async def live() -> None:
        clock = Clock()
        async with living(folder, clock) as service:
            for title in ("Water the plants", "Call Ann"):
                task = (await service.add_task(TaskDraft(title, tags=("home",)))).task
                assert task is not None
            await service.complete_task(task.id)
            await service.process_event(None, "focus_session", {"minutes": 12.5}, clock.moment - timedelta(days=3))
            await service.process_event(None, "focus_session", {"minutes": 25})
            await service.undo()
            await exported(service, folder / "everything.json")

    asyncio.run(live())
    return folder


@pytest.fixture
def whole(life: Path) -> dict[str, Any]:
    """The document as a value."""
    value: dict[str, Any] = json.loads((life / "everything.json").read_text(encoding="utf-8"))
    return value


async def taken_in(folder: Path, text: str | bytes) -> None:
    """A text imported into an empty database, which must stay empty if it is refused."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "in.json"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    async with living(folder) as service:
        before = tables(folder)
        try:
            await document.bring(service, str(path), False)
        except RefusedInput:
            assert tables(folder) == before
            assert (await service.process_event(None, "focus_session")).total_points > 0
            assert (await service.verify()).ok
            raise
        assert (await service.verify()).ok


@in_loop
async def test_any_layout_and_order_is_taken(whole: dict[str, Any], life: Path, tmp_path: Path) -> None:
    turned = dict(reversed(whole.items()))
    turned["tasks"] = [dict(reversed(task.items())) for task in turned["tasks"]]
    texts = (
        json.dumps(whole),
        "\ufeff" + json.dumps(turned, indent=3),
        json.dumps(turned, ensure_ascii=True, separators=(" ,\r\n", "\t:")),
    )
    for number, text in enumerate(texts):
        await taken_in(tmp_path / str(number), text)
        assert tables(tmp_path / str(number)) == tables(life)


@in_loop
async def test_a_place_where_the_reading_stops_and_goes_on_is_not_seen(
    whole: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = json.dumps(whole, ensure_ascii=False)
    path = tmp_path / "all.json"
    path.write_text(text, encoding="utf-8")
    wanted = list(document.rows_of(str(path)))
    for chunk in (1, 2, 3, 7, 64):
        monkeypatch.setattr("momentum_desktop.exchange.json_text.CHUNK", chunk)
        assert list(document.rows_of(str(path))) == wanted


def changed(value: dict[str, Any], table: str, index: int, **columns: Any) -> dict[str, Any]:
    rows = [dict(row) for row in value[table]]
    rows[index].update(columns)
    return {**value, table: rows}


def without(value: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: item for key, item in value.items() if key != name}


FAULTS: dict[str, tuple[Callable[[dict[str, Any]], Any], str]] = {
    "a list": (lambda whole: [whole], "line 1: an object is expected"),
    "nothing": (lambda _: "", "an object is expected"),
    "something after it": (lambda whole: json.dumps(whole) + "{}", "nothing more"),
    "another format": (lambda whole: {**whole, "format": "tasks"}, "format"),
    "no format": (lambda whole: without(whole, "format"), "“format” is missing"),
    "a newer version": (lambda whole: {**whole, "version": 2}, "newer Momentum; update"),
    "no version": (lambda whole: without(whole, "version"), "“version” is missing"),
    "version true": (lambda whole: {**whole, "version": True}, "version"),
    "a table too few": (lambda whole: without(whole, "time_slots"), "“time_slots” is missing"),
    "a table too many": (lambda whole: {**whole, "ledger": []}, "“ledger” is unknown"),
    "a table twice": (lambda whole: json.dumps(whole)[:-1] + ', "tasks": []}', "“tasks” stands twice|unknown"),
    "a table that is none": (lambda whole: {**whole, "tasks": {}}, "a list is expected"),
    "nobody": (lambda whole: {**whole, "users": []}, "users: there is nobody"),
    "an event changed": (lambda whole: changed(whole, "events", 1, day=739_670), r"events\[1\].*not what was recorded"),
    "an act changed": (lambda whole: changed(whole, "acts", 0, summary="Nothing"), r"acts\[0\].*not what was recorded"),
    "a hash changed": (lambda whole: changed(whole, "events", 0, hash="ab" * 32), r"events\[0\].*not what was rec"),
    "no hash": (lambda whole: changed(whole, "events", 0, hash="xyz"), "64 hexadecimal"),
    "an event gone": (lambda whole: {**whole, "events": whole["events"][1:]}, r"events\[0\]: number 1"),
    "the last event gone": (lambda whole: {**whole, "events": whole["events"][:-1]}, "not all there|withdrawn"),
    "the last act gone": (lambda whole: {**whole, "acts": whole["acts"][:-1]}, "withdrawn_events"),
    "an event twice": (lambda whole: {**whole, "events": [whole["events"][0], *whole["events"]]}, r"events\[1\]"),
    "a task twice": (lambda whole: {**whole, "tasks": [whole["tasks"][0], *whole["tasks"]]}, r"tasks\[1\].*UNIQUE"),
    "a user twice": (lambda whole: {**whole, "users": whole["users"] * 2}, r"users\[1\].*UNIQUE"),
    "rules twice": (lambda whole: {**whole, "rule_sets": whole["rule_sets"] * 2}, r"rule_sets\[1\]"),
    "a task changed": (lambda whole: changed(whole, "tasks", 0, title="Nothing"), "tasks: row 1 is not what its acts"),
    "a task gone": (lambda whole: {**whole, "tasks": whole["tasks"][1:]}, "tasks: row 1 is not"),
    "a task of nobody": (lambda whole: changed(whole, "tasks", 0, user_id=7), "points to a row of users"),
    "a column too many": (lambda whole: changed(whole, "tasks", 0, colour="red"), r"tasks\[0\]: “colour” is unknown"),
    "a column too few": (lambda whole: {**whole, "tasks": [{"id": 1}]}, r"tasks\[0\]\.\w+: missing"),
    "a text for a number": (lambda whole: changed(whole, "tasks", 0, priority="1"), r"tasks\[0\]\.priority: a whole"),
    "a priority of 9": (lambda whole: changed(whole, "tasks", 0, priority=9), r"tasks\[0\]: it cannot be stored"),
    "a truth for a number": (lambda whole: changed(whole, "tasks", 0, position=True), "whole number"),
    "a huge number": (lambda whole: changed(whole, "tasks", 0, position=2**63), "2\\^63"),
    "a half": (lambda whole: changed(whole, "events", 0, instant=0.5), "whole number"),
    "a far day": (lambda whole: changed(whole, "events", 0, day=9), "years 2000"),
    "a far instant": (lambda whole: changed(whole, "events", 0, instant=2**60), "years 2000"),
    "an offset of days": (lambda whole: changed(whole, "events", 0, offset=90_000), "offset"),
    "a NUL": (lambda whole: changed(whole, "tasks", 0, title="a\0b"), "NUL"),
    "half a character": (lambda whole: changed(whole, "tasks", 0, title="\ud800"), "surrogate"),
    "half a character in rules": (
        lambda whole: changed(whole, "rule_sets", 0, document={"\udc00": 1}),
        "surrogate|unknown",
    ),
    "tags of numbers": (lambda whole: changed(whole, "tasks", 0, tags=[1]), r"tags: a text"),
    "no rules": (lambda whole: {**whole, "rule_sets": []}, "there are no rules 1"),
    "odd rules": (lambda whole: changed(whole, "rule_sets", 0, document={}), "missing"),
    "odd changes": (lambda whole: changed(whole, "acts", 0, changes=[["tasks", 1]]), "before and values after"),
    "changes of the log": (lambda whole: changed(whole, "acts", 0, changes=[["events", 1, None, None]]), "no table"),
    "an odd value in changes": (
        lambda whole: changed(whole, "acts", 0, changes=[["tasks", 1, None, {"title": 5}]]),
        r"acts\[0\]\.changes\[0\]\.title: a text",
    ),
    "odd rules in changes": (
        lambda whole: changed(whole, "acts", 0, changes=[["users", 1, None, {"rules": "none"}]]),
        r"changes\[0\]\.rules: an object",
    ),
    "an act of a far row": (
        lambda whole: changed(whole, "acts", 0, changes=[["tasks", 2**62, None, None]]),
        "no number that a row",
    ),
    "NaN": (
        lambda whole: re.sub(r'"metadata": \{', '"metadata": {"x": NaN, ', json.dumps(whole), count=1),
        "line 1: no valid JSON .NaN",
    ),
    "Infinity": (lambda whole: changed(whole, "events", 0, metadata={"x": float("inf")}), "Infinity"),
    "a key twice": (lambda whole: json.dumps(whole).replace('"summary":', '"kind": "x", "summary":', 1), "twice"),
    "deep metadata": (
        lambda whole: json.dumps(whole).replace('"metadata": {', f'"metadata": {{"x": {"[" * 20}{"]" * 20}, ', 1),
        "deeper",
    ),
    "bottomless": (lambda whole: json.dumps(whole).replace('"tasks": [', '"tasks": [' + "[" * 200_000, 1), "deep"),
    "a number of ten thousand digits": (
        lambda whole: re.sub(r'"instant": \d+', '"instant": ' + "9" * 10_000, json.dumps(whole), count=1),
        "line 1: no valid JSON",
    ),
    "a missing comma": (lambda whole: json.dumps(whole).replace("}, {", "} {", 1), "','"),
}


@pytest.mark.parametrize("name", FAULTS)
@in_loop
async def test_a_document_with_a_fault_is_refused_with_its_place(
    whole: dict[str, Any], tmp_path: Path, name: str
) -> None:
    make, told = FAULTS[name]
    made = make(whole)
    with pytest.raises(RefusedInput, match=told):
        await taken_in(tmp_path / "empty", made if isinstance(made, str) else json.dumps(made))


@in_loop
async def test_a_document_cut_off_anywhere_is_refused(life: Path, tmp_path: Path) -> None:
    text = (life / "everything.json").read_bytes()
    for end in (1, 40, len(text) // 3, len(text) // 2, len(text) - 400, len(text) - 3):
        with pytest.raises(RefusedInput, match=r"^line|is missing"):
            await taken_in(tmp_path / f"cut {end}", text[:end])


@in_loop
async def test_text_that_is_no_utf_8_is_refused(whole: dict[str, Any], tmp_path: Path) -> None:
    for number, text in enumerate((json.dumps(whole).encode("utf-16"), json.dumps(whole).encode()[:50] + b"\xff\xfe")):
        with pytest.raises(RefusedInput, match="line 1: no UTF-8"):
            await taken_in(tmp_path / str(number), text)


@in_loop
async def test_a_value_beyond_all_bounds_is_refused_before_it_fills_the_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("momentum_desktop.exchange.json_text.LONGEST_VALUE", 200_000)
    with pytest.raises(RefusedInput, match="line 1: longer than"):
        await taken_in(tmp_path / "empty", '{"tasks": ["' + "x" * 1_000_000 + '"]}')


@in_loop
async def test_only_an_empty_database_takes_a_document(life: Path, tmp_path: Path) -> None:
    for number, act in enumerate(("add_user", "event")):
        folder = tmp_path / str(number)
        async with living(folder) as service:
            await (service.add_user("Ann") if act == "add_user" else service.process_event(None, "focus_session"))
            before = tables(folder)
            with pytest.raises(RefusedInput, match=r"only into an empty database.*--data-dir"):
                await document.bring(service, str(life / "everything.json"), False)
            assert tables(folder) == before


@in_loop
async def test_a_dry_run_tells_the_same_and_stores_nothing(life: Path, tmp_path: Path) -> None:
    async with living(tmp_path / "empty") as service:
        before = tables(tmp_path / "empty")
        path = str(life / "everything.json")
        dry = await document.bring(service, path, True)
        assert tables(tmp_path / "empty") == before
        assert await document.bring(service, path, False) == dry
    assert (dry.added, dry.tasks, dry.completions, dry.first_day) == (3, 2, 1, date(2026, 2, 27))


@in_loop
async def test_another_process_that_has_the_empty_data_open_follows(whole: dict[str, Any], tmp_path: Path) -> None:
    other_rules = json.loads(json.dumps(whole))
    other_rules["rule_sets"][0]["document"]["point_events"]["focus_session"] = 90
    path = tmp_path / "other.json"
    path.write_text(json.dumps(other_rules), encoding="utf-8")
    async with living(tmp_path / "empty") as open_already, living(tmp_path / "empty") as service:
        await open_already.get_user_progress()
        await document.bring(service, str(path), False)
        progress = await open_already.get_user_progress()
        assert progress == await service.get_user_progress()
        outcome = await open_already.process_event(None, "focus_session")
        assert outcome.entries[0].points == 90
        assert (await open_already.verify()).ok


@in_loop
async def test_the_tasks_are_told_to_whoever_has_the_empty_data_open(whole: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "same.json"
    path.write_text(json.dumps(whole), encoding="utf-8")
    async with living(tmp_path / "empty") as open_already, living(tmp_path / "empty") as service:
        assert await open_already.get_tasks() == ()
        await document.bring(service, str(path), False)
        assert await open_already.get_tasks() == await service.get_tasks() != ()


@in_loop
async def test_an_export_is_of_one_moment_whatever_is_written_meanwhile(tmp_path: Path) -> None:
    clock = Clock()
    async with living(tmp_path / "here", clock) as service:
        await service.process_event(None, "focus_session")
        async with service.snapshot() as taken:
            pieces = document.write(taken)
            text = next(pieces)
            await service.process_event(None, "focus_session")
            text += "".join(pieces)
    assert len(json.loads(text)["acts"]) == len(json.loads(text)["events"]) == 1
    await taken_in(tmp_path / "there", text)


def test_a_document_is_recognised(life: Path) -> None:
    assert format_of(str(life / "everything.json")).name == "json"


def test_a_row_changed_in_the_database_is_found_on_the_way_in(life: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(life, damaged)
    with closing(connected(damaged)) as connection:
        connection.execute("DROP TRIGGER events_never_update")
        connection.execute("UPDATE events SET day = day + 1 WHERE id = 2")

    async def carry() -> None:
        async with living(damaged) as service:
            path = await exported(service, tmp_path / "damaged.json")
        with pytest.raises(RefusedInput, match=r"events\[1\]"):
            await taken_in(tmp_path / "empty", path.read_bytes())

    asyncio.run(carry())
