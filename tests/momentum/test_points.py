"""What one event is worth (section 2): its points, the bonuses of its day and week, and where its entries stand."""

from __future__ import annotations

import pytest

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.replay import replay
from momentum_desktop.engine.values import Event
from tests.momentum.small_games import (
    achievement,
    act,
    bare,
    bonuses,
    entries,
    played,
    points,
    recorded,
    standing,
    streak,
)


@pytest.mark.parametrize(
    ("complexity", "given"),
    [("trivial", 5), ("simple", 10), ("moderate", 15), ("complex", 20), ("epic", 30)],
)
def test_complexity_multiplies_the_points(complexity: str, given: int) -> None:
    assert points(bare(), act("2026-03-02", complexity=complexity)) == [given]


def test_a_task_without_complexity_is_simple() -> None:
    doubled = bare(complexity_multipliers={"simple": "2", "epic": "3"})

    assert points(doubled, act("2026-03-02")) == [20]


def test_complexity_is_ignored_on_types_that_have_none() -> None:
    assert points(bare(), act("2026-03-02", "focus_session", complexity="epic")) == [7]
    assert points(bare(), act("2026-03-02", "focus_session", complexity=None)) == [7]
    assert points(bare(), act("2026-03-02", "focus_session", complexity="never heard of")) == [7]


@pytest.mark.parametrize(
    ("worth", "multiplier", "given"),
    [
        (5, "0.5", 3),
        (7, "0.5", 4),
        (10, "0.05", 1),
        (10, "0.0499", 0),
        (3, "1.5", 5),
        (1, "0.5", 1),
        (10, "1.2345", 12),
    ],
)
def test_points_are_rounded_half_up(worth: int, multiplier: str, given: int) -> None:
    rules = bare(
        point_events={"task_completion": worth, "focus_session": 7, "goal_completion": 50},
        complexity_multipliers={"simple": multiplier},
    )

    assert points(rules, act("2026-03-02")) == [given]


def test_points_are_rounded_once_after_both_multipliers() -> None:
    rules = bare(
        point_events={"task_completion": 5, "focus_session": 7, "goal_completion": 50},
        complexity_multipliers={"simple": "0.5"},
        streaks=[streak()],
        multiplier_streak="daily",
        streak_multipliers=[{"days": 1, "multiplier": "1.5"}],
    )

    # 5 × 0.5 × 1.5 = 3.75; rounded after each it would be 3 × 1.5 = 4.5, so 5.
    assert points(rules, act("2026-03-02")) == [4]


def test_multipliers_are_exact_decimals() -> None:
    rules = bare(
        point_events={"task_completion": 1_000_000, "focus_session": 7, "goal_completion": 50},
        complexity_multipliers={"simple": "0.0001"},
        streaks=[streak()],
        multiplier_streak="daily",
        streak_multipliers=[{"days": 1, "multiplier": "1.005"}],
    )

    # 100 × 1.005 = 100.5 exactly; as binary fractions it falls just short.
    assert points(rules, act("2026-03-02")) == [101]


def test_an_entry_of_no_points_is_an_entry() -> None:
    nothing = bare(complexity_multipliers={"simple": "0"})

    assert entries(nothing, act("2026-03-02")) == [["task_completion 0"]]


def test_a_streak_multiplies_from_its_tier_on_and_counts_the_event_itself() -> None:
    rules = bare(
        streaks=[streak()],
        multiplier_streak="daily",
        streak_multipliers=[{"days": 2, "multiplier": "1.5"}, {"days": 3, "multiplier": "2"}],
    )

    days = [act(f"2026-03-{day:02}") for day in (2, 3, 4, 5)]
    assert points(rules, *days) == [10, 15, 20, 20]
    assert points(rules, *days, act("2026-03-08")) == [10, 15, 20, 20, 10]


def test_the_multiplier_uses_the_stored_count_of_a_broken_streak() -> None:
    rules = bare(streaks=[streak()], multiplier_streak="daily", streak_multipliers=[{"days": 2, "multiplier": "2"}])

    given = points(rules, act("2026-03-02"), act("2026-03-03"), act("2026-03-09", "focus_session"))

    assert given == [10, 20, 14]


def test_only_the_named_types_are_multiplied_by_the_streak() -> None:
    rules = bare(
        streaks=[streak(events=["task_completion", "focus_session"])],
        streak_multiplied_events=["task_completion"],
        multiplier_streak="daily",
        streak_multipliers=[{"days": 1, "multiplier": "2"}],
    )

    assert points(rules, act("2026-03-02"), act("2026-03-02", "focus_session")) == [20, 7]


