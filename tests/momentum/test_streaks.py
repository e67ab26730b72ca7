"""How streaks are kept, missed, saved and shown (section 3)."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from tests.momentum.small_games import Act, act, bare, entries, points, standing, streak


class Shown(NamedTuple):
    """A streak as a report shows it."""

    current: int
    longest: int
    last: str | None
    freezes: int
    status: str


def days(*numbers: int, **metadata: Any) -> list[Act]:
    """A task on each of these days of March 2026."""
    return [act(f"2026-03-{day:02}", **metadata) for day in numbers]


def shown(fields: dict[str, Any], *acts: Act, as_of: str | None = None, **tables: Any) -> Shown:
    """The streak with these fields after the acts."""
    found = standing(bare(streaks=[streak(**fields)], **tables), *acts, as_of=as_of)
    return Shown(*found["streaks"]["daily"].values())


def count(fields: dict[str, Any], *acts: Act, **tables: Any) -> int:
    """Its current count as of the last event."""
    return shown(fields, *acts, **tables).current


def test_a_streak_never_kept_shows_nothing() -> None:
    assert shown({}, as_of="2026-03-02") == Shown(0, 0, None, 0, "none")
    assert shown({}, act("2026-03-02", "focus_session")) == Shown(0, 0, None, 0, "none")


def test_days_in_a_row_count_up_and_a_day_counts_once() -> None:
    assert shown({}, *days(2, 2, 3, 4, 4)) == Shown(3, 3, "2026-03-04", 0, "kept")


def test_a_missed_day_starts_the_count_again_and_the_longest_stays() -> None:
    assert shown({}, *days(2, 3, 4, 6, 7)) == Shown(2, 3, "2026-03-07", 0, "kept")


def test_only_the_named_types_keep_a_streak() -> None:
    focus = act("2026-03-03", "focus_session")

    assert count({"events": ["task_completion", "focus_session"]}, *days(2), focus) == 2
    assert shown({}, *days(2), focus).status == "due"


def test_a_period_is_kept_when_its_progress_reaches_what_is_needed() -> None:
    assert shown({"needed": 3}, *days(2, 2)).status == "none"
    assert count({"needed": 3}, *days(2, 2, 2)) == 1
    assert count({"needed": 3}, *days(2, 2, 2, 3, 3, 4, 4, 4)) == 1
    assert count({"needed": 2}, *days(2, 2, 3, 3, 3, 4, 4)) == 3


def test_a_field_adds_its_number_and_only_numbers_above_nothing() -> None:
    fields = {"field": "minutes", "needed": 25}

    def after(*minutes: Any) -> str:
        return shown(fields, *[act("2026-03-02", minutes=given) for given in minutes]).status

    assert after(24) == "none"
    assert after(25) == "kept"
    assert after(10, 15) == "kept"
    assert after(20, -5, 5) == "kept"
    assert after(24, True) == "none"
    assert after(24, "1") == "none"
    assert after(24, None, [1], {"n": 1}, 0) == "none"
    assert shown(fields, *days(2)).status == "none"


def test_sums_of_a_field_are_exact_decimals() -> None:
    fields = {"field": "hours", "needed": 0.3}

    assert shown(fields, act("2026-03-02", hours=0.1), act("2026-03-02", hours=0.2)).status == "kept"
    assert shown({**fields, "needed": 0.31}, *[act("2026-03-02", hours=0.1)] * 3).status == "none"
    assert shown({**fields, "needed": 1}, *[act("2026-03-02", hours=0.1)] * 10).status == "kept"


def test_distinct_days_add_one_for_each_logical_day() -> None:
    fields = {"period": "week", "needed": 2, "distinct_days": True}

    assert shown(fields, *days(2, 2, 2)).status == "none"
    assert shown({**fields, "distinct_days": False}, *days(2, 2)).status == "kept"
    assert shown(fields, *days(2, 4)) == Shown(1, 1, "2026-03-02", 0, "kept")
    assert shown(fields, act("2026-03-02T12:00"), act("2026-03-03T03:00")).status == "none"


def test_where_asks_for_exactly_these_values() -> None:
    fields = {"where": {"series": "gym", "rounds": 1}}

    def keeps(**metadata: Any) -> bool:
        return count(fields, act("2026-03-02", **metadata)) == 1

    assert keeps(series="gym", rounds=1, more="is fine")
    assert keeps(series="gym", rounds=1.0)
    assert not keeps(series="gym", rounds=True)
    assert not keeps(series="gym", rounds="1")
    assert not keeps(series="gym", rounds=None)
    assert not keeps(series="Gym", rounds=1)
    assert not keeps(series="gym")


def test_between_asks_for_the_local_time() -> None:
    fields = {"between": ["05:00", "08:00"]}

    assert count(fields, act("2026-03-02T05:00"), act("2026-03-03T07:59+05:00")) == 2
    assert shown(fields, act("2026-03-02T08:00"), act("2026-03-03T04:59")).status == "none"
    assert shown(fields, act("2026-03-02T06:00", time_unknown=True)).status == "none"


def test_between_may_wrap_past_midnight() -> None:
    fields = {"between": ["23:00", "02:00"]}

    assert shown(fields, act("2026-03-02T23:00")).status == "kept"
    assert shown(fields, act("2026-03-03T01:59")).last == "2026-03-02"
    assert shown(fields, act("2026-03-03T02:00")).status == "none"


def test_rest_weekdays_are_not_missed_and_may_be_kept() -> None:
    rest = {"rest_weekdays": ["saturday", "sunday"]}

    assert count({}, *days(5, 6, 9), **rest) == 3
    assert count({}, *days(5, 6, 9)) == 1
    assert count({}, *days(5, 6, 7, 9), **rest) == 4
    assert count({}, *days(5, 9), **rest) == 1


def test_vacations_are_not_missed_at_both_their_ends() -> None:
    assert count({}, *days(2, 6), vacations=[["2026-03-03", "2026-03-05"]]) == 2
    assert count({}, *days(2, 6), vacations=[["2026-03-04", "2026-03-05"]]) == 1
    assert count({}, *days(2, 6), vacations=[["2026-03-03", "2026-03-04"]]) == 1
    assert count({}, *days(2, 5), vacations=[["2026-03-03", "2026-03-03"], ["2026-03-04", "2026-03-04"]]) == 2


def test_a_streak_may_ask_for_its_weekdays_only() -> None:
    fields = {"weekdays": ["monday", "wednesday", "friday"]}

    assert count(fields, *days(2, 4, 6, 9)) == 4
    assert count(fields, *days(2, 6)) == 1
    assert count(fields, *days(2, 3, 4)) == 3
    assert count(fields, *days(4, 9), rest_weekdays=["friday"]) == 2


def test_a_pause_excuses_its_own_streak_alone() -> None:
    paused = streak(pauses=[["2026-03-03", "2026-03-04"], ["2026-03-06", "2026-03-06"]])
    other = streak(name="other")
    found = standing(bare(streaks=[paused, other]), *days(2, 5, 7))["streaks"]

    assert (found["daily"]["current_count"], found["other"]["current_count"]) == (3, 1)


def test_a_weekly_streak_counts_weeks_by_the_day_that_begins_them() -> None:
    weekly = {"period": "week"}

    assert shown(weekly, *days(2, 8, 9)) == Shown(2, 2, "2026-03-09", 0, "kept")
    assert shown(weekly, *days(7, 8), week_starts_on="sunday") == Shown(2, 2, "2026-03-08", 0, "kept")
    assert count(weekly, *days(2, 16)) == 1


def test_a_week_is_required_when_one_of_its_days_is() -> None:
    weekly = {"period": "week"}
    whole_week, six_days = [["2026-03-09", "2026-03-15"]], [["2026-03-09", "2026-03-14"]]

    assert count(weekly, *days(2, 16), vacations=whole_week) == 2
    assert count(weekly, *days(2, 16), vacations=six_days) == 1
    assert count(weekly, *days(2, 16), vacations=six_days, rest_weekdays=["sunday"]) == 2
    assert count({**weekly, "pauses": whole_week}, *days(2, 16)) == 2
    assert count({**weekly, "weekdays": ["sunday"]}, *days(2, 16), vacations=six_days) == 1
    assert count({**weekly, "weekdays": ["monday"]}, *days(2, 16), vacations=six_days) == 2


def test_a_freeze_is_earned_every_so_many_periods_up_to_the_most() -> None:
    freezes = {"freezes": {"earned_every": 2, "most": 2}}
    fields = {"freezes": True}

    held = [shown(fields, *days(*range(2, 2 + length)), **freezes).freezes for length in range(1, 8)]

    assert held == [0, 1, 1, 2, 2, 2, 2]


def test_a_streak_without_freezes_earns_none() -> None:
    assert shown({}, *days(2, 3, 4), freezes={"earned_every": 1, "most": 5}).freezes == 0


def test_a_missed_day_is_paid_with_a_freeze() -> None:
    freezes = {"freezes": {"earned_every": 3, "most": 2}}

    assert shown({"freezes": True}, *days(2, 3, 4, 6), **freezes) == Shown(4, 4, "2026-03-06", 0, "kept")
    assert shown({"freezes": True}, *days(2, 3, 4, 6, 8), **freezes) == Shown(1, 4, "2026-03-08", 0, "kept")


def test_a_freeze_earned_on_the_day_it_is_paid_comes_after_the_paying() -> None:
    freezes = {"freezes": {"earned_every": 2, "most": 1}}

    # The third miss is paid by the freeze of day 2, and the count of 4 earns the next one.
    assert shown({"freezes": True}, *days(2, 3, 4, 6), **freezes) == Shown(4, 4, "2026-03-06", 1, "kept")


def test_too_few_freezes_are_kept_and_the_count_starts_again() -> None:
    freezes = {"freezes": {"earned_every": 2, "most": 1}}

    assert shown({"freezes": True}, *days(2, 3, 6), **freezes) == Shown(1, 2, "2026-03-06", 1, "kept")
    assert shown({"freezes": True}, *days(2, 3, 6, 8), **freezes) == Shown(2, 2, "2026-03-08", 1, "kept")


def test_several_freezes_pay_for_several_days() -> None:
    freezes = {"freezes": {"earned_every": 1, "most": 3}}

    assert shown({"freezes": True}, *days(2, 3, 4, 7), **freezes) == Shown(4, 4, "2026-03-07", 2, "kept")


def test_a_freeze_can_be_earned_on_a_count_that_starts_again() -> None:
    assert shown({"freezes": True}, *days(2, 9), freezes={"earned_every": 1, "most": 5}).freezes == 2


def test_a_freeze_pays_for_a_week() -> None:
    fields = {"period": "week", "freezes": True}

    assert count(fields, *days(2, 9, 23), freezes={"earned_every": 2, "most": 1}) == 3


EAST, WEST = "+13:00", "-11:00"


def crossed(first: str, then: str, **fields: Any) -> int:
    """The count after a traveller's two days, of which one between them never was."""
    return count(fields, act(f"2026-03-02T12:00{first}"), act(f"2026-03-04T12:00{then}"))


