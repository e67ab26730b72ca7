"""Where in a rules file each of its places stands: the readers of TOML and JSON in Python tell no lines."""

from __future__ import annotations

import json
import re

TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"""(?!")'
    r"|'''.*?'''(?!')"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|#[^\n]*|\n|[\[\]{},=:.]"
    r"""|[^\s\[\]{},=:."'#]+""",
    re.DOTALL,
)
ENDS_SCALAR = {",", "]", "}", "\n"}


def toml_lines(text: str) -> dict[str, int]:
    """The line, from 1 on, of each place (`achievements[3].points`) of a text that is known to be valid TOML."""
    return _Scan(text).toml()


def json_lines(text: str) -> dict[str, int]:
    """The same of a text that is known to be valid JSON."""
    scan = _Scan(text)
    scan.skip_blank()
    scan.value("")
    return scan.lines


def line_of(lines: dict[str, int], place: str) -> int | None:
    """The line of a place; of what holds it if it is missing itself."""
    while place and place not in lines:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return lines.get(place) if place else None


class _Scan:
    """Reads tokens one after the other and notes the line on which each place begins."""

    def __init__(self, text: str) -> None:
        self.lines: dict[str, int] = {}
        self._elements: dict[str, int] = {}
        self._tokens: list[tuple[str, int]] = []
        self._at = 0
        line, before = 1, 0
        for found in TOKEN.finditer(text):
            line += text.count("\n", before, found.start())
            before = found.start()
            if found.group()[0] != "#":
                self._tokens.append((found.group(), line))
        self._tokens.append(("", line))

    def toml(self) -> dict[str, int]:
        table = ""
        while True:
            self.skip_blank()
            token, line = self._tokens[self._at]
            if not token:
                return self.lines
            if token == "[":
                table = self._header(line)
            else:
                self.value(_joined(table, self._key()), line)

    def skip_blank(self) -> None:
        while self._tokens[self._at][0] == "\n":
            self._at += 1

    def value(self, place: str, line: int | None = None) -> None:
        token, here = self._tokens[self._at]
        self.lines.setdefault(place, line or here)
        if token == "[":
            self._array(place)
        elif token == "{":
            self._table(place)
        else:
            while self._tokens[self._at][0] and self._tokens[self._at][0] not in ENDS_SCALAR:
                self._at += 1

    def _header(self, line: int) -> str:
        """The place that a [table] or [[table]] opens."""
        many = self._tokens[self._at + 1][0] == "["
        self._at += 1 + many
        *outer, last = self._keys("]")
        self._at += many
        place = ""
        for key in outer:
            place = self._newest(_joined(place, key))
        place = _joined(place, last)
        self.lines.setdefault(place, line)
        if many:
            self._elements[place] = self._elements.get(place, -1) + 1
            place = self._newest(place)
            self.lines.setdefault(place, line)
        return place

    def _newest(self, place: str) -> str:
        return f"{place}[{self._elements[place]}]" if place in self._elements else place

    def _key(self) -> str:
        return ".".join(self._keys("=:"))

    def _keys(self, ends: str) -> list[str]:
        """The parts of a dotted key up to and with what ends it."""
        keys: list[str] = []
        while (token := self._tokens[self._at][0]) and token not in ends:
            if token != ".":
                keys.append(_bare(token))
            self._at += 1
        self._at += 1
        return keys or [""]

    def _array(self, place: str) -> None:
        self._at += 1
        index = 0
        while (token := self._tokens[self._at][0]) and token != "]":
            if token == ",":
                index += 1
            if token in {",", "\n"}:
                self._at += 1
            else:
                self.value(f"{place}[{index}]")
        self._at += 1

    def _table(self, place: str) -> None:
        self._at += 1
        while (token := self._tokens[self._at][0]) and token != "}":
            if token in {",", "\n"}:
                self._at += 1
                continue
            line = self._tokens[self._at][1]
            key = self._key()
            self.skip_blank()
            self.value(_joined(place, key), line)
        self._at += 1


def _joined(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _bare(token: str) -> str:
    """A key without its quotes."""
    if token[0] == '"':
        try:
            return str(json.loads(token))
        except ValueError:  # an escape that TOML has and JSON has not
            return token[1:-1]
    return token[1:-1] if token[0] == "'" else token