def test_the_multiplier_counts_its_own_streak_and_no_other() -> None:
    tiers = [{"days": 2, "multiplier": "2"}]
    daily, focus = streak(), streak(name="focus", events=["focus_session"])
    acts = [act("2026-03-02"), act("2026-03-03")]

    assert points(bare(streaks=[daily, focus], multiplier_streak="daily", streak_multipliers=tiers), *acts) == [10, 20]
    assert points(bare(streaks=[daily, focus], multiplier_streak="focus", streak_multipliers=tiers), *acts) == [10, 10]


def test_bonuses_are_never_multiplied() -> None:
    rules = bare(
        **bonuses(first_task_of_day=5),
        streaks=[streak()],
        multiplier_streak="daily",
        streak_multipliers=[{"days": 1, "multiplier": "3"}],
    )

    assert entries(rules, act("2026-03-02")) == [["task_completion 30", "first_task_of_day 5"]]


def test_the_first_task_of_a_logical_day_gets_its_bonus_once() -> None:
    rules = bare(**bonuses(first_task_of_day=5))

    given = points(
        rules,
        act("2026-03-02T09:00", "focus_session"),
        act("2026-03-02T10:00"),
        act("2026-03-02T11:00"),
        act("2026-03-03T03:59"),
        act("2026-03-03T04:00"),
    )

    assert given == [7, 15, 10, 10, 15]


def test_the_weekend_bonus_goes_to_the_first_work_of_a_saturday_and_of_a_sunday() -> None:
    rules = bare(**bonuses(weekend_activity=30), rest_weekdays=["saturday", "sunday"])

    given = points(
        rules,
        act("2026-03-06"),
        act("2026-03-07T09:00", "social_interaction"),
        act("2026-03-07T10:00", "focus_session"),
        act("2026-03-07T11:00"),
        act("2026-03-08"),
        act("2026-03-09T03:30"),
        act("2026-03-09T09:00"),
    )

    assert given == [10, 5, 37, 10, 40, 10, 10]


def test_a_window_begins_with_its_start_and_ends_before_its_end() -> None:
    rules = bare(**bonuses(early_bird=15), windows={"early_bird": ["05:00", "08:00"], "night_owl": ["22:00", "04:00"]})

    def first(clock: str) -> list[int]:
        return points(rules, act(f"2026-03-02T{clock}"))

    assert [first(clock) for clock in ("04:59", "05:00", "07:59", "08:00")] == [[10], [25], [25], [10]]


def test_the_first_early_work_is_paid_even_when_other_work_came_before_it() -> None:
    rules = bare(**bonuses(early_bird=15), windows={"early_bird": ["05:00", "08:00"], "night_owl": ["22:00", "04:00"]})

    given = points(
        rules,
        act("2026-03-02T04:30"),
        act("2026-03-02T05:30", "social_interaction"),
        act("2026-03-02T06:00", "focus_session"),
        act("2026-03-02T07:00"),
    )

    assert given == [10, 5, 22, 10]


def test_a_window_may_wrap_past_midnight_and_belongs_to_one_logical_day() -> None:
    rules = bare(**bonuses(night_owl=15))

    given = points(
        rules,
        act("2026-03-02T21:59"),
        act("2026-03-02T22:00"),
        act("2026-03-03T03:59"),
        act("2026-03-03T04:00"),
        act("2026-03-04T00:30"),
    )

    assert given == [10, 25, 10, 10, 25]


def test_windows_hold_the_wall_clock_of_the_event() -> None:
    rules = bare(**bonuses(early_bird=15))

    assert points(rules, act("2026-03-02T06:00+09:00"), act("2026-03-03T06:00-08:00")) == [25, 25]
    assert points(rules, act("2026-03-02T21:00")) == [10]


def test_an_event_of_unknown_time_lies_in_no_window() -> None:
    rules = bare(**bonuses(early_bird=15, first_task_of_day=5))

    assert entries(rules, act("2026-03-02T06:00", time_unknown=True)) == [["task_completion 10", "first_task_of_day 5"]]
    assert points(rules, act("2026-03-02T06:00", time_unknown=False)) == [30]
    assert points(rules, act("2026-03-02T06:00", time_unknown=1)) == [30]


