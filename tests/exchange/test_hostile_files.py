"""Files that mean harm, or were harmed: refused, or read as far as is sound, and nothing secret is kept."""

from __future__ import annotations

import gzip
import io
import logging
import os
import tracemalloc
import zipfile
from datetime import UTC
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.formats import format_named, format_of
from momentum_desktop.exchange.importing import import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered
from tests.exchange.small_files import HABITICA, MARKDOWN, SUPER, TICKTICK, TODO_TXT, TODOIST, small_files
from tests.exchange.small_parts import LOOP_TABLES, database, lines, loop_database, zipped
from tests.service.lives import in_loop, living, rows

MB = 1024 * 1024


def read(path: Path, program: str) -> Gathered:
    take = format_named(program).take
    assert take is not None
    return take(Source(str(path), UTC))


def made(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def archived(folder: Path, *members: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return made(folder, "made.zip", held.getvalue())


def test_an_archive_that_would_burst_is_refused(tmp_path: Path) -> None:
    path = archived(tmp_path, ("todo.txt", b"a line of this\n" * (MB // 8)))
    assert path.stat().st_size * 100 < MB
    with pytest.raises(RefusedInput, match="unpacks to more than"):
        read(path, "todotxt")


def test_an_archive_of_more_than_fifty_megabytes_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "made.zip", zipped({"tasks.json": b"[" + b" " * (51 * MB)}, method=zipfile.ZIP_STORED))
    with pytest.raises(RefusedInput, match="50 MB"):
        read(path, "taskwarrior")


def test_archives_in_archives_stay_packed(tmp_path: Path) -> None:
    inner = zipped({"todo.txt": b"0" * (20 * MB)})
    path = archived(tmp_path, ("inner.zip", inner), ("todo.txt", TODO_TXT))
    assert len(read(path, "todotxt").tasks) == 4


def test_a_gzip_file_that_would_burst_is_refused(tmp_path: Path) -> None:
    line = b"1111111111111111111111111111111111111111|2024-03-01T23:30:00-05:00|Ada Hopper|3\n"
    path = made(tmp_path, "log.psv.gz", gzip.compress(line * 30_000))
    with pytest.raises(RefusedInput, match="unpacks to more than"):
        read(path, "git")


@pytest.mark.parametrize("name", ["../todo.txt", "/etc/todo.txt", "a/../../todo.txt", "..\\todo.txt", "C:/todo.txt"])
def test_a_name_that_leads_out_of_an_archive_is_refused(tmp_path: Path, name: str) -> None:
    before = sorted(tmp_path.parent.iterdir())
    path = archived(tmp_path, (name, TODO_TXT), ("todo.txt", TODO_TXT))
    with pytest.raises(RefusedInput, match="leads elsewhere; nothing of it was taken"):
        read(path, "todotxt")
    assert sorted(tmp_path.parent.iterdir()) == before


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("todo.txt")
    link.external_attr = 0o120777 << 16
    with pytest.raises(RefusedInput, match="no plain file"):
        read(archived(tmp_path, (link, b"/etc/passwd")), "todotxt")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_name_that_stands_twice_in_an_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RefusedInput, match="stands twice"):
        read(archived(tmp_path, ("todo.txt", TODO_TXT), ("todo.txt", b"other\n")), "todotxt")


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"todo.txt": TODO_TXT}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(RefusedInput, match="locked by a password"):
        read(made(tmp_path, "locked.zip", bytes(content)), "todotxt")


def test_an_archive_packed_in_another_way_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "made.zip", zipped({"todo.txt": TODO_TXT}, method=zipfile.ZIP_LZMA))
    with pytest.raises(RefusedInput, match="packed in a way that is not read"):
        read(path, "todotxt")


@pytest.mark.parametrize("length", [30, 200, 500, 700])
def test_an_archive_cut_off_is_refused(tmp_path: Path, length: int) -> None:
    with pytest.raises(RefusedInput, match="damaged or cut off"):
        read(made(tmp_path, "cut.zip", zipped(LOOP_TABLES)[:length]), "loop")


def test_a_member_that_is_damaged_is_told(tmp_path: Path) -> None:
    content = bytearray(zipped(LOOP_TABLES, method=zipfile.ZIP_STORED))
    content[content.index(b"YES_MANUAL") - 2] ^= 1
    gathered = read(made(tmp_path, "damaged.zip", bytes(content)), "loop")
    assert [problem.where.partition(",")[0] for problem in gathered.problems] == ["001 Meditate/Checkmarks.csv"]
    assert "damaged or cut off" in gathered.problems[0].what


def test_hidden_files_and_links_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    outside = made(tmp_path, "outside.md", b"- [ ] outside\n")
    folder = tmp_path / "notes"
    (folder / ".trash").mkdir(parents=True)
    made(folder / ".trash", "gone.md", b"- [ ] gone\n")
    made(folder, ".hidden.md", b"- [ ] hidden\n")
    made(folder, "seen.md", b"- [ ] seen\n")
    (folder / "link.md").symlink_to(outside)
    (folder / "around").symlink_to(folder)
    os.mkfifo(folder / "pipe.md")
    assert [task.title for task in read(folder, "markdown").tasks] == ["seen"]


BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(9))


