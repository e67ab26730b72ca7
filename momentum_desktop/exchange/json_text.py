"""A JSON text taken in piece by piece, strictly, so that a long list in it needs the memory of one item."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from decimal import InvalidOperation
from io import BufferedReader
from typing import Any

from momentum_desktop.engine.reading import DEEPEST, check_depth, strict_decoder
from momentum_desktop.errors import RefusedInput

CHUNK = 64 * 1024
LONGEST_VALUE = 64 * 1024 * 1024
"""Characters that one value may take, an object's or list's members being taken one by one."""
LONGEST_WORD = 12
"""More characters than a literal or an escape has: a fault so near the end of what was read may come of the cut."""
WHITE = " \t\n\r"


class JsonText:
    """A position in a JSON text. Everything it cannot read is a RefusedInput that names the line."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._decoder = strict_decoder()
        self._bytes = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._ended = False
        self._line = 1

    def members(self) -> Iterator[str]:
        """The keys of the object that comes next; each time the caller takes the key's value before the next key."""
        self._take("{", "an object")
        seen: set[str] = set()
        while not self._closes("}", first=not seen):
            if self._next() != '"':
                raise self._fault("a key in quotation marks is expected")
            key = self.value()
            if key in seen:
                raise self._fault(f"“{key}” stands twice")
            seen.add(key)
            self._take(":", "a colon")
            yield key

    def items(self) -> Iterator[Any]:
        """The values of the list that comes next."""
        self._take("[", "a list")
        first = True
        while not self._closes("]", first=first):
            first = False
            yield self.value()

    def value(self) -> Any:
        """The value that comes next, whole."""
        self._next()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except json.JSONDecodeError as fault:
                if self._is_cut(fault) and self._read():
                    continue
                raise self._fault(f"no valid JSON ({fault.msg})", fault.pos) from None
            except RecursionError:
                raise self._fault("nested too deep") from None
            except ValueError as fault:
                raise self._fault(f"no valid JSON ({fault})") from None
            except InvalidOperation:
                raise self._fault("a number beyond all bounds") from None
            # A number may go on after the cut.
            if end == len(self._text) and self._text[-1] not in '"]}' and self._read():
                continue
            try:
                check_depth(value, "", DEEPEST + 2)
            except RefusedInput as refusal:
                raise self._fault(refusal.what) from None
            self._at = end
            return value

    def end(self) -> None:
        """RefusedInput if anything is left."""
        if self._next():
            raise self._fault("nothing more is expected here")

    def _closes(self, bracket: str, *, first: bool) -> bool:
        """Whether the object or list ends here; if not, past the comma before its next member."""
        found = self._next()
        if found == bracket:
            self._at += 1
            return True
        if not first:
            self._take(",", f"a comma or “{bracket}”")
        return False

    def _take(self, character: str, name: str) -> None:
        if self._next() != character:
            raise self._fault(f"{name} is expected" if self._next() else f"{name} is expected, but the text ends")
        self._at += 1

    def _next(self) -> str:
        """The next character that is no white space; none at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in WHITE:
                self._at += 1
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._read():
                return ""

    def _is_cut(self, fault: json.JSONDecodeError) -> bool:
        return fault.msg.startswith("Unterminated") or fault.pos > len(self._text) - LONGEST_WORD

    def _read(self) -> bool:
        """Whether there was more to read. What lies behind is let go."""
        if self._ended:
            return False
        waiting = len(self._text) - self._at
        if waiting > LONGEST_VALUE:
            raise self._fault(f"longer than {LONGEST_VALUE // 1024 // 1024} million characters")
        try:
            piece = self._stream.read(max(CHUNK, waiting))
            text = self._bytes.decode(piece, final=not piece)
        except UnicodeDecodeError:
            raise self._fault("no UTF-8 text", len(self._text)) from None
        except OSError as fault:
            raise self._fault(f"it cannot be read ({fault.strerror})") from None
        self._line += self._text.count("\n", 0, self._at)
        self._text, self._at = self._text[self._at :] + text, 0
        self._ended = not piece
        return not self._ended

    def _place(self, at: int) -> str:
        return f"line {self._line + self._text.count(chr(10), 0, at)}"

    def _fault(self, what: str, at: int | None = None) -> RefusedInput:
        return RefusedInput(what, where=self._place(self._at if at is None else at))
