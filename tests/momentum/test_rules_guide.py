"""What docs/rules.md says is so."""

from __future__ import annotations

import re
from pathlib import Path

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.rules_text import read_rules_text
from momentum_desktop.settings import icon_names

GUIDE = Path(__file__).parents[2] / "docs" / "rules.md"


def test_the_example_of_the_guide_is_sound_and_does_what_it_says() -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    text = read_rules_text(example, "rules.toml")
    assert text.faults(icon_names()) == ()
    rules = compile_rules(text.document(), icon_names())
    assert rules.events["reading"].points == 12
    assert rules.events["reading"].work
    assert [streak.name for streak in rules.events["reading"].streaks] == ["reader"]
    assert {rule.name for rule in rules.achievements} > {"Bookworm", "Long haul", "First Spark"}
    assert rules.day_start == 5 * 60


def test_the_guide_names_every_table() -> None:
    guide = GUIDE.read_text(encoding="utf-8")
    assert [table for table in default_document() if f"`{table}`" not in guide] == []
