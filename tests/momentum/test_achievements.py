"""What achievements measure, when they are won and in which order (section 4, and entry 8 of section 2)."""

from __future__ import annotations

from typing import Any

import pytest

from momentum_desktop.engine.compilation import compile_rules
from tests.momentum.small_games import Act, achievement, act, bare, bonuses, entries, levels, standing, streak


def progress(fields: dict[str, Any], *acts: Act, **tables: Any) -> Any:
    """How far an achievement with these fields has come."""
    found = standing(bare(achievements=[achievement(**fields)], **tables), *acts, as_of="2026-03-31")
    return found["achievements"]["Won"]["progress"]


def won(document: dict[str, Any], *acts: Act) -> list[list[str]]:
    """The names won at each act, in the order they fall."""
    return [
        [entry.removeprefix("achievement:").rpartition(" ")[0] for entry in given if entry.startswith("achievement:")]
        for given in entries(document, *acts)
    ]


TASK, FOCUS = act("2026-03-02T09:00"), act("2026-03-02T10:00", "focus_session")


def test_count_counts_matching_events() -> None:
    assert progress({"criteria_value": 5}, TASK, FOCUS, TASK) == 2
    assert progress({"criteria_value": 5, "events": ["focus_session", "task_completion"]}, TASK, FOCUS, TASK) == 3


def test_sum_adds_a_field_of_numbers_above_nothing_exactly() -> None:
    total = {"criteria_type": "SUM", "criteria_value": 100, "field": "minutes"}

    def after(*minutes: Any) -> Any:
        return progress(total, *[act("2026-03-02", minutes=given) for given in minutes])

    assert after(10, 15) == 25
    assert after(10, -5, 0, True, "7", None, [3]) == 10
    assert after(0.1, 0.2) == 0.3
    assert after(0.5, 0.5) == 1
    assert isinstance(after(0.5, 0.5), int)
    assert progress(total, TASK) == 0


def test_day_count_is_the_most_in_one_logical_day() -> None:
    busiest = {"criteria_type": "DAY_COUNT", "criteria_value": 9}
    acts = [act("2026-03-02T09:00"), act("2026-03-02T10:00"), act("2026-03-03T03:00"), act("2026-03-03T09:00")]

    assert progress(busiest, *acts) == 3
    assert progress(busiest, *acts[:2], FOCUS) == 2


def test_distinct_days_are_logical_days_with_a_matching_event() -> None:
    active = {"criteria_type": "DISTINCT_DAYS", "criteria_value": 9}

    assert progress(active, act("2026-03-02"), act("2026-03-02"), act("2026-03-03T03:00"), act("2026-03-05")) == 2
    assert progress(active, act("2026-03-02"), act("2026-03-03", "focus_session")) == 1


def test_streak_is_the_longest_count() -> None:
    longest = {"criteria_type": "STREAK", "criteria_value": 9, "streak": "daily"}
    acts = [act(f"2026-03-{day:02}") for day in (2, 3, 4, 6)]

    assert progress(longest, *acts, streaks=[streak()]) == 3
    other = streak(name="other", needed=2)
    assert progress({**longest, "streak": "other"}, *acts, streaks=[streak(), other]) == 0


def test_points_level_and_unlocked_measure_the_standing() -> None:
    acts = [act("2026-03-02"), act("2026-03-03")]

    assert progress({"criteria_type": "POINTS", "criteria_value": 500}, *acts) == 20
    assert progress({"criteria_type": "LEVEL", "criteria_value": 5}, *acts, levels=levels(0, 15, 90)) == 2
    board = bare(
        achievements=[
            achievement("First"),
            achievement("Both", criteria_value=2),
            achievement("Won", criteria_type="UNLOCKED", criteria_value=9),
        ]
    )
    assert standing(board, *acts)["achievements"]["Won"]["progress"] == 2


def test_progress_goes_no_further_than_the_criteria_value() -> None:
    fields = {"criteria_value": 2}
    assert [progress(fields, *[TASK] * number) for number in (0, 1, 2, 5)] == [0, 1, 2, 2]
    half = {"criteria_type": "SUM", "criteria_value": 2.5, "field": "hours"}
    assert progress(half, act("2026-03-02", hours=4)) == 2.5


