"""Rules documents: what is refused, where, and that nothing else than a refusal ever comes of a bad one (section 7)."""

from __future__ import annotations

import copy
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.engine.compilation import compile_rules, faults_in
from momentum_desktop.engine.defaults import default_document, merged
from momentum_desktop.errors import RulesFault
from momentum_desktop.settings import icon_names, resource_folder

Path = tuple[str | int, ...]


class Absence(Enum):
    """What stands for a place that is taken out."""

    NOTHING = "nothing"


NOTHING = Absence.NOTHING
ICONS = icon_names()


def changed(path: Path, value: Any) -> dict[str, Any]:
    """The default document with one place set to another value, or taken out (NOTHING)."""
    document: Any = copy.deepcopy(default_document())
    put(document, path, value)
    return dict(document)


def put(document: Any, path: Path, value: Any) -> None:
    """Set one place of a document, or take it out (NOTHING)."""
    for step in path[:-1]:
        document = document[step]
    if value is NOTHING:
        del document[path[-1]]
    else:
        document[path[-1]] = value


def places(document: dict[str, Any], icons: frozenset[str] | None = None) -> list[str]:
    """The places of its faults."""
    return [place for place, _ in faults_in(document, icons)]


STREAK = ("streaks", 0)
ACHIEVEMENT = ("achievements", 0)


def first_of(kind: str) -> Path:
    """The first achievement of the default document that measures by this criteria type."""
    kinds = [row["criteria_type"] for row in default_document()["achievements"]]
    return ("achievements", kinds.index(kind))


STREAK_ACHIEVEMENT, SUM_ACHIEVEMENT = first_of("STREAK"), first_of("SUM")
STREAK_PLACE, SUM_PLACE = (f"{table}[{index}]" for table, index in (STREAK_ACHIEVEMENT, SUM_ACHIEVEMENT))

