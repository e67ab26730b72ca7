"""What docs/achievements.md says is what the tables say, and it keeps the secrets."""

from __future__ import annotations

import runpy
from pathlib import Path

from momentum_desktop.momentum import ACHIEVEMENTS

TOP = Path(__file__).parents[2]
GUIDE = (TOP / "docs" / "achievements.md").read_text(encoding="utf-8")


def test_the_page_is_the_one_that_the_tables_make() -> None:
    listing = runpy.run_path(str(TOP / "scripts" / "achievement_list.py"))["listing"]

    assert listing() == GUIDE, "the tables have changed; run “make docs”"


def test_the_page_tells_of_each_but_not_what_is_secret() -> None:
    for row in ACHIEVEMENTS:
        told = not row.get("secret")
        assert (f"| {row['name']} |" in GUIDE) == told
        assert (row["description"] in GUIDE) == told
