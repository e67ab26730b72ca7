"""Text in columns: widths as a terminal counts them, tables, bars, and numbers and times in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, timedelta

from momentum_desktop.service.number_words import counted, number, signed

__all__ = [
    "bar",
    "counted",
    "day_in_words",
    "in_words",
    "number",
    "printable",
    "shortened",
    "signed",
    "span",
    "table",
    "width_of",
]

# Characters that turn the writing direction could make a title pose as other text.
_TURNERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
_ESCAPE = "\x1b"


def printable(text: str) -> str:
    """`text` on one line and without anything that a terminal would obey."""
    return "".join(
        " " if character in "\t\n\r" else "\ufffd" if unicodedata.category(character) in ("Cc", "Cs") else character
        for character in text
        if character not in _TURNERS
    )


def width_of(text: str) -> int:
    """The columns that `text` takes, colour sequences not counted."""
    if text.isascii() and _ESCAPE not in text:
        return len(text)
    columns, in_sequence = 0, False
    for character in text:
        if in_sequence:
            in_sequence = character != "m"
        elif character == _ESCAPE:
            in_sequence = True
        elif not unicodedata.combining(character):
            columns += 2 if unicodedata.east_asian_width(character) in "WF" else 1
    return columns


def shortened(text: str, columns: int) -> str:
    """Plain `text` cut to `columns`, with an ellipsis where it was cut."""
    if width_of(text) <= columns:
        return text
    kept, used = [], 0
    for character in text:
        used += width_of(character)
        if used >= columns:
            break
        kept.append(character)
    return "".join(kept).rstrip() + "…"


def table(rows: Sequence[Sequence[str]], *, right: Sequence[int] = (), indent: int = 2, gap: int = 2) -> list[str]:
    """Rows of cells as aligned lines; the columns named in `right` stand flush right."""
    if not rows:
        return []
    widths = [max(width_of(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        (" " * indent + (" " * gap).join(_padded(cell, widths[i], i in right) for i, cell in enumerate(row))).rstrip()
        for row in rows
    ]


def _padded(cell: str, columns: int, flush_right: bool) -> str:
    space = " " * (columns - width_of(cell))
    return space + cell if flush_right else cell + space


def bar(fraction: float, columns: int) -> str:
    """A bar filled to `fraction` in eighths of a column; it looks full only when it is."""
    eighths = max(0, min(int(fraction * columns * 8), columns * 8 - (fraction < 1)))
    full, rest = divmod(eighths, 8)
    filled = "█" * full + (" ▏▎▍▌▋▊▉"[rest] if rest else "")
    return filled + "░" * (columns - len(filled))


def in_words(name: str) -> str:
    """`first_task_of_day` as First task of day; what follows a colon stays as it is named."""
    kind, colon, rest = name.partition(":")
    words = kind.replace("_", " ")
    return printable(words[:1].upper() + words[1:] + (f": {rest}" if colon else ""))


def span(duration: timedelta) -> str:
    """5 h 12, 12 min."""
    minutes = max(0, int(duration.total_seconds()) // 60)
    return f"{minutes // 60} h {minutes % 60:02}" if minutes >= 60 else f"{minutes} min"


def day_in_words(day: date, today: date) -> str:
    """today, tomorrow, fri (within a week), 14 Mar, 14 Mar 2031."""
    ahead = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(ahead)
    if near:
        return near
    if 1 < ahead < 7:
        return day.strftime("%a").lower()
    return f"{day.day} {day.strftime('%b' if day.year == today.year else '%b %Y')}"