FAULTS: list[tuple[Path, Any, str]] = [
    # Points: whole, 0 to 1,000,000.
    (("point_events", "task_completion"), -1, "point_events.task_completion"),
    (("point_events", "task_completion"), 1_000_001, "point_events.task_completion"),
    (("point_events", "task_completion"), 1.5, "point_events.task_completion"),
    (("point_events", "task_completion"), True, "point_events.task_completion"),
    (("point_events", "task_completion"), "10", "point_events.task_completion"),
    (("point_events", "task_completion"), None, "point_events.task_completion"),
    ((*ACHIEVEMENT, "points"), -5, "achievements[0].points"),
    ((*ACHIEVEMENT, "points"), 0.5, "achievements[0].points"),
    ((*STREAK, "milestones"), {"3": 1_000_001}, "streaks[0].milestones.3"),
    ((*STREAK, "milestones"), {"3": 2.5}, "streaks[0].milestones.3"),
    # Above nothing.
    ((*STREAK, "needed"), 0, "streaks[0].needed"),
    ((*STREAK, "needed"), -1, "streaks[0].needed"),
    ((*STREAK, "needed"), True, "streaks[0].needed"),
    ((*STREAK, "needed"), "1", "streaks[0].needed"),
    ((*STREAK, "needed"), float("nan"), "streaks[0].needed"),
    ((*STREAK, "needed"), float("inf"), "streaks[0].needed"),
    ((*ACHIEVEMENT, "criteria_value"), 0, "achievements[0].criteria_value"),
    ((*ACHIEVEMENT, "criteria_value"), -2.5, "achievements[0].criteria_value"),
    ((*ACHIEVEMENT, "criteria_value"), None, "achievements[0].criteria_value"),
    # Milestones: whole numbers from 1 up.
    ((*STREAK, "milestones"), {"0": 5}, "streaks[0].milestones.0"),
    ((*STREAK, "milestones"), {"7": 5, "07": 6}, "streaks[0].milestones.07"),
    ((*STREAK, "milestones"), {"9" * 5000: 5}, f"streaks[0].milestones.{'9' * 5000}"),
    ((*STREAK, "milestones"), {"-3": 5}, "streaks[0].milestones.-3"),
    ((*STREAK, "milestones"), {"2.5": 5}, "streaks[0].milestones.2.5"),
    ((*STREAK, "milestones"), {"three": 5}, "streaks[0].milestones.three"),
    ((*STREAK, "milestones"), {"٣": 5}, "streaks[0].milestones.٣"),
    ((*STREAK, "milestones"), [3], "streaks[0].milestones"),
    # Multipliers: decimals from 0 to 100 with at most four places.
    (("complexity_multipliers", "epic"), "-0.1", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "100.0001", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "1.00001", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "NaN", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "Infinity", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "three", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "1e999999", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "1_5", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), "٣", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), " 3", "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), None, "complexity_multipliers.epic"),
    (("complexity_multipliers", "epic"), True, "complexity_multipliers.epic"),
    (("streak_multipliers", 1, "multiplier"), "101", "streak_multipliers[1].multiplier"),
    (("streak_multipliers", 1, "multiplier"), NOTHING, "streak_multipliers[1].multiplier"),
    # Tiers ascend.
    (("streak_multipliers", 1, "days"), 3, "streak_multipliers[1].days"),
    (("streak_multipliers", 1, "days"), 2, "streak_multipliers[1].days"),
    (("streak_multipliers", 0, "days"), 0, "streak_multipliers[0].days"),
    (("streak_multipliers", 0, "days"), 1.5, "streak_multipliers[0].days"),
    (("streak_multipliers", 0, "days"), NOTHING, "streak_multipliers[0].days"),
    # Levels ascend from 0 points.
    (("levels", 0, "points_required"), 1, "levels[0].points_required"),
    (("levels", 2, "points_required"), 100, "levels[2]"),
    (("levels", 2, "points_required"), -1, "levels[2].points_required"),
    (("levels", 2, "level_number"), 2, "levels[2]"),
    (("levels", 2, "level_number"), 0, "levels[2].level_number"),
    (("levels", 2, "title"), "", "levels[2].title"),
    (("levels", 2, "title"), NOTHING, "levels[2].title"),
    (("levels", 2, "perks"), "all of them", "levels[2].perks"),
    (("levels",), [], "levels[0].points_required"),
    # Windows.
    (("windows", "night_owl"), ["22:00", "22:00"], "windows.night_owl"),
    (("windows", "night_owl"), ["22:00"], "windows.night_owl"),
    (("windows", "night_owl"), ["22:00", "24:00"], "windows.night_owl[1]"),
    (("windows", "night_owl"), ["10 pm", "04:00"], "windows.night_owl[0]"),
    (("windows", "lunch"), ["12:00", "13:00"], "windows.lunch"),
    ((*STREAK, "between"), ["08:00", "08:00"], "streaks[0].between"),
    ((*STREAK, "between"), ["8:00", "09:00"], "streaks[0].between[0]"),
    ((*ACHIEVEMENT, "between"), ["08:60", "09:00"], "achievements[0].between[0]"),
    (("day_starts_at",), "4", "day_starts_at"),
    (("day_starts_at",), 4, "day_starts_at"),
    # From ≤ to.
    (("vacations",), [["2026-07-14", "2026-07-01"]], "vacations[0]"),
    (("vacations",), [["2026-07-01", "2026-02-30"]], "vacations[0]"),
    (("vacations",), [["2026-07-01"]], "vacations[0]"),
    (("vacations",), ["2026-07-01"], "vacations[0]"),
    (("vacations",), [["2026-W27-1", "2026-W28-1"]], "vacations[0]"),
    ((*STREAK, "pauses"), [["2026-07-01", "2026-07-02"], ["2026-07-14", "2026-07-01"]], "streaks[0].pauses[1]"),
    # Every name that is used exists.
    (("work_events",), ["task_completion", "napping"], "work_events[1]"),
    (("complexity_events",), ["napping"], "complexity_events[0]"),
    (("streak_multiplied_events",), ["napping"], "streak_multiplied_events[0]"),
    (("multiplier_streak",), "daily_nap", "multiplier_streak"),
    (("rest_weekdays",), ["Sunday"], "rest_weekdays[0]"),
    (("week_starts_on",), "moonday", "week_starts_on"),
    ((*STREAK, "events"), ["napping"], "streaks[0].events[0]"),
    ((*STREAK, "events"), NOTHING, "streaks[0].events"),
    ((*STREAK, "weekdays"), ["monday", 2], "streaks[0].weekdays[1]"),
    ((*STREAK, "period"), "month", "streaks[0].period"),
    ((*ACHIEVEMENT, "events"), NOTHING, "achievements[0].events"),
    ((*ACHIEVEMENT, "category"), "sleep", "achievements[0].category"),
    ((*ACHIEVEMENT, "criteria_type"), "LUCK", "achievements[0].criteria_type"),
    ((*ACHIEVEMENT, "icon_name"), "no_such_icon", "achievements[0].icon_name"),
    ((*STREAK_ACHIEVEMENT, "streak"), "daily_nap", f"{STREAK_PLACE}.streak"),
    ((*STREAK_ACHIEVEMENT, "streak"), NOTHING, f"{STREAK_PLACE}.streak"),
    ((*SUM_ACHIEVEMENT, "field"), NOTHING, f"{SUM_PLACE}.field"),
    # Also the names that its criterion does not ask for.
    ((*SUM_ACHIEVEMENT, "streak"), "daily_nap", f"{SUM_PLACE}.streak"),
    ((*SUM_ACHIEVEMENT, "streak"), "\ud800", f"{SUM_PLACE}.streak"),
    ((*STREAK_ACHIEVEMENT, "events"), ["napping"], f"{STREAK_PLACE}.events[0]"),
    ((*STREAK_ACHIEVEMENT, "events"), "task_completion", f"{STREAK_PLACE}.events"),
    ((*STREAK_ACHIEVEMENT, "between"), ["08:00", "08:00"], f"{STREAK_PLACE}.between"),
    ((*STREAK_ACHIEVEMENT, "where"), {"series": "\ud800"}, f"{STREAK_PLACE}.where.series"),
    ((*STREAK_ACHIEVEMENT, "field"), "\ud800", f"{STREAK_PLACE}.field"),
    ((*STREAK_ACHIEVEMENT, "field"), 5, f"{STREAK_PLACE}.field"),
    # Every bonus has points, and is one.
    (("point_events", "early_bird"), NOTHING, "point_events.early_bird"),
    (("derived_events",), ["lunch_break"], "point_events.lunch_break"),
    # Names are unique, and are names.
    (("streaks", 1, "name"), "daily_activity", "streaks[1].name"),
    (("achievements", 1, "name"), "First Spark", "achievements[1].name"),
    ((*ACHIEVEMENT, "name"), "", "achievements[0].name"),
    ((*ACHIEVEMENT, "name"), "\0", "achievements[0].name"),
    ((*ACHIEVEMENT, "name"), "\ud800", "achievements[0].name"),
    ((*ACHIEVEMENT, "name"), NOTHING, "achievements[0].name"),
    ((*STREAK, "name"), 7, "streaks[0].name"),
    # Freezes, flags and shapes.
    (("freezes", "earned_every"), 0, "freezes.earned_every"),
    (("freezes", "most"), -1, "freezes.most"),
    (("freezes", "most"), NOTHING, "freezes.most"),
    (("freezes", "melt"), 1, "freezes.melt"),
    ((*STREAK, "freezes"), 1, "streaks[0].freezes"),
    ((*STREAK, "distinct_days"), "yes", "streaks[0].distinct_days"),
    ((*STREAK, "field"), 5, "streaks[0].field"),
    ((*STREAK, "where"), "series", "streaks[0].where"),
    ((*STREAK, "mood"), "good", "streaks[0].mood"),
    ((*ACHIEVEMENT, "secret"), 1, "achievements[0].secret"),
    ((*ACHIEVEMENT, "tier"), "platinum", "achievements[0].tier"),
    ((*ACHIEVEMENT, "tier"), None, "achievements[0].tier"),
    ((*ACHIEVEMENT, "mood"), "good", "achievements[0].mood"),
    (("streaks",), {}, "streaks"),
    (("streaks", 0), "daily", "streaks[0]"),
    (("levels", 0, "mood"), 1, "levels[0].mood"),
    (("point_events",), [], "point_events"),
    (("complexity_multipliers", "simple"), NOTHING, "complexity_multipliers.simple"),
    (("napping",), {}, "napping"),
]


