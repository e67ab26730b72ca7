"""The records of a comma-separated file: one that cannot be read costs no more than itself."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.leftovers import leftovers
from momentum_desktop.exchange.reading import plain_head
from momentum_desktop.exchange.source import Line, Part
from momentum_desktop.service.import_values import Gathered

LONGEST_RECORD = 256 * 1024
DELIMITERS = (",", ";", "\t")
LINES_LOOKED_AT = 20
QUOTED = re.compile(r'"[^"]*"?')
SAID_DELIMITER = re.compile(r"sep=([,;\t])", re.IGNORECASE)
"""What Excel writes before a table, to be told how to read it."""

MOST_LINES = 2_000
"""Lines that one record may take: a quotation mark without its fellow must not swallow the rest of the file."""


@dataclass(frozen=True, slots=True)
class Row:
    """A record: the line it begins on, and its cells."""

    line: int
    cells: list[str]


@dataclass(frozen=True, slots=True)
class Fault:
    """Lines that are no record, and why."""

    line: int
    what: str


def delimiter_of(head: bytes) -> str:
    """What stands between the cells of a table that begins so: a comma, or what spreadsheets of other countries and
    “Unicode text” write instead."""
    for line in plain_head(head).decode("utf-8", "replace").splitlines()[:LINES_LOOKED_AT]:
        if found := SAID_DELIMITER.fullmatch(line.strip()):
            return found[1]
        bare = QUOTED.sub("", line)
        counts = [bare.count(each) for each in DELIMITERS]
        if any(counts):
            return DELIMITERS[counts.index(max(counts))]
    return DELIMITERS[0]


def names_in(head: bytes, most: int = 1) -> Iterator[frozenset[str]]:
    """The cells of each of the first lines of a table, in small letters: among them are the names of its columns."""
    delimiter = delimiter_of(head)
    lines = plain_head(head).decode("utf-8", "replace").splitlines()
    said = bool(lines) and SAID_DELIMITER.fullmatch(lines[0].strip()) is not None
    for line in lines[said : most + said]:
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        yield frozenset(cell.strip().lower() for cell in cells)


def rows_by_column(
    part: Part, program: str, essential: tuple[str, ...], known: Iterable[str], gathered: Gathered
) -> Iterator[tuple[Columns, Row, str]]:
    """The rows under a table's first line, with the columns that it names and where each row stands. RefusedInput as
    `Columns.of` says; of what is no row `gathered` tells."""
    columns: Columns | None = None
    for row in rows_of(part):
        where = part.at(f"line {row.line}")
        if isinstance(row, Fault):
            gathered.trouble(where, row.what, left_out=True)
        elif columns is None:
            columns = Columns.of(row, program, essential, known, gathered)
        else:
            columns.check(row, where, gathered)
            yield columns, row, where


def rows_of(part: Part) -> Iterator[Row | Fault]:
    """The records of a file in its order, blank lines left out."""
    csv.field_size_limit(LONGEST_RECORD * 4)
    delimiter = delimiter_of(part.head())
    lines = _Lookahead(part.lines(keep_returns=True))
    while (first := lines.take()) is not None:
        number, text = first
        if isinstance(text, RefusedInput):
            yield Fault(number, text.what)
            continue
        taken = 0

        def following(text: str = text) -> Iterator[str]:
            nonlocal taken
            yield text + "\n"
            length = len(text)
            while taken < MOST_LINES and length <= LONGEST_RECORD:
                more = lines.peek(taken)
                if more is None or isinstance(more[1], RefusedInput):
                    return
                taken += 1
                length += len(more[1])
                yield more[1] + "\n"

        try:
            cells = next(csv.reader(following(), strict=True, delimiter=delimiter))
        except csv.Error as fault:
            # Only this line is lost: what an open quotation mark would have swallowed is read on its own.
            open_mark = "unexpected end" in str(fault)
            yield Fault(number, "a quotation mark is never closed" if open_mark else f"no record of a table ({fault})")
            continue
        lines.drop(taken)
        if any(cell.strip() for cell in cells) and not SAID_DELIMITER.fullmatch(text.strip()):
            yield Row(number, cells)


class _Lookahead:
    """Lines that can be looked at before they are taken."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._seen: list[Line] = []

    def peek(self, ahead: int) -> Line | None:
        while len(self._seen) <= ahead:
            following = next(self._lines, None)
            if following is None:
                return None
            self._seen.append(following)
        return self._seen[ahead]

    def take(self) -> Line | None:
        found = self.peek(0)
        self.drop(1)
        return found

    def drop(self, count: int) -> None:
        del self._seen[:count]


class Columns:
    """The names of a table's columns, in whatever order and letters a version has them."""

    def __init__(self, names: list[str]) -> None:
        self._names = [name.strip() for name in names]
        self._place = {name.lower(): index for index, name in reversed(list(enumerate(self._names)))}

    @classmethod
    def of(
        cls, row: Row, program: str, essential: tuple[str, ...], known: Iterable[str], gathered: Gathered
    ) -> Columns:
        """Those that a table's first line names. RefusedInput if it lacks one without which nothing can be told; of
        those that are not known `gathered` tells."""
        columns = cls(row.cells)
        lacking = [name for name in essential if name not in columns]
        if lacking:
            raise RefusedInput(f"its columns are not {program}'s: there is no “{lacking[0]}”", where=f"line {row.line}")
        unknown = columns.unknown(known)
        if unknown:
            told = ", ".join(f"“{name[:40]}”" for name in unknown[:5])
            gathered.remarks.append(f"Columns that are not known here were not understood: {told}.")
        return columns

    def unknown(self, known: Iterable[str]) -> list[str]:
        """The names that are not among those known."""
        held = set(known)
        return [name for name in self._names if name and name.lower() not in held]

    def others(self, row: Row, known: Iterable[str]) -> dict[str, str]:
        """What a row holds in the columns that are not known."""
        return leftovers({name: self.get(row, name) for name in self.unknown(known)}, ())

    def check(self, row: Row, where: str, gathered: Gathered) -> None:
        """Tell of a row that has more cells than there are columns: two may have run into one."""
        surplus = sum(bool(cell.strip()) for cell in row.cells[len(self._names) :])
        if surplus:
            gathered.trouble(where, f"it has {surplus:,} more cells than the table has columns; these were left out")

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._place

    def get(self, row: Row, name: str) -> str:
        """A cell by its column's name, its lines ended alike; empty where the row or the table has none."""
        return self.plain(row, name).replace("\r\n", "\n").strip()

    def plain(self, row: Row, name: str) -> str:
        """A cell just as it stands."""
        index = self._place.get(name.lower())
        return row.cells[index] if index is not None and index < len(row.cells) else ""