@pytest.mark.parametrize(
    ("criteria", "until"),
    [
        ({"criteria_type": "COUNT", "criteria_value": 3}, 3),
        ({"criteria_type": "SUM", "criteria_value": 25, "field": "minutes"}, 3),
        ({"criteria_type": "DAY_COUNT", "criteria_value": 2}, 4),
        ({"criteria_type": "DISTINCT_DAYS", "criteria_value": 2}, 2),
        ({"criteria_type": "STREAK", "criteria_value": 2, "streak": "daily"}, 2),
        ({"criteria_type": "POINTS", "criteria_value": 40}, 4),
        ({"criteria_type": "LEVEL", "criteria_value": 2}, 3),
        ({"criteria_type": "UNLOCKED", "criteria_value": 1}, 1),
    ],
    ids=lambda value: value["criteria_type"] if isinstance(value, dict) else "",
)
def test_each_kind_is_won_at_the_event_that_reaches_its_value_and_once(criteria: dict[str, Any], until: int) -> None:
    rules = bare(
        achievements=[achievement(**criteria), achievement("First", points=0)],
        levels=levels(0, 30),
        streaks=[streak()],
    )
    acts = [act(f"2026-03-{day:02}", minutes=10) for day in (2, 3, 4, 4, 5, 6)]

    assert [("Won" in names) for names in won(rules, *acts)] == [number == until for number in range(1, 7)]


def test_an_achievement_is_completed_at_the_instant_of_its_event_with_its_offset() -> None:
    found = standing(bare(achievements=[achievement()]), act("2026-03-02T09:00-05:00"), TASK)

    assert found["achievements"]["Won"] == {
        "progress": 1,
        "completed": True,
        "completed_at": "2026-03-02T09:00:00+00:00",
    }
    late = standing(bare(achievements=[achievement()]), act("2026-03-02T09:00-05:00"))["achievements"]["Won"]
    assert late["completed_at"] == "2026-03-02T09:00:00-05:00"
    assert standing(bare(achievements=[achievement()]))["achievements"]["Won"] == {
        "progress": 0,
        "completed": False,
        "completed_at": None,
    }


@pytest.mark.parametrize("kind", ["COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"])
def test_where_asks_for_exactly_these_values(kind: str) -> None:
    fields = {"criteria_type": kind, "criteria_value": 9, "where": {"done": True, "count": 1}}
    field = {"field": "count"} if kind == "SUM" else {}

    def matches(**metadata: Any) -> bool:
        return bool(progress({**fields, **field}, act("2026-03-02", **metadata)) == 1)

    assert matches(done=True, count=1)
    assert matches(done=True, count=1.0, other=2)
    assert not matches(done=1, count=1)
    assert not matches(done="true", count=1)
    assert not matches(done=True)
    assert not matches(done=True, count=None)
    assert not matches(done=True, count=True)


def test_where_may_ask_for_a_value_inside_of_lists_and_tables() -> None:
    fields = {"criteria_value": 9, "where": {"tags": ["a", 1], "place": {"room": False}}}

    def matches(tags: Any, place: Any) -> bool:
        return bool(progress(fields, act("2026-03-02", tags=tags, place=place)) == 1)

    assert matches(["a", 1.0], {"room": False})
    assert not matches(["a", True], {"room": False})
    assert not matches(["a"], {"room": False})
    assert not matches(["a", 1], {"room": 0})


@pytest.mark.parametrize("kind", ["COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"])
def test_between_asks_for_the_local_time(kind: str) -> None:
    field = {"field": "n"} if kind == "SUM" else {}
    fields = {"criteria_type": kind, "criteria_value": 9, "between": ["23:00", "01:00"], **field}

    def matches(clock: str, **metadata: Any) -> bool:
        return bool(progress(fields, act(f"2026-03-02T{clock}", n=1, **metadata)) == 1)

    assert matches("23:00")
    assert matches("00:59")
    assert matches("23:30-08:00")
    assert not matches("22:59")
    assert not matches("01:00")
    assert not matches("23:30", time_unknown=True)


