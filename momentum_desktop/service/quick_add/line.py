"""A line while its marks are being found: folded to one spelling, with what was taken blanked out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from momentum_desktop.service.quick_add.meanings import Mark
from momentum_desktop.service.quick_add.values import Lean

HAN = "\u3001-\u3003\u3400-\u9fff"
"""Characters of a writing without spaces, as the inside of a character class."""
_KEPT, _TAKEN = "\x00", "\x01"
# A mark may be followed by a comma or the end of a sentence, if a space or the end follows that.
END = rf"(?=$|[\s{_TAKEN}{HAN}]|[,;:.!?](?:$|[\s{HAN}]))"
_WORD_START = re.compile(rf"(?<![^\s{_TAKEN}{HAN}])[^\s{_KEPT}{_TAKEN}{HAN}]")
_ESCAPED = re.compile(r"(?<!\S)\\\S+")
_HAN = re.compile(f"[{HAN}]")
_NOTHING = re.compile(rf"[\s{_TAKEN},;:.!?、。]*\Z")
_GAP = re.compile(r"\s*")

# Traditional characters that the patterns know in their simplified form.
_TRADITIONAL = "後週點號個兩禮鐘頭開從這時為頁組內顆樓線門廳機車碼議見複雜瑣簡單詩難"
_SIMPLIFIED = "后周点号个两礼钟头开从这时为页组内颗楼线门厅机车码议见复杂琐简单诗难"
_FOLDED = {
    **dict(zip(map(ord, _TRADITIONAL), _SIMPLIFIED, strict=True)),
    **{wide: chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F)},
    **{ord(_KEPT): "\ufffd", ord(_TAKEN): "\ufffd", ord("〜"): "~"},
}


class Line:
    """The text, the day it is read on, and `left`: the folded text with a blank for each character that is taken.

    `left` is as long as the text, so that places in one are places in the other. `lean` says which of its days a day
    without a year is, counted from `since`, today if it is not given."""

    __slots__ = ("escapes", "has_han", "lean", "left", "since", "taken", "text", "today")

    def __init__(self, text: str, today: date, lean: Lean = Lean.AHEAD, since: date | None = None) -> None:
        self.text = text
        self.today = today
        self.lean = lean
        self.since = since or today
        self.taken: list[Mark] = []
        self.left = folded(text)
        self.escapes = [found.span() for found in _ESCAPED.finditer(text)]
        for start, end in self.escapes:
            self._blank(start, end, _KEPT)
        self.has_han = bool(_HAN.search(self.left))

    def word_starts(self) -> list[int]:
        """Where a word begins, after a space or after writing without spaces."""
        return [found.start() for found in _WORD_START.finditer(self.left)]

    def take(self, mark: Mark) -> None:
        """Its characters are no part of the title, and mean nothing else."""
        self.taken.append(mark)
        self._blank(mark.start, mark.end, _TAKEN)

    def keep(self, mark: Mark) -> None:
        """Its characters are part of the title, and mean nothing else."""
        self._blank(mark.start, mark.end, _KEPT)

    def of_kind(self, kind: str) -> Mark | None:
        return next((mark for mark in self.taken if mark.kind == kind), None)

    def ends_after(self, place: int) -> bool:
        """Whether nothing but marks follows."""
        return _NOTHING.match(self.left, place) is not None

    def beside(self, mark: Mark, kinds: Iterable[str], *, before: bool = True, after: bool = True) -> bool:
        """Whether a taken mark of these kinds stands directly before or after it."""
        left, right = mark.start, mark.end
        while left > 0 and self.left[left - 1].isspace():
            left -= 1
        gap = _GAP.match(self.left, right)
        right = gap.end() if gap else right
        for other in self.taken:
            if other.kind in kinds and ((before and other.end == left) or (after and other.start == right)):
                return True
        return False

    def _blank(self, start: int, end: int, blank: str) -> None:
        self.left = self.left[:start] + blank * (end - start) + self.left[end:]


def folded(text: str) -> str:
    """Lower-case, simplified Chinese, plain digits and signs for wide ones; each character stays one."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := each.lower()) == 1 else each for each in text)
    return lower.translate(_FOLDED)


def with_comma(line: Line, end: int) -> int:
    """The end of a mark together with the comma or full stop that follows it."""
    return end + 1 if end < len(line.left) and line.left[end] in ",;:.!?" else end


def at_word(pattern: str) -> re.Pattern[str]:
    """A pattern for one or more whole words, for `match` at the beginning of a word."""
    return re.compile(f"(?:{pattern}){END}")