@pytest.mark.parametrize(
    "prologue",
    [
        f"<!DOCTYPE project [{BOMB}]>",
        '<!DOCTYPE project [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE project SYSTEM "https://example.org/project.dtd">',
    ],
)
def test_xml_that_declares_anything_is_refused(tmp_path: Path, prologue: str) -> None:
    body = '<project><task id="1" status="Active"><title>&x;</title></task></project>'
    path = made(tmp_path, "gtg_data.xml", f"<?xml version='1.0'?>{prologue}{body}".encode())
    with pytest.raises(RefusedInput, match="declares entities or a document type"):
        read(path, "gtg")


def test_a_line_of_two_gigabytes_is_passed_over_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "todo.txt"
    with path.open("wb") as file:
        file.write(b"before\n" + b"x" * 10_000)
        file.truncate(2 * 1024 * MB)
        file.seek(0, os.SEEK_END)
        file.write(b"\nafter\n")
    tracemalloc.start()
    try:
        gathered = read(path, "todotxt")
        assert tracemalloc.get_traced_memory()[1] < 8 * MB
    finally:
        tracemalloc.stop()
    assert [task.title for task in gathered.tasks] == ["before", "after"]
    assert [(problem.where, problem.what) for problem in gathered.problems] == [("line 2", "longer than 256 KiB")]


@pytest.mark.parametrize("name", ["tasks.json", "sp-backup.json", "gtg_tasks.xml", "Loop Habits Backup.db"])
def test_a_huge_file_that_is_read_whole_is_refused_at_once(tmp_path: Path, name: str) -> None:
    small = next(held for held in small_files().values() if held.name == name)
    path = made(tmp_path, name, small.content)
    os.truncate(path, 2 * 1024 * MB)
    tracemalloc.start()
    try:
        with pytest.raises(RefusedInput, match=r"larger than|no text"):
            read(path, small.program)
        assert tracemalloc.get_traced_memory()[1] < 8 * MB
    finally:
        tracemalloc.stop()


def test_json_nested_too_deep_is_refused(tmp_path: Path) -> None:
    path = made(tmp_path, "tasks.json", b'{"tasks":' + b"[" * 100_000 + b"]" * 100_000 + b"}")
    with pytest.raises(RefusedInput, match="nested too deep"):
        read(path, "habitica")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_text_with_a_mark_of_its_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    assert len(read(made(tmp_path, "todo.txt", TODO_TXT.decode().encode(encoding)), "todotxt").tasks) == 4
    path = made(tmp_path, "tasks.csv", TICKTICK.decode().encode(encoding))
    assert len([task for task in read(path, "ticktick").tasks if not task.item]) == 3


def test_lines_in_another_encoding_are_told_and_the_others_read(tmp_path: Path) -> None:
    path = made(tmp_path, "todo.txt", b"first\ncaf\xe9\nlast\n")
    gathered = read(path, "todotxt")
    assert [task.title for task in gathered.tasks] == ["first", "last"]
    (problem,) = gathered.problems
    assert (problem.where, problem.left_out) == ("line 2", True)
    assert "UTF-8" in problem.what


def test_a_quotation_mark_that_never_ends_costs_its_line_alone(tmp_path: Path) -> None:
    content = TODOIST.replace(b"task,Find it", b'task,"Find it')
    gathered = read(made(tmp_path, "House.csv", content), "todoist")
    assert [task.title for task in gathered.tasks] == ["Call the plumber", "Water the plants"]
    assert [problem.where for problem in gathered.problems] == ["line 5"]