def test_bonuses_and_milestones_are_no_events() -> None:
    rules = {**bare(**bonuses(first_task_of_day=5)), "achievements": [achievement(criteria_value=9)]}

    assert standing(rules, TASK)["achievements"]["Won"]["progress"] == 1


def test_achievements_fall_in_their_order_and_their_points_count_at_once() -> None:
    rules = bare(
        achievements=[
            achievement("Points", criteria_type="POINTS", criteria_value=15, points=1),
            achievement("Count", points=5),
            achievement("More points", criteria_type="POINTS", criteria_value=15, points=1),
        ]
    )

    # The first pass gives Count (10 + 5 = 15) and then More points; Points must wait for the second.
    assert won(rules, TASK) == [["Count", "More points", "Points"]]


def test_an_achievement_may_bring_a_level_and_the_level_an_achievement() -> None:
    rules = bare(
        levels=levels(0, 100),
        achievements=[
            achievement("Shelf", criteria_type="UNLOCKED", criteria_value=2, points=1),
            achievement("Level", criteria_type="LEVEL", criteria_value=2, points=1),
            achievement("Count", points=90),
        ],
    )

    assert won(rules, TASK) == [["Count", "Level", "Shelf"]]


def test_passes_go_on_until_one_unlocks_none() -> None:
    chain = [
        achievement(f"At {value}", criteria_type="POINTS", criteria_value=value, points=10) for value in (40, 30, 20)
    ]
    rules = bare(achievements=[*chain, achievement("Start", points=10)])

    assert won(rules, TASK) == [["Start", "At 20", "At 30", "At 40"]]


def test_number_won_counts_those_won_in_the_same_pass() -> None:
    rules = bare(
        achievements=[
            achievement("One"),
            achievement("Three", criteria_type="UNLOCKED", criteria_value=2),
            achievement("Two", criteria_type="UNLOCKED", criteria_value=1),
        ]
    )

    assert won(rules, TASK) == [["One", "Two", "Three"]]


def test_the_first_level_is_won_with_the_first_event_that_counts() -> None:
    rules = bare(achievements=[achievement(criteria_type="LEVEL", criteria_value=1)])

    assert won(rules, TASK, FOCUS) == [["Won"], []]
    assert won(rules) == []


def test_points_of_a_streak_milestone_may_win_an_achievement() -> None:
    rules = bare(
        streaks=[streak(milestones={"1": 90})],
        achievements=[achievement(criteria_type="POINTS", criteria_value=100)],
    )

    assert won(rules, TASK) == [["Won"]]


def test_an_achievement_of_no_points_is_an_entry() -> None:
    assert entries(bare(achievements=[achievement(points=0)]), TASK) == [["task_completion 10", "achievement:Won 0"]]


def test_a_late_event_moves_the_moment_an_achievement_is_won() -> None:
    rules = bare(achievements=[achievement(criteria_value=2)])
    acts = [act("2026-03-02"), act("2026-03-04"), act("2026-03-03")]

    assert won(rules, *acts) == [[], [], ["Won"]]
    assert standing(rules, *acts)["achievements"]["Won"]["completed_at"] == "2026-03-03T12:00:00+00:00"


def test_a_level_one_begins_above_goes_no_further_than_the_criteria_value() -> None:
    path = [{**levels(0)[0], "level_number": 7}]
    rules = bare(levels=path, achievements=[achievement(criteria_type="LEVEL", criteria_value=3)])

    assert standing(rules)["achievements"]["Won"] == {"progress": 3, "completed": False, "completed_at": None}


def test_an_achievement_keeps_what_is_written_of_it() -> None:
    written = achievement(description="Do it.", category="focus", icon_name="star", secret=True, tier="gold")
    (made,) = compile_rules(bare(achievements=[written])).achievements

    assert (made.description, made.category, made.icon_name, made.secret, made.tier) == (
        *("Do it.", "focus", "star", True, "gold"),
    )
    (plain,) = compile_rules(bare(achievements=[achievement()])).achievements
    assert (plain.description, plain.secret, plain.tier) == ("", False, None)
