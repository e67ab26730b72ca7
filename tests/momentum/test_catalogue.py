"""The catalogue: what the table of achievements must hold, and a life for each of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import pytest

from momentum_desktop.engine.achievements import measure_of
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import advance, initial_state, step
from momentum_desktop.momentum import ACHIEVEMENTS, LEVELS, AchievementCategory, AchievementTier, CriteriaType
from momentum_desktop.settings import icon_names
from tests.momentum.catalogue_lives import MONDAY, PLANNER, busy_life, life_for, recorded

COUNTED = {CriteriaType.COUNT, CriteriaType.DAY_COUNT, CriteriaType.DISTINCT_DAYS, CriteriaType.STREAK}
LONGEST_WAY = timedelta(days=2 * 366)
UNKIND = ("fail", "lazy", "guilt", "shame", "wasted", "excuse", "finally", "should", "must have", "lost")
TIERS = list(AchievementTier)


@pytest.fixture(scope="module")
def rules() -> Rules:
    return compile_rules(default_document())


@pytest.fixture(scope="module")
def busy(rules: Rules) -> dict[str, timedelta]:
    """After how long a busy life wins each achievement."""
    state = initial_state(rules)
    won: dict[str, timedelta] = {}
    for deed, event in recorded(busy_life(), rules):
        after = deed.moment - MONDAY
        if len(won) == len(ACHIEVEMENTS) or after > LONGEST_WAY:
            break
        for outcome in outcomes((event,), rules, state):
            won.update(dict.fromkeys(outcome.achievements_unlocked, after))
    return won


def families() -> dict[tuple[str, str], list[dict[str, Any]]]:
    """The achievements that have a tier, by category and icon."""
    found = defaultdict(list)
    for row in ACHIEVEMENTS:
        if "tier" in row:
            found[row["category"], row["icon_name"]].append(row)
    return found


def test_there_is_enough_to_play_for_in_every_category() -> None:
    assert len(ACHIEVEMENTS) >= 72
    by_category = Counter(row["category"] for row in ACHIEVEMENTS)
    assert set(by_category) == set(AchievementCategory)
    assert min(by_category.values()) >= 10


def test_every_criteria_type_is_used_and_every_category_keeps_a_secret() -> None:
    assert {row["criteria_type"] for row in ACHIEVEMENTS} == set(CriteriaType)
    assert {row["category"] for row in ACHIEVEMENTS if row.get("secret")} == set(AchievementCategory)


def test_task_master_is_what_it_always_was() -> None:
    (master,) = [row for row in ACHIEVEMENTS if row["name"] == "Task Master"]
    assert (master["criteria_type"], master["criteria_value"], master["events"]) == ("COUNT", 100, ["task_completion"])
    assert (master["points"], master["category"], master["icon_name"]) == (500, "productivity", "trophy")
    assert "where" not in master
    assert "between" not in master


def test_no_two_are_alike() -> None:
    for key in ("name", "description"):
        words = [row[key].casefold() for row in ACHIEVEMENTS]
        assert len(set(words)) == len(words)
    endings = [row["description"].rpartition(". ")[2] for row in ACHIEVEMENTS]
    assert len(set(endings)) == len(endings)
    told = {"name", "description", "points", "category", "icon_name", "tier", "secret"}
    asked = [repr(sorted((key, row[key]) for key in row.keys() - told)) for row in ACHIEVEMENTS]
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("row", ACHIEVEMENTS, ids=lambda row: row["name"])
def test_each_is_told_in_a_few_kind_words_and_has_its_picture(row: dict[str, Any]) -> None:
    assert 3 <= len(row["name"]) <= 24
    assert 40 <= len(row["description"]) <= 95
    assert row["description"].endswith(".")
    assert row["description"][0].isupper()
    assert not any(word in row["description"].casefold() for word in UNKIND)
    assert row["icon_name"] in icon_names()
    if not row.get("secret") and row["criteria_type"] != CriteriaType.LEVEL and row["criteria_value"] > 5:
        assert f"{row['criteria_value']:,}" in row["description"]


def test_a_family_is_of_bronze_silver_and_gold_and_each_asks_and_gives_more() -> None:
    assert len(families()) >= 20
    for rows in families().values():
        assert [row["tier"] for row in rows] == TIERS
        assert [row["points"] for row in rows] == sorted({row["points"] for row in rows})
        if len({row["criteria_type"] for row in rows}) == 1:
            assert [row["criteria_value"] for row in rows] == sorted({row["criteria_value"] for row in rows})


def test_an_icon_belongs_to_one_family() -> None:
    by_icon = defaultdict(set)
    for row in ACHIEVEMENTS:
        by_icon[row["icon_name"]].add((row["category"], "tier" in row))
    assert len(by_icon) >= 30
    assert all(len(families_of_it) == 1 for families_of_it in by_icon.values())


def test_achievements_do_not_dwarf_the_work() -> None:
    assert sum(row["points"] for row in ACHIEVEMENTS) < LEVELS[-1]["points_required"] / 4
    assert all(5 <= row["points"] <= 750 for row in ACHIEVEMENTS)


@pytest.mark.parametrize("row", ACHIEVEMENTS, ids=lambda row: row["name"])
def test_each_asks_only_for_what_the_planner_writes(row: dict[str, Any]) -> None:
    for event_type in row.get("events", ()):
        known = PLANNER[event_type]
        assert all(key in known and known[key](value) for key, value in row.get("where", {}).items())
        assert "field" not in row or row["field"] in known


@pytest.mark.parametrize("row", ACHIEVEMENTS, ids=lambda row: row["name"])
def test_each_has_a_life_that_wins_it_and_not_a_step_earlier(
    row: dict[str, Any], rules: Rules, busy: dict[str, timedelta]
) -> None:
    kind, value = row["criteria_type"], row["criteria_value"]
    if kind not in COUNTED and kind != CriteriaType.SUM:
        assert busy[row["name"]] <= LONGEST_WAY
        return
    (rule,) = [each for each in rules.achievements if each.name == row["name"]]
    state, steps, tally = initial_state(rules), 0, 0
    for deed, event in recorded(life_for(row), rules):
        assert deed.moment - MONDAY <= LONGEST_WAY
        before = measure_of(rule, state)
        outcome = step(state, event, rules)
        won = row["name"] in outcome.achievements_unlocked
        advance(state, outcome)
        if not deed.leads:
            assert not won
            assert measure_of(rule, state) == before
            continue
        steps += 1
        tally += deed.metadata.get(row.get("field", ""), 0)
        if won:
            break
    assert before < value == measure_of(rule, state)
    if kind == CriteriaType.SUM:
        assert tally - deed.metadata[row["field"]] < value <= tally
    elif kind == CriteriaType.DAY_COUNT:
        # One day that falls short by one, then the day that does it.
        assert steps == 2 * value - 1
    else:
        assert steps == value


def test_points_level_and_number_won_are_measured_to_the_point(rules: Rules) -> None:
    rows = [rule for rule in rules.achievements if rule.criteria_type in ("POINTS", "LEVEL", "UNLOCKED")]
    state = initial_state(rules)
    for _, event in recorded(busy_life(), rules):
        before = {rule.name: measure_of(rule, state) for rule in rows}
        outcome = step(state, event, rules)
        advance(state, outcome)
        for rule in rows:
            if rule.name in outcome.achievements_unlocked:
                assert before[rule.name] < rule.criteria_value
                assert measure_of(rule, state) == rule.criteria_value
        rows = [rule for rule in rows if rule.name not in state.unlocked]
        if not rows:
            break
        assert all(measure_of(rule, state) < rule.criteria_value for rule in rows)


def test_one_busy_life_wins_them_all(busy: dict[str, timedelta]) -> None:
    assert [row["name"] for row in ACHIEVEMENTS if row["name"] not in busy] == []