@pytest.mark.parametrize(
    ("path", "value", "place"), FAULTS, ids=[f"{index}-{fault[2][:60]}" for index, fault in enumerate(FAULTS)]
)
def test_a_fault_is_refused_at_its_place(path: Path, value: Any, place: str) -> None:
    document = changed(path, value)

    found = faults_in(document, ICONS)

    assert place in [where for where, _ in found]
    assert all(what.strip() for _, what in found)
    with pytest.raises(RulesFault) as refusal:
        compile_rules(document, ICONS)
    assert refusal.value.faults == found


def test_rules_that_were_taken_already_hold_though_what_they_do_not_ask_for_is_gone() -> None:
    for part, value in (("events", ["napping"]), ("field", 5), ("icon_name", "gone")):
        document = changed((*STREAK_ACHIEVEMENT, part), value)
        assert faults_in(document, ICONS)
        assert faults_in(document) == ()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("point_events", "task_completion"), 0),
        (("point_events", "task_completion"), 1_000_000),
        (("point_events", "task_completion"), 10.0),
        ((*STREAK, "needed"), 0.25),
        ((*STREAK, "milestones"), {"1": 0}),
        ((*STREAK, "milestones"), {}),
        ((*STREAK, "weekdays"), []),
        (("complexity_multipliers", "epic"), "100"),
        (("complexity_multipliers", "epic"), "0"),
        (("complexity_multipliers", "epic"), "0.0001"),
        (("complexity_multipliers", "epic"), "1.50000"),
        (("complexity_multipliers", "epic"), ".5"),
        (("complexity_multipliers", "epic"), "1e1"),
        (("complexity_multipliers", "epic"), 2.5),
        (("streak_multipliers",), []),
        (("multiplier_streak",), None),
        (("vacations",), [["2026-07-01", "2026-07-01"]]),
        (("vacations",), [[date(2026, 7, 1), date(2026, 7, 2)]]),
        (("freezes", "most"), 0),
        (("achievements",), []),
        (("rest_weekdays",), ["saturday", "sunday"]),
        (("levels", 3, "perks"), NOTHING),
        ((*ACHIEVEMENT, "description"), NOTHING),
        ((*ACHIEVEMENT, "icon_name"), NOTHING),
        ((*ACHIEVEMENT, "secret"), True),
        ((*ACHIEVEMENT, "tier"), "gold"),
        # What its criterion does not ask for may be there, or be null.
        ((*SUM_ACHIEVEMENT, "streak"), "daily_activity"),
        ((*SUM_ACHIEVEMENT, "streak"), None),
        ((*STREAK_ACHIEVEMENT, "events"), ["task_completion"]),
        ((*STREAK_ACHIEVEMENT, "where"), None),
        ((*STREAK, "title"), "Every day"),
        # A bonus is no event: it may be named, and matches nothing.
        (("work_events",), ["task_completion", "perfect_week"]),
        ((*ACHIEVEMENT, "events"), ["early_bird"]),
    ],
    ids=str,
)
def test_what_lies_inside_the_bounds_is_taken(path: Path, value: Any) -> None:
    assert faults_in(changed(path, value), ICONS) == ()