def test_a_week_is_perfect_at_the_work_that_completes_its_required_days() -> None:
    rules = bare(**bonuses(perfect_week=100), rest_weekdays=["saturday", "sunday"])
    days = [act(f"2026-03-{day:02}") for day in (2, 3, 4, 5, 6, 7)]

    assert points(rules, *days) == [10, 10, 10, 10, 110, 10]
    assert points(rules, *days[:4], act("2026-03-06", "social_interaction")) == [10, 10, 10, 10, 5]
    assert points(rules, *days[:3], *days[4:]) == [10] * 5


def test_a_week_without_rest_needs_all_seven_days() -> None:
    rules = bare(**bonuses(perfect_week=100))
    days = [act(f"2026-03-{day:02}") for day in range(2, 9)]

    assert points(rules, *days) == [10] * 6 + [110]


def test_a_perfect_week_needs_five_days_of_work_even_when_fewer_are_required() -> None:
    week_off = bare(**bonuses(perfect_week=100), vacations=[["2026-03-02", "2026-03-08"]])
    days = [act(f"2026-03-{day:02}") for day in (2, 4, 5, 7, 8)]

    assert points(week_off, *days) == [10] * 4 + [110]
    assert points(week_off, *days[:4]) == [10] * 4


def test_a_vacation_day_is_not_required_for_a_perfect_week_at_both_its_ends() -> None:
    rules = bare(**bonuses(perfect_week=100), vacations=[["2026-03-03", "2026-03-04"]])
    days = [act(f"2026-03-{day:02}") for day in (2, 5, 6, 7, 8)]

    assert points(rules, *days) == [10] * 4 + [110]
    assert points(bare(**bonuses(perfect_week=100), vacations=[["2026-03-04", "2026-03-04"]]), *days) == [10] * 5


def test_a_week_is_perfect_once_and_starts_on_its_day() -> None:
    rules = bare(**bonuses(perfect_week=100), week_starts_on="wednesday", rest_weekdays=["monday", "tuesday"])
    days = [act(f"2026-03-{day:02}") for day in (4, 5, 6, 7, 8, 9, 10)]

    assert points(rules, *days) == [10] * 4 + [110, 10, 10]


def test_each_bonus_takes_its_place_among_the_entries() -> None:
    names = {
        "first_task_of_day": 1,
        "weekend_activity": 2,
        "early_bird": 3,
        "night_owl": 4,
        "perfect_week": 5,
    }
    rules = bare(
        **bonuses(**names),
        windows={"early_bird": ["04:00", "23:00"], "night_owl": ["05:00", "23:00"]},
        streaks=[streak(milestones={"5": 6}), streak(name="another", milestones={"5": 7})],
        achievements=[achievement("Last", criteria_value=5, points=8), achievement("Late", criteria_value=5, points=9)],
        rest_weekdays=["monday", "tuesday"],
    )
    days = [act(f"2026-03-{day:02}") for day in (4, 5, 6, 7, 8)]

    assert entries(rules, *days)[4] == [
        "task_completion 10",
        "first_task_of_day 1",
        "weekend_activity 2",
        "early_bird 3",
        "night_owl 4",
        "perfect_week 5",
        "streak_milestone:daily 6",
        "streak_milestone:another 7",
        "achievement:Last 8",
        "achievement:Late 9",
    ]


def test_a_bonus_that_is_not_derived_is_not_given() -> None:
    assert entries(bare(), act("2026-03-07T06:00")) == [["task_completion 10"]]


def test_a_bonus_of_no_points_is_an_entry() -> None:
    assert entries(bare(**bonuses(first_task_of_day=0)), act("2026-03-02"))[0][1] == "first_task_of_day 0"


def test_a_late_event_takes_its_place_and_moves_what_came_after_it() -> None:
    rules = bare(**bonuses(first_task_of_day=5))

    assert points(rules, act("2026-03-02T12:00"), act("2026-03-02T09:00")) == [10, 15]


def test_events_of_one_instant_stand_as_they_were_recorded() -> None:
    rules = bare(**bonuses(first_task_of_day=5))
    one_instant = [act("2026-03-02T12:00"), act("2026-03-02T13:00+01:00"), act("2026-03-02T12:00")]

    assert points(rules, *one_instant) == [15, 10, 10]


def test_an_event_keeps_the_logical_day_it_was_stored_with() -> None:
    rules = bare(**bonuses(first_task_of_day=5), day_starts_at="00:00")
    acts = [act("2026-03-03T01:30", logical="2026-03-02"), act("2026-03-03T02:00")]

    assert points(rules, *acts) == [15, 15]
    assert [line.day - played(rules, *acts).ledger[0].day for line in played(rules, *acts).ledger] == [0, 0, 1, 1]