def test_two_rows_run_into_one_are_told(tmp_path: Path) -> None:
    content = TODOIST.replace(b",,\ntask,Water", b",,,task,Water")
    gathered = read(made(tmp_path, "House.csv", content), "todoist")
    assert ["more cells" in problem.what for problem in gathered.problems] == [True]


def test_a_database_that_would_run_something_is_only_looked_at(tmp_path: Path) -> None:
    habits = (
        "CREATE TABLE Held (id INTEGER PRIMARY KEY)",
        "CREATE VIEW Habits AS SELECT load_extension('/tmp/evil.so') AS id",
        "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER, value INTEGER)",
    )
    path = made(tmp_path, "Loop.db", database(*habits, rows={}, version=25))
    with pytest.raises(RefusedInput, match="not of Loop Habit Tracker"):
        read(path, "loop")


def test_a_database_is_not_written_to(tmp_path: Path) -> None:
    path = made(tmp_path, "Loop.db", loop_database())
    path.chmod(0o400)
    tmp_path.chmod(0o500)
    try:
        before = path.stat(), path.read_bytes()
        assert len(read(path, "loop").tasks) == 3
        assert (path.stat().st_mtime_ns, path.read_bytes()) == (before[0].st_mtime_ns, before[1])
        assert sorted(tmp_path.iterdir()) == [path]
    finally:
        tmp_path.chmod(0o700)


def test_a_damaged_database_gives_what_can_be_read(tmp_path: Path) -> None:
    content = bytearray(
        loop_database(more=tuple((f"2024-{m:02}-{d:02}", 2) for m in range(4, 12) for d in range(1, 29)))
    )
    page = int.from_bytes(content[16:18], "big")
    content[-page : -page + 40] = b"\xff" * 40
    gathered = read(made(tmp_path, "Loop.db", bytes(content)), "loop")
    assert len(gathered.tasks) == 3
    assert gathered.problems
    assert all("damaged" in problem.what or "no value" in problem.what for problem in gathered.problems)


SECRETS = (
    *(
        "11111111-secret-token",
        "somebody@example.org",
        "a-secret-word",
        "https://example.org/secret",
        "ada@example.org",
    ),
    *("Grace Turing", "Somebody (1)"),
)


@pytest.mark.parametrize("name", ["habitica", "superproductivity", "todoist", "git", "git fields"])
@in_loop
async def test_what_is_secret_or_of_other_people_is_neither_stored_nor_logged(
    tmp_path: Path, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    small = small_files()[name]
    path = made(tmp_path, small.name, small.content)
    with caplog.at_level(logging.DEBUG):
        async with living(tmp_path / "data") as service:
            report = await import_source(service, read(path, small.program), Source(str(path), UTC))
            assert report.added
            stored = repr(rows(tmp_path / "data", "tasks", "source_items", "events", "acts", "occurrences"))
    told = stored + repr([problem.what for problem in report.problems]) + caplog.text
    for secret in SECRETS:
        assert secret not in told
    assert any(secret.encode() in (HABITICA + SUPER + TODOIST + small.content) for secret in SECRETS)


def test_unknown_fields_are_kept_unless_they_are_secret(tmp_path: Path) -> None:
    content = lines(
        '{"value": [{"@odata.type": "#microsoft.graph.todoTask", "id": "A", "title": "T", "status": "notStarted", '
        '"mood": "good", "accessToken": "abc", "ownerMail": "x", "extension": {"colour": "red", "password": "p"}, '
        '"where": "https://example.org/1"}]}'
    )
    (task,) = read(made(tmp_path, "tasks.json", content), "mstodo").tasks
    assert task.extra == {"mood": "good"}


def test_what_is_nothing_of_the_kind_is_refused(tmp_path: Path) -> None:
    picture = made(tmp_path, "picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    with pytest.raises(RefusedInput, match="no format recognises"):
        format_of(str(picture))
    empty = made(tmp_path, "empty.json", b"")
    for program in ("habitica", "superproductivity", "mstodo", "gtg", "ics", "loop", "tickmate", "habitbull", "git"):
        for path in (picture, empty):
            with pytest.raises(RefusedInput):
                read(path, program)


def test_notes_of_a_hundred_megabytes_do_not_come_in_whole(tmp_path: Path) -> None:
    content = MARKDOWN + b"- [ ] long\n" + b"    a line of its notes\n" * 50_000
    gathered = read(made(tmp_path, "long.md", content), "markdown")
    assert max(len(task.notes) for task in gathered.tasks) <= 100_000