def test_the_day_lost_at_the_date_line_is_not_missed() -> None:
    assert crossed(WEST, EAST) == 2
    assert crossed("-06:00", "+06:00") == 2
    assert crossed("-06:00", "+05:59") == 1
    assert crossed(EAST, WEST) == 1


def test_the_date_line_takes_one_day_only_and_forgives_no_week() -> None:
    assert count({}, act(f"2026-03-02T12:00{WEST}"), act(f"2026-03-05T12:00{EAST}")) == 1
    weekly = {"period": "week"}
    assert count(weekly, act(f"2026-03-02T12:00{WEST}"), act(f"2026-03-16T12:00{EAST}")) == 1


def test_the_date_line_is_measured_from_the_event_that_kept_the_last_period() -> None:
    kept_west = [act(f"2026-03-02T12:00{WEST}"), act(f"2026-03-03T09:00{EAST}", "focus_session")]

    assert count({}, *kept_west, act(f"2026-03-04T12:00{EAST}")) == 2
    assert count({}, *days(1), act(f"2026-03-02T12:00{WEST}"), act("2026-03-04T12:00-10:00")) == 1


def test_the_date_line_comes_before_the_freezes() -> None:
    freezes = {"freezes": {"earned_every": 1, "most": 1}}
    acts = [act(f"2026-03-02T12:00{WEST}"), act(f"2026-03-05T12:00{EAST}")]

    assert shown({"freezes": True}, *acts, **freezes).current == 2
    assert shown({"freezes": True}, acts[0], act(f"2026-03-04T12:00{EAST}"), **freezes).freezes == 1


