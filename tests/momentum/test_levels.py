"""Levels: the highest whose points are reached."""

from __future__ import annotations

import pytest

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.step import initial_state
from tests.momentum.small_games import achievement, act, bare, levels, recorded, standing


@pytest.mark.parametrize(("points", "level"), [(0, 1), (9, 1), (10, 2), (29, 2), (30, 7), (10**9, 7)])
def test_a_level_begins_with_its_points_and_numbers_may_leave_gaps(points: int, level: int) -> None:
    table = levels(0, 10, 30)
    table[2]["level_number"] = 7

    assert compile_rules(bare(levels=table)).level_for(points).level_number == level


def test_ten_levels_each_twice_as_far_as_the_one_before() -> None:
    rules = compile_rules(default_document())

    assert [(level.level_number, level.points_required) for level in rules.levels] == [
        (number, 100 * (2 ** (number - 1) - 1)) for number in range(1, 11)
    ]
    assert all(level.title for level in rules.levels)


def test_the_report_names_the_level_and_its_title() -> None:
    found = standing(bare(levels=levels(0, 20)), act("2026-03-02"), act("2026-03-03"))

    assert (found["level"], found["title"]) == (2, "Level 2")
    assert standing(bare(levels=levels(0, 20)))["title"] == "Level 1"


def test_an_outcome_says_when_a_level_is_reached() -> None:
    rules = compile_rules(bare(levels=levels(0, 15, 25), achievements=[achievement(criteria_value=2, points=20)]))
    acts = [act("2026-03-02"), act("2026-03-03"), act("2026-03-04")]

    found = [
        (outcome.level_number, outcome.level_up, outcome.total_points)
        for outcome in outcomes(recorded(rules, *acts), rules, initial_state(rules))
    ]

    assert found == [(1, False, 10), (3, True, 40), (3, False, 50)]


def test_events_in_order_never_lower_the_total_or_the_level() -> None:
    rules = compile_rules(default_document())
    acts = [
        act(f"2026-{month:02}-{day:02}T{hour:02}:00") for month in (1, 2, 3) for day in range(1, 29) for hour in (6, 23)
    ]
    state = initial_state(rules)
    before = (0, 1)

    for outcome in outcomes(recorded(rules, *acts), rules, state):
        after = (outcome.total_points, outcome.level_number)
        assert after[0] >= before[0]
        assert after[1] >= before[1]
        before = after
    assert before[1] > 5


def test_a_level_keeps_what_it_unlocks() -> None:
    path = [{**levels(0)[0], "perks": ["themes", "gold_frame"]}]

    assert compile_rules(bare(levels=path)).levels[0].perks == ("themes", "gold_frame")
