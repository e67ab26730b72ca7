"""A thing is called the same in the window and on the command line."""

from __future__ import annotations

import io

import pytest

from momentum_desktop.cli.outcomes import outcome_lines
from momentum_desktop.cli.terminal import Terminal
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.explanation import Reason, Source
from momentum_desktop.engine.values import Entry
from momentum_desktop.gui.toast_words import Lore, ledger_in_words, points_line
from momentum_desktop.gui.wording import grouped
from momentum_desktop.service.kind_words import KINDS, kind_in_words
from momentum_desktop.service.why_words import name_of
from tests.gui.samples import outcome

RULES = compile_rules(default_document())
TITLES = {streak.name: streak.title for streak in RULES.streaks}
LORE = Lore({}, TITLES, {})


@pytest.mark.parametrize(
    "kind", [*RULES.events, *RULES.bonuses, "streak_milestone:daily_activity", "achievement:First Spark"]
)
def test_a_line_of_the_ledger_has_one_name(kind: str) -> None:
    made = outcome(Entry(kind, 10))
    in_toast = ledger_in_words(made, LORE)[0][0]
    on_the_command_line = outcome_lines(made, Terminal(io.StringIO(), io.StringIO(), {}))[0]

    assert on_the_command_line.split("  ")[1:2] == [in_toast]


def test_the_reasons_use_these_names_too() -> None:
    assert KINDS.keys() <= {*RULES.events, *RULES.bonuses}
    for kind in RULES.events:
        reason = Reason(kind, 10, Source.EVENT, kind, 10)
        assert name_of(reason, RULES) == kind_in_words(kind)


def test_what_is_lost_has_a_true_minus_everywhere() -> None:
    assert points_line(-1234, LORE) == ("−1,234 points",)
    assert grouped(-5) == "−5"