def test_a_period_no_later_than_the_last_kept_one_changes_nothing() -> None:
    stored_back = act("2026-03-06", logical="2026-03-03")

    assert shown({}, *days(2, 3, 4, 5), stored_back, as_of="2026-03-05") == Shown(4, 4, "2026-03-05", 0, "kept")


def test_a_late_event_mends_a_broken_streak() -> None:
    assert count({}, *days(2, 3, 5, 6)) == 2
    assert count({}, *days(2, 3, 5, 6, 4)) == 5


def test_milestones_are_paid_each_time_a_kept_period_brings_the_count_to_them() -> None:
    rules = bare(streaks=[streak(milestones={"2": 20, "3": 0})])

    assert entries(rules, *days(2, 3, 4, 6, 7)) == [
        ["task_completion 10"],
        ["task_completion 10", "streak_milestone:daily 20"],
        ["task_completion 10", "streak_milestone:daily 0"],
        ["task_completion 10"],
        ["task_completion 10", "streak_milestone:daily 20"],
    ]
    assert points(rules, *days(2, 3, 3)) == [10, 30, 10]


@pytest.mark.parametrize(
    ("as_of", "status", "current"),
    [
        ("2026-03-04T12:00", "kept", 3),
        ("2026-03-05T03:59", "kept", 3),
        ("2026-03-05T04:00", "due", 3),
        ("2026-03-06T12:00", "broken", 0),
        ("2026-03-02T12:00", "kept", 3),
    ],
)
def test_the_status_of_a_daily_streak(as_of: str, status: str, current: int) -> None:
    found = shown({}, *days(2, 3, 4), as_of=as_of)

    assert (found.status, found.current, found.longest) == (status, current, 3)