def test_the_default_document_is_sound_also_with_the_icons_that_exist() -> None:
    icons = {path.stem for path in (resource_folder() / "icons").rglob("*.svg")}

    assert places(default_document(), frozenset(icons)) == []


@pytest.mark.parametrize("key", sorted(default_document()))
def test_a_table_that_is_missing_is_named(key: str) -> None:
    assert key in places(changed((key,), NOTHING))


@pytest.mark.parametrize("key", ["name", "period", "events", "needed"])
def test_what_a_streak_must_have_is_named(key: str) -> None:
    assert f"streaks[0].{key}" in places(changed((*STREAK, key), NOTHING))


@pytest.mark.parametrize("key", ["name", "points", "category", "criteria_type", "criteria_value", "events"])
def test_what_an_achievement_must_have_is_named(key: str) -> None:
    assert f"achievements[0].{key}" in places(changed((*ACHIEVEMENT, key), NOTHING))


def test_all_faults_are_found_at_once() -> None:
    document = changed(("point_events", "task_completion"), -1)
    document["streaks"][0]["needed"] = 0
    document["levels"][1]["title"] = None

    assert places(document) == ["point_events.task_completion", "streaks[0].needed", "levels[1].title"]


def test_a_fault_says_which_name_was_meant() -> None:
    ((_, what),) = faults_in(changed(("work_events",), ["task_completoin"]))

    assert "did you mean “task_completion”?" in what


