"""Whatever an import can store goes out as one document and comes back as equal data."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop.exchange import document
from momentum_desktop.exchange.formats import format_of
from momentum_desktop.exchange.importing import import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.exchange.writing import write_whole
from momentum_desktop.store.document import TABLES
from tests.exchange.small_files import small_files
from tests.exchange.small_parts import Small, lines
from tests.service.lives import Clock, assert_stands_as_its_log_says, in_loop, living, rows

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)
OLD = {
    "todo.txt": lines(
        "x no day", "x 1985-03-02 1984-01-01 long ago", "1970-01-01 begun of old t:1985-02-01 due:1985-03-01", "x 2"
    ),
    "old.md": lines("- [x] #task no day", "- [-] #task called off", "- [ ] #task old \U0001f4c5 1985-03-02"),
    "old.ics": lines(
        *("BEGIN:VCALENDAR", "BEGIN:VTODO", "UID:a", "SUMMARY:Every fourth year", "CREATED:19700101T000000Z"),
        *("DTSTART;VALUE=DATE:20240301", "RRULE:FREQ=YEARLY;INTERVAL=4", "END:VTODO", "BEGIN:VTODO", "UID:a"),
        *("RECURRENCE-ID;VALUE=DATE:19700302", "STATUS:CANCELLED", "END:VTODO", "BEGIN:VTODO", "UID:a"),
        *("RECURRENCE-ID;VALUE=DATE:20040301", "STATUS:COMPLETED", "END:VTODO", "BEGIN:VTODO", "UID:c"),
        *("SUMMARY:Once in an age", "DTSTART;VALUE=DATE:20240301", "RRULE:FREQ=YEARLY;INTERVAL=999", "END:VTODO"),
        *("BEGIN:VTODO", "UID:c", "RECURRENCE-ID;VALUE=DATE:20040301", "STATUS:COMPLETED"),
        *("END:VTODO", "BEGIN:VTODO", "UID:b", "SUMMARY:" + "\u7532" * 600, "DESCRIPTION:" + "\u20ac" * 120_000),
        *("STATUS:COMPLETED", "END:VTODO", "END:VCALENDAR"),
    ),
}
"""Tasks from before the years of events, and done on days that nobody knows."""


@pytest.mark.parametrize("name", [*small_files(), *OLD])
@in_loop
async def test_what_an_import_stored_comes_back_from_a_document(tmp_path: Path, name: str) -> None:
    small = small_files().get(name) or Small(name, "", OLD[name], 0, 0)
    source = Source(str(tmp_path / small.name), UTC)
    Path(source.path).write_bytes(small.content)
    take = format_of(source.path).take
    assert take is not None
    everything = str(tmp_path / "everything.json")
    async with living(tmp_path / "one", Clock(NOW)) as service:
        await import_source(service, take(source), source)
        async with service.snapshot() as taken:
            write_whole(everything, document.write(taken))
        before = await service.get_tasks(include_done=True), await service.get_user_progress()
        assert before[0] or before[1].total_points
    async with living(tmp_path / "other", Clock(NOW)) as service:
        await document.bring(service, everything, False)
        assert (await service.get_tasks(include_done=True), await service.get_user_progress()) == before
        await assert_stands_as_its_log_says(service)
    assert rows(tmp_path / "other", *TABLES) == rows(tmp_path / "one", *TABLES)