def test_the_status_rests_while_nothing_is_required() -> None:
    rest: dict[str, Any] = {"rest_weekdays": ["saturday", "sunday"]}

    assert shown({}, *days(6), as_of="2026-03-07", **rest).status == "resting"
    assert shown({}, *days(6), as_of="2026-03-09", **rest).status == "due"
    assert shown({}, *days(6), as_of="2026-03-10", **rest).status == "broken"
    assert shown({"pauses": [["2026-03-03", "2026-03-05"]]}, *days(2), as_of="2026-03-05").status == "resting"
    assert shown({"weekdays": ["monday"]}, *days(2), as_of="2026-03-05").status == "resting"
    assert shown({}, *days(2), as_of="2026-03-03", vacations=[["2026-03-03", "2026-03-03"]]).status == "resting"


def test_the_status_is_frozen_while_freezes_cover_what_is_missed() -> None:
    freezes = {"freezes": {"earned_every": 1, "most": 2}}

    found = [shown({"freezes": True}, *days(2, 3), as_of=f"2026-03-0{day}", **freezes) for day in (4, 5, 6, 7)]

    assert [(streak.status, streak.current) for streak in found] == [
        ("due", 2),
        ("frozen", 2),
        ("frozen", 2),
        ("broken", 0),
    ]


def test_the_status_has_no_correction_for_the_date_line() -> None:
    assert shown({}, act(f"2026-03-02T12:00{WEST}"), as_of=f"2026-03-04T12:00{EAST}").status == "broken"


def test_the_status_of_a_weekly_streak() -> None:
    weekly = {"period": "week"}

    statuses = [shown(weekly, *days(4), as_of=f"2026-03-{day:02}").status for day in (2, 8, 9, 15, 16)]

    assert statuses == ["kept", "kept", "due", "due", "broken"]
    away = {"vacations": [["2026-03-09", "2026-03-15"]]}
    assert shown(weekly, *days(4), as_of="2026-03-10", **away).status == "resting"
    assert shown(weekly, *days(4), as_of="2026-03-16", **away).status == "due"
