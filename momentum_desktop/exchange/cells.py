"""Cells of a table file: text that a spreadsheet would take for a formula made harmless, and made itself again."""

from __future__ import annotations

import re

SHIELD = "'"
_RISKY = re.compile(r"'*[=+\-@\t\r\n]")
_SHIELDED = re.compile(r"''*[=+\-@\t\r\n]")


def harmless(text: str) -> str:
    """The text, with an apostrophe before it if it, or what follows its own apostrophes, begins like a formula."""
    return SHIELD + text if _RISKY.match(text) else text


def as_it_was(cell: str) -> str:
    """The text that `harmless` made the cell of."""
    return cell[1:] if _SHIELDED.match(cell) else cell
