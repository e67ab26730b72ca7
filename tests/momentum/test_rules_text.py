"""Rules files as people write them: TOML that overrides and adds, each fault with its line, and hostile ones."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest

from momentum_desktop.engine.compilation import compile_rules, faults_in
from momentum_desktop.engine.defaults import default_document, merged
from momentum_desktop.engine.rules_text import RuleFault, read_rules_text
from momentum_desktop.errors import RefusedInput, RulesFault


def document_of(text: str) -> dict[str, Any]:
    """A sound TOML file as a whole document."""
    found = read_rules_text(text, "rules.toml")
    assert found.faults() == ()
    return found.document()


def faults_of(text: str, *, is_json: bool = False) -> list[tuple[int | None, str]]:
    return [(fault.line, fault.where) for fault in read_rules_text(text, "rules", is_json=is_json).faults()]


def test_a_table_that_is_given_takes_the_place_of_the_default_one() -> None:
    text = 'windows = { early_bird = ["05:00", "07:00"] }\nrest_weekdays = ["sunday"]\n'
    document = document_of(text)
    assert document["windows"] == {"early_bird": ["05:00", "07:00"]}
    assert document["rest_weekdays"] == ["sunday"]
    untouched = default_document().keys() - {"windows", "rest_weekdays"}
    assert all(document[name] == default_document()[name] for name in untouched)


def test_more_adds_to_the_end_of_the_default_tables() -> None:
    text = """
[more]
work_events = ["reading"]
vacations = [[2026-07-01, 2026-07-14]]

[more.point_events]
reading = 12
task_completion = 11

[[more.achievements]]
name = "Bookworm"
points = 40
category = "growth"
criteria_type = "COUNT"
criteria_value = 10
events = ["reading"]