def test_the_day_starts_when_the_rules_say_so() -> None:
    rules = bare(**bonuses(first_task_of_day=5), day_starts_at="06:30")

    assert points(rules, act("2026-03-02T06:29"), act("2026-03-02T06:30"), act("2026-03-03T06:00")) == [15, 15, 10]


def test_an_event_that_the_rules_no_longer_know_counts_for_nothing() -> None:
    known = bare(**bonuses(first_task_of_day=5), achievements=[achievement(criteria_value=2)])
    stored = [act("2026-03-02T09:00", complexity="heroic"), act("2026-03-02T10:00")]
    wide = {**known, "complexity_multipliers": {"simple": "1", "heroic": "9"}}

    assert points(wide, *stored) == [95, 13]

    events = recorded(compile_rules(wide), *stored)
    result = replay(events, compile_rules(known))

    assert [(line.event, line.kind) for line in result.ledger] == [(1, "task_completion"), (1, "first_task_of_day")]
    assert result.state.events == 1


def test_week_and_month_hold_the_points_of_their_logical_days() -> None:
    rules = bare(week_starts_on="sunday")
    acts = [
        act("2026-02-28T12:00"),
        act("2026-03-01T03:59"),
        act("2026-03-01T12:00", "focus_session"),
        act("2026-03-07T12:00", "social_interaction"),
    ]

    def sums(as_of: str) -> tuple[int, int]:
        found = standing(rules, *acts, as_of=as_of)
        return found["weekly_points"], found["monthly_points"]

    assert sums("2026-03-07T13:00") == (12, 12)
    assert sums("2026-03-01T03:00") == (20, 20)
    assert sums("2026-03-08T12:00") == (0, 12)
    assert sums("2026-04-01T03:59") == (0, 12)
    assert sums("2026-04-01T04:00") == (0, 0)


def test_a_moment_before_the_last_event_cuts_nothing_off_the_totals() -> None:
    acts = [act("2026-03-02"), act("2026-03-20")]
    found = standing(bare(), *acts, as_of="2026-03-02T13:00")

    assert (found["events"], found["total_points"], found["weekly_points"], found["monthly_points"]) == (2, 20, 10, 20)


def test_a_multiplier_streak_of_none_multiplies_nothing() -> None:
    tiers = [{"days": 1, "multiplier": "3"}]
    rules = bare(streaks=[streak(name="daily_activity")], streak_multipliers=tiers)

    assert points({**rules, "multiplier_streak": None}, act("2026-03-02")) == [10]
    assert points({**rules, "multiplier_streak": "daily_activity"}, act("2026-03-02")) == [30]


def test_a_week_is_perfect_within_the_days_that_its_first_weekday_bounds() -> None:
    days = [act(f"2026-03-{day:02}") for day in range(4, 9)]
    rest = ["monday", "tuesday"]

    assert points(bare(**bonuses(perfect_week=100), week_starts_on="monday", rest_weekdays=rest), *days)[-1] == 110
    assert points(bare(**bonuses(perfect_week=100), week_starts_on="friday", rest_weekdays=rest), *days)[-1] == 10


def test_a_bonus_with_points_is_given_only_while_it_is_derived() -> None:
    worth = {"point_events": {"task_completion": 10, "first_task_of_day": 5}, "work_events": ["task_completion"]}
    only = {**worth, "complexity_events": [], "streak_multiplied_events": []}

    assert points(bare(**only, derived_events=["first_task_of_day"]), act("2026-03-02")) == [15]
    assert points(bare(**only), act("2026-03-02")) == [10]


def test_a_stored_event_whose_complexity_is_nothing_counts_for_nothing() -> None:
    rules = compile_rules(bare())
    happened = [
        Event(number, kind, number, 0, 739_677, {"complexity": None})
        for number, kind in enumerate(("task_completion", "goal_completion"))
    ]

    found = replay(happened, rules)

    assert [(line.event, line.points) for line in found.ledger] == [(1, 50)]


def test_the_week_and_month_asked_about_hold_days_after_the_moment_too() -> None:
    days = [act("2026-03-04"), act("2026-03-07"), act("2026-03-09"), act("2026-03-31"), act("2026-04-01")]
    before = standing(bare(), *days, as_of="2026-03-03")

    assert (before["weekly_points"], before["monthly_points"]) == (20, 40)
