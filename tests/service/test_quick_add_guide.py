"""What docs/quick-add.md says is understood is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from momentum_desktop.service.quick_add import parse_quick_add

GUIDE = Path(__file__).parents[2] / "docs" / "quick-add.md"
KINDS = {
    "day": "due",
    "day that is over": "due",
    "time": "time",
    "repeat": "repeat",
    "from completion": "repeat",
    "start": "start",
    "reminder": "reminder",
    "how long": "minutes",
    "complexity, priority": "complexity priority",
    "tag, list, goal": "tag list",
    "a habit's amount": "amount",
}


def examples() -> list[tuple[str, str]]:
    """(what, words) of each row of the table of the guide."""
    rows = re.findall(r"^\| (.+?) \| (.*`.*) \|$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    return [(what, words) for what, how in rows for words in re.findall("`(.+?)`", how) if words != "@"]


def test_the_guide_has_a_row_for_each_kind() -> None:
    assert {what for what, _ in examples()} == set(KINDS)


@pytest.mark.parametrize(("what", "words"), examples())
def test_each_example_of_the_guide_is_understood(what: str, words: str) -> None:
    line = words if "remind me to" in words else f"Tidy {words}"
    understood = parse_quick_add(f"{line} daily" if what == "a habit's amount" else line, date(2026, 3, 4))
    assert {chip.kind for chip in understood.chips} & set(KINDS[what].split())
    assert (understood.draft.repeat_from == "completion") == (what == "from completion")
    assert understood.draft.title == ("call Bob" if "remind me to" in words else "Tidy")