[[more.streaks]]
name = "reader"
period = "day"
events = ["reading"]
needed = 1
milestones = { 7 = 20 }
"""
    document, default = document_of(text), default_document()
    assert document["achievements"][:-1] == default["achievements"]
    assert document["achievements"][-1]["name"] == "Bookworm"
    assert [streak["name"] for streak in document["streaks"]][-2:] == ["perfect_weeks", "reader"]
    assert document["point_events"] == {**default["point_events"], "reading": 12, "task_completion": 11}
    assert document["work_events"] == [*default["work_events"], "reading"]
    assert document["vacations"] == [["2026-07-01", "2026-07-14"]]
    assert "more" not in document
    rules = compile_rules(document)
    assert [rule.name for _, rules_of_one in rules.events["reading"].achievements for rule in rules_of_one][
        -1
    ] == "Bookworm"


def test_more_adds_to_the_tables_that_the_file_itself_gives() -> None:
    document = document_of('rest_weekdays = ["sunday"]\nmore.rest_weekdays = ["saturday"]')
    assert document["rest_weekdays"] == ["sunday", "saturday"]


FIELDS: list[tuple[str, str, Any]] = [
    ("day_starts_at = 05:00:00", "day_starts_at", "05:00"),
    ('day_starts_at = "05:30"', "day_starts_at", "05:30"),
    ('week_starts_on = "sunday"', "week_starts_on", "sunday"),
    ('rest_weekdays = ["friday"]', "rest_weekdays", ["friday"]),
    ('vacations = [["2026-07-01", 2026-07-02]]', "vacations", [["2026-07-01", "2026-07-02"]]),
    ('multiplier_streak = ""', "multiplier_streak", None),
    ('multiplier_streak = "focus"', "multiplier_streak", "focus"),
    ("streak_multiplied_events = []", "streak_multiplied_events", []),
    ("complexity_events = []", "complexity_events", []),
    ('work_events = ["focus_session"]', "work_events", ["focus_session"]),
    (
        'complexity_multipliers = { simple = "1", hard = "2.5" }',
        "complexity_multipliers",
        {"simple": "1", "hard": "2.5"},
    ),
    (
        'streak_multipliers = [{ days = 2, multiplier = "1.5" }]',
        "streak_multipliers",
        [{"days": 2, "multiplier": "1.5"}],
    ),
    ("freezes = { earned_every = 3, most = 5 }", "freezes", {"earned_every": 3, "most": 5}),
    (
        '[[levels]]\nlevel_number = 1\npoints_required = 0\ntitle = "Seed"\nperks = ["water"]',
        "levels",
        [{"level_number": 1, "points_required": 0, "title": "Seed", "perks": ["water"]}],
    ),
]


@pytest.mark.parametrize(("text", "table", "value"), FIELDS)
def test_each_table_can_be_written_in_toml(text: str, table: str, value: Any) -> None:
    document = document_of(text)
    assert document[table] == value
    compile_rules(document)


def test_no_streak_multiplies_is_said_alike_in_toml_and_json() -> None:
    for text, is_json in (('multiplier_streak = ""', False), ('{"multiplier_streak": ""}', True)):
        read = read_rules_text(text, "rules", is_json=is_json)
        assert read.faults() == ()
        assert compile_rules(read.document()).multiplier_streak is None


STREAK = '[[more.streaks]]\nname = "mine"\nperiod = "day"\nevents = ["focus_session"]\nneeded = 1\n'
STREAK_FIELDS: list[tuple[str, str, Any]] = [
    ('title = "My own"', "title", "My own"),
    ("freezes = true", "freezes", True),
    ("milestones = { 3 = 5, 10 = 50 }", "milestones", {3: 5, 10: 50}),
    ('field = "minutes"', "field", "minutes"),
    ("distinct_days = true", "distinct_days", True),
    ('weekdays = ["monday", "friday"]', "weekdays", frozenset({0, 4})),
    ("pauses = [[2026-07-01, 2026-07-02], [2026-07-03, 2026-07-03]]", "pauses", ((739798, 739800),)),
]


@pytest.mark.parametrize(("text", "field", "value"), STREAK_FIELDS)
def test_each_optional_field_of_a_streak_can_be_written_in_toml(text: str, field: str, value: Any) -> None:
    without, held = (compile_rules(document_of(STREAK + more)).streaks[-1] for more in ("", text))
    assert getattr(held, field) == value != getattr(without, field)


def test_conditions_of_streaks_and_achievements_can_be_written_in_toml() -> None:
    condition = 'between = ["22:00", "04:00"]\nwhere = { list = "Work", on_time = true, minutes = 12.5 }\n'
    one = '[[more.achievements]]\nname = "A"\npoints = 1\ncategory = "focus"\ncriteria_type = "SUM"\n'
    one += 'criteria_value = 2.5\nfield = "minutes"\nevents = ["focus_session"]\nsecret = true\nicon_name = "gem"\n'
    rules = compile_rules(document_of(STREAK + condition + one + condition))
    achievement = rules.achievements[-1]
    assert (achievement.secret, achievement.icon_name, achievement.field) == (True, "gem", "minutes")
    for held in (rules.streaks[-1].condition, achievement.condition):
        assert held.holds({"list": "Work", "on_time": True, "minutes": 12.5}, 23 * 60)
        assert not held.holds({"list": "Work", "on_time": True, "minutes": 12.5}, 12 * 60)
        assert not held.holds({"list": "Work", "on_time": 1, "minutes": 12.5}, 23 * 60)


FAULTY = '''# Rules with faults
day_starts_at = "4:00"   # 2
rest_weekdays = [
    "saturday",
    "sonday",            # 5
]

[more.point_events]
reading = -1             # 9

[[more.achievements]]
name = """Book
worm"""                  # 13
points = 20
category = "growht"      # 15
criteria_type = "COUNT"
criteria_value = 5
events = ["reading", "read"]   # 18

[[more.achievements]]    # 20
name = "Two"
where = { "a b" = 1, b.c = [1, 2] }
points = 3.5             # 23
category = "focus"
criteria_type = "COUNT"
criteria_value = 5
events = []

[[more.streaks]]         # 29
name = "x"
period = "day"
events = []
  [more.streaks.milestones]
  0 = 4                  # 34
'''


def test_each_fault_is_named_with_its_line() -> None:
    assert faults_of(FAULTY) == [
        (2, "day_starts_at"),
        (5, "rest_weekdays[1]"),
        (9, "more.point_events.reading"),
        (15, "more.achievements[0].category"),
        (18, "more.achievements[0].events[1]"),
        (23, "more.achievements[1].points"),
        (29, "more.streaks[0].needed"),
        (34, "more.streaks[0].milestones.0"),
    ]
    mend = read_rules_text(FAULTY, "rules.toml").faults()[3].what
    assert "did you mean “growth”?" in mend


def test_windows_line_ends_do_not_move_the_lines() -> None:
    assert faults_of(FAULTY.replace("\n", "\r\n")) == faults_of(FAULTY)


def test_faults_of_a_json_file_have_their_lines_too() -> None:
    document = default_document()
    document["achievements"][3]["points"] = "many"
    document["levels"][2]["points_required"] = 0
    text = json.dumps(document, indent=1)
    lines = text.split("\n")
    found = faults_of(text, is_json=True)
    assert [where for _, where in found] == ["levels[2]", "achievements[3].points"]
    assert [lines[(line or 0) - 1].strip()[:9] for line, _ in found] == ["{", '"points":']


def test_a_default_table_that_the_file_no_longer_suits_is_one_fault_that_says_why() -> None:
    faults = read_rules_text("[point_events]\nreading = 5\n[more]\n", "rules.toml").faults()
    (achievements,) = [fault for fault in faults if fault.where == "achievements"]
    assert achievements.line is None
    assert "takes away" in achievements.what
    assert "task_completion" in achievements.what


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("more = 5", "more"),
        ("more.levles = []", "more.levles"),
        ('more.day_starts_at = "05:00"', "more.day_starts_at"),
        ("more.freezes = [1]", "more.freezes"),
        ("[more.achievements]\nname = 1", "more.achievements"),
    ],
)
def test_what_cannot_be_added_is_a_fault(text: str, place: str) -> None:
    assert faults_of(text) == [(1, place)]
    with pytest.raises(RulesFault):
        merged(read_rules_text(text, "rules.toml").given)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a = \n", 1), ("a = 1\nb = = 2\n", 2), ('\n\na = "x', 3), ("[a]\n[a]\n", 2), ("a = 1\na = 2\n", 2)],
)
def test_a_syntax_error_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(RefusedInput, match=f"rules.toml, line {line}: no valid TOML"):
        read_rules_text(text, "rules.toml")


def achievements(count: int, table: str = "more.achievements") -> str:
    one = 'points = 1\ncategory = "focus"\ncriteria_type = "COUNT"\ncriteria_value = 1\nevents = ["focus_session"]\n'
    return "".join(f'[[{table}]]\nname = "{number}"\n{one}' for number in range(count))


HOSTILE = {
    "ten thousand achievements": achievements(10_000),
    "two thousand achievements": achievements(2_000),
    "twenty thousand empty achievements": "[[more.achievements]]\n" * 20_000,
    "thirty thousand event types": "[point_events]\n" + "".join(f"k{number} = 1\n" for number in range(30_000)),
    "names that are almost right": "".join(
        f'[[more.achievements]]\nname = "{number}"\ncriteria_type = "STREAK"\nstreak = "s{number}"\n'
        f'[[streaks]]\nname = "t{number}"\n'
        for number in range(4_000)
    ),
    "a key of many parts": ".".join("a" * 100_000) + " = 1",
    "many keys of many parts": "".join(".".join("a" * 15) + f".k{number} = 1\n" for number in range(9_000)),
    "tables in tables": "a = " + "{a = " * 50_000,
    "lists in lists": "a = " + "[" * 50_000,
    "lists in lists that end": "streaks = " + "[" * 100 + "]" * 100,
    "a name without end": '[[more.streaks]]\nname = "' + "x" * 500_000 + '"',
    "a number of many digits": "a = " + "9" * 100_000,
    "a number beyond all decimals": "a = 1e99999999999999999999",
    "a number in hexadecimals": "day_starts_at = 0x" + "f" * 300_000,
    "no number": "freezes = { earned_every = nan, most = inf }",
    "a list of many": "work_events = [" + '"a",' * 100_000 + "]",
    "fifty megabytes": "#" * 50_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_or_borne(name: str) -> None:
    began = time.process_time()
    try:
        faults: tuple[RuleFault, ...] = read_rules_text(HOSTILE[name], "rules.toml").faults()
    except RefusedInput as refusal:
        told = [str(refusal)]
    else:
        told = [fault.what for fault in faults]
    assert len(told) <= 520
    assert max(map(len, told), default=0) < 3_000
    assert time.process_time() - began < 2


def test_json_beyond_all_bounds_is_refused() -> None:
    for text in (
        "[" * 100_000,
        '{"streaks":' + "9" * 10_000 + "}",
        '{"a":1e99999999999999999999}',
        "{}" + " " * 5_000_000,
    ):
        with pytest.raises(RefusedInput):
            read_rules_text(text, "rules.json", is_json=True)


def test_vacations_that_overlap_are_as_one() -> None:
    document = {**default_document(), "vacations": [["2026-07-05", "2026-07-09"], ["2026-07-01", "2026-07-06"]]}
    document["vacations"] += [["2026-07-10", "2026-07-10"], ["2026-08-01", "2026-08-01"]]
    assert faults_in(document) == ()
    rules = compile_rules(document)
    july = 739798
    away = [day for day in range(july - 2, july + 40) if not rules.day_required(day)]
    assert away == [*range(july, july + 10), july + 31]


@pytest.mark.parametrize("table", ["achievements", "streaks", "levels"])
def test_a_table_of_more_than_five_thousand_is_refused(table: str) -> None:
    """The keys of their rows follow from the number of the rules, five thousand apart."""
    default = default_document()
    one = default[table][-1]
    many = [{**one, "name": str(number)} for number in range(5_001)]
    if table == "levels":
        many = [{**one, "level_number": number + 1, "points_required": number} for number in range(5_001)]
    document = {**default, table: many}

    assert any(place == table and "no more than 5,000" in what for place, what in faults_in(document))
    assert not any("no more than" in what for _, what in faults_in({**document, table: many[:5_000]}))


def test_a_file_is_known_by_the_digest_of_its_rules_unless_a_part_of_it_goes_nowhere() -> None:
    added = "[more.point_events]\nreading = 12\n"
    digest = compile_rules(read_rules_text(added, "rules.toml").document()).digest
    assert read_rules_text("# the same\n" + added, "rules.toml").is_the_one(digest)
    for other in (added.replace("12", "13"), added + "[more.colours]\nred = 1\n", ""):
        assert not read_rules_text(other, "rules.toml").is_the_one(digest)
    assert not read_rules_text("day_starts_at = nan\n", "rules.toml").is_the_one(digest)