@pytest.mark.parametrize("document", [None, [], "rules", 7, {}, {7: 7}, {"streaks": None}], ids=str)
def test_what_is_no_document_is_refused(document: Any) -> None:
    with pytest.raises(RulesFault):
        compile_rules(document)


def test_own_tables_lie_over_the_default_ones() -> None:
    rules = compile_rules(merged({"point_events": {**default_document()["point_events"], "focus_session": 99}}))

    assert rules.events["focus_session"].points == 99
    assert rules.events["task_completion"].points == 10


def test_one_document_has_one_digest_whatever_the_order_of_its_keys() -> None:
    document = default_document()
    turned = dict(reversed(list(document.items())))

    assert compile_rules(document).digest == compile_rules(turned).digest
    assert compile_rules(document).digest != compile_rules(merged({"day_starts_at": "05:00"})).digest


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), "\ud800", "\0", {"\ud800": 1}, datetime(2026, 1, 1).time(), {1, 2}],  # noqa: DTZ001
    ids=ascii,
)
def test_where_asks_only_for_values_that_json_has(value: Any) -> None:
    assert places(changed((*STREAK, "where"), {"series": value}))[0].startswith("streaks[0].where.series")


def every_path(value: Any, path: Path = ()) -> list[Path]:
    """The paths to all places of a document."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    return [found for key, item in inner for found in ((*path, key), *every_path(item, (*path, key)))]


PATHS = every_path(default_document())
ODD = st.one_of(
    st.just(NOTHING),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=5),
    st.text(alphabet=st.characters(categories=["Cs"]), min_size=1, max_size=2),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=2),
    st.lists(st.one_of(st.none(), st.text(max_size=3), st.integers()), max_size=3),
    st.dictionaries(st.one_of(st.text(max_size=3), st.integers(), st.just("\ud800")), st.floats(), max_size=2),
)


@given(st.lists(st.tuples(st.sampled_from(PATHS), ODD), min_size=1, max_size=3))
def test_a_document_is_taken_or_refused_with_its_faults_and_nothing_else(changes: list[tuple[Path, Any]]) -> None:
    document: Any = copy.deepcopy(default_document())
    for path, value in changes:
        try:
            put(document, path, value)
        except (KeyError, IndexError, TypeError):
            continue

    faults = faults_in(document)

    assert all(isinstance(place, str) and what for place, what in faults)


@given(ODD, st.sampled_from(["where", "title", "milestones", "weekdays", "pauses", "field", "between"]))
def test_an_odd_field_of_a_streak_is_taken_or_refused(value: Any, field: str) -> None:
    faults_in(changed((*STREAK, field), value if value is not NOTHING else None))


@given(st.dictionaries(st.text(max_size=3) | st.just("\ud800"), st.decimals() | st.floats() | st.text(), max_size=3))
def test_an_odd_table_of_multipliers_is_taken_or_refused(table: dict[str, Any]) -> None:
    faults_in(changed(("complexity_multipliers",), {"simple": Decimal(1), **table}))
