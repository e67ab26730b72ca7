"""Two thousand damaged files: each is read as far as is sound or refused, quickly, and what is lost is told."""

from __future__ import annotations

import random
import time
from datetime import UTC
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.formats import format_named, format_of
from momentum_desktop.exchange.importing import import_source
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered
from tests.exchange.small_files import small_files
from tests.service.lives import assert_stands_as_its_log_says, in_loop, living

EACH = 105
LONGEST_SECONDS = 5.0
STORED_OF = 15
SPECIAL = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xe9",
        b'"',
        b"'",
        b"\\",
        b"\n",
        b"\r",
        b",",
        b"{",
        b"}",
        b"[",
        b"]",
        b"<",
    ),
    *(b">", b"&", b"-", b"9" * 30, b"0", b"1e999", b"2024-02-30", b"9999-12-31", b"\xe2\x80\xae", b"%", b"=", b"\t"),
    *(b"T", b"Z", b":", b"A" * 300, b"\xed\xa0\x80", b"null", b"true", b"-1", b"\\u0000", b"\\ud800", b"&amp;"),
)
LINES = ("todotxt", "taskwarrior data", "habitbull", "todoist", "habitica history")
"""Formats with a record in each line."""


def mutated(chance: random.Random, content: bytes) -> bytes:
    """The content with some of it changed, put in, left out, doubled, swapped or cut off."""
    held = bytearray(content)
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        if not held:
            break
        at, how = chance.randrange(len(held)), chance.randrange(8)
        if how == 0:
            held[at] = chance.randrange(256)
        elif how == 1:
            held[at] ^= 1 << chance.randrange(8)
        elif how == 2:
            held[at:at] = chance.choice(SPECIAL)
        elif how == 3:
            held[at : at + chance.choice((1, 3, 20))] = chance.choice(SPECIAL)
        elif how == 4:
            del held[at : at + chance.choice((1, 2, 8, 60))]
        elif how == 5:
            del held[at:]
        elif how == 6:
            held[at:at] = held[at : at + chance.randrange(1, 80)]
        else:
            lines = bytes(held).split(b"\n")
            one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            lines[one], lines[other] = lines[other], lines[one]
            held = bytearray(b"\n".join(lines))
    return bytes(held)


def read(path: Path, program: str) -> Gathered | None:
    """What is read of a file; None if it is refused."""
    take = format_named(program).take
    assert take is not None
    try:
        return take(Source(str(path), UTC))
    except RefusedInput:
        return None


@pytest.mark.parametrize("name", small_files())
@in_loop
async def test_a_damaged_file_is_read_or_refused(tmp_path: Path, name: str) -> None:
    small = small_files()[name]
    path = tmp_path / small.name
    refused = 0
    async with living(tmp_path / "data") as service:
        for number in range(EACH):
            chance = random.Random(f"{name} {number}")
            path.write_bytes(mutated(chance, small.content))
            begun = time.process_time()
            gathered = read(path, small.program)
            assert time.process_time() - begun < LONGEST_SECONDS
            if gathered is None:
                refused += 1
                continue
            looked = await import_source(service, gathered, Source(str(path), UTC), dry_run=True)
            assert looked.refused == sum(problem.left_out for problem in looked.problems)
            assert all(problem.where and problem.what for problem in looked.problems)
            if number % STORED_OF == 0:
                stored = await import_source(service, gathered, Source(str(path), UTC))
                assert (stored.added, stored.problems) == (looked.added, looked.problems)
                assert (await import_source(service, gathered, Source(str(path), UTC))).added == 0
        await assert_stands_as_its_log_says(service)
        assert "1970-01-01" not in {event.occurred_at.date().isoformat() for event in await service.export_events()}
    assert refused < EACH


@pytest.mark.parametrize("name", LINES)
def test_a_damaged_line_is_taken_or_told(tmp_path: Path, name: str) -> None:
    small = small_files()[name]
    path = tmp_path / small.name
    path.write_bytes(small.content)
    whole = read(path, small.program)
    assert whole is not None
    for number in range(200):
        chance = random.Random(f"{name} {number}")
        lines = small.content.splitlines(keepends=True)
        at = chance.randrange(0 if name in ("todotxt", "taskwarrior data") else 1, len(lines))
        place = chance.randrange(len(lines[at]) - 1)
        damage = chance.choice([held for held in SPECIAL if b"\n" not in held])
        lines[at] = lines[at][:place] + damage + lines[at][place + 1 :]
        path.write_bytes(b"".join(lines))
        gathered = read(path, small.program)
        if gathered is None:
            continue
        lost = sum(problem.left_out for problem in gathered.problems)
        assert len(gathered.tasks) + lost >= len(whole.tasks) or gathered.problems, (number, lines[at])
        assert gathered.completions + len(gathered.problems) >= whole.completions or name == "habitica history", (
            number,
            lines[at],
        )


@pytest.mark.parametrize("name", small_files())
def test_a_file_cut_off_anywhere_gives_what_stands_before(tmp_path: Path, name: str) -> None:
    small = small_files()[name]
    path = tmp_path / small.name
    path.write_bytes(small.content)
    whole = read(path, small.program)
    assert whole is not None
    titles = {task.title for task in whole.tasks}
    chance = random.Random(name)
    for length in sorted(chance.sample(range(len(small.content)), min(25, len(small.content)))):
        path.write_bytes(small.content[:length])
        gathered = read(path, small.program)
        if gathered is None:
            continue
        unknown = {task.title for task in gathered.tasks} - titles
        # At most the record that the cut goes through reads otherwise.
        assert len(unknown) <= 1
        assert len(gathered.tasks) <= len(whole.tasks)
        assert gathered.completions <= whole.completions


def test_nothing_is_recognised_wrongly(tmp_path: Path) -> None:
    for name, small in small_files().items():
        path = tmp_path / f"{name}-{small.name}"
        path.write_bytes(small.content)
        assert format_of(str(path)).name == small.program
