"""What changed is said only where the data support it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from momentum_desktop.gui.insight_changes import EARLY, FEW, changes, no_changes
from momentum_desktop.gui.insight_changes import STEADY as MUCH_ALIKE
from momentum_desktop.service.insight_values import Insights, Stretch
from momentum_desktop.service.values import StreakStanding
from tests.gui import page_samples as samples

STEADY = [20] * 57


def streak(count: int, longest: int, period: str = "day") -> StreakStanding:
    return StreakStanding("daily", "Daily activity", period, count, longest, samples.TODAY, 0, "kept", None)


def weeks(before: int, now: int, today: int = 0) -> Insights:
    """Four weeks with so many points a day, and four more."""
    return samples.insights([before] * 28 + [now] * 28 + [today])


def with_hours(insights: Insights, before: dict[int, int], now: dict[int, int]) -> Insights:
    def at(stretch: Stretch, hours: dict[int, int]) -> Stretch:
        return replace(stretch, by_hour=tuple(hours.get(hour, 0) for hour in range(24)))

    return replace(insights, before=at(insights.before, before), now=at(insights.now, now))


def with_kinds(insights: Insights, before: dict[str, int], now: dict[str, int]) -> Insights:
    return replace(insights, before=replace(insights.before, by_kind=before), now=replace(insights.now, by_kind=now))


def test_steady_weeks_say_nothing() -> None:
    assert changes(samples.insights(STEADY)) == ()
    assert changes(samples.insights([])) == ()


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (20, 25, "The last four weeks brought 700 points, 25% more than the four weeks before."),
        (20, 16, "The last four weeks brought 448 points, 20% fewer than the four weeks before."),
        (20, 40, "The last four weeks brought 1,120 points, twice as many as the four weeks before."),
        (10, 31, "The last four weeks brought 868 points, three times as many as the four weeks before."),
        (10, 27, "The last four weeks brought 756 points, 170% more than the four weeks before."),
    ],
)
def test_more_or_fewer_points_than_before(before: int, now: int, words: str) -> None:
    assert changes(weeks(before, now))[0] == words


def test_a_small_difference_is_no_change() -> None:
    assert changes(weeks(100, 109)) == ()
    assert changes(weeks(100, 110)) != ()
    assert changes(weeks(1, 1)) == ()
    assert changes(weeks(1, 3)) == ()


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        ([0] * 28, [0] * 27 + [40], FEW),
        ([1] * 28, [3] * 28, FEW),
        ([0] * 28, [0] * 28, FEW),
        ([20] * 28, [20] * 28, MUCH_ALIKE),
    ],
)
def test_too_little_to_compare_is_not_called_much_alike(before: list[int], now: list[int], words: str) -> None:
    insights = replace(samples.insights([*before, *now, 0]), first_day=samples.TODAY - timedelta(days=400))
    assert (changes(insights), no_changes(insights)) == ((), words)
    assert no_changes(samples.insights([])) == EARLY


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (0, 20, "The last four weeks brought 560 points, the four weeks before none."),
        (1, 20, "The last four weeks brought 560 points, the four weeks before 28."),
        (20, 0, "The last four weeks brought no points, the four weeks before 560."),
    ],
)
def test_much_beside_next_to_nothing_is_told_without_a_measure(before: int, now: int, words: str) -> None:
    insights = replace(weeks(before, now), first_day=samples.TODAY - timedelta(days=400))
    assert changes(insights)[0] == words


def test_today_changes_nothing_before_it_is_over() -> None:
    assert changes(weeks(20, 20, today=5_000)) == ()


def test_without_four_earlier_weeks_nothing_is_compared() -> None:
    assert changes(samples.insights([20] * 27 + [40] * 29)) == ()
    assert len(changes(samples.insights([20] * 28 + [40] * 29))) == 1


def test_this_week_is_compared_with_the_same_days_of_the_last() -> None:
    # The samples' today is a Wednesday: Monday and Tuesday are over.
    points = [20] * 57
    points[-3:-1] = [45, 45]
    assert changes(samples.insights(points)) == (
        "This week up to Tuesday brought 90 points, 125% more than last week up to Tuesday.",
    )
    points[-10:-8] = [45, 45]
    assert not any("This week" in sentence for sentence in changes(samples.insights(points)))


def test_one_day_of_a_week_is_no_week() -> None:
    insights = samples.insights([20] * 55 + [400, 0])
    moved = replace(insights, week_start=insights.today.day - timedelta(days=1))
    assert not any("This week" in sentence for sentence in changes(moved))


@pytest.mark.parametrize(
    ("held", "words"),
    [
        (streak(32, 32), "Daily activity stands at 32 days, longer than ever before."),
        (streak(23, 41), "Daily activity has grown to 23 days; your longest is 41 days."),
        (streak(4, 4, "week"), "Daily activity stands at 4 weeks, longer than ever before."),
    ],
)
def test_a_streak_that_grew_is_told(held: StreakStanding, words: str) -> None:
    assert changes(samples.insights(STEADY, (held,))) == (words,)


def test_of_several_streaks_a_record_is_told_and_a_young_one_is_not() -> None:
    rows = (streak(40, 90), replace(streak(8, 8), title="Focus"), replace(streak(9, 9), title="Early riser"))
    assert changes(samples.insights(STEADY, rows)) == ("Early riser stands at 9 days, longer than ever before.",)
    assert changes(samples.insights(STEADY, (streak(6, 6), streak(2, 2, "week"), streak(0, 12)))) == ()


def test_the_busiest_hour_that_moved_is_told() -> None:
    insights = samples.insights(STEADY)
    moved = with_hours(insights, {10: 30, 15: 12}, {10: 12, 15: 30})
    assert changes(moved) == ("Your busiest hour moved from 10:00 to 15:00.",)


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ({10: 30, 15: 12}, {10: 28, 15: 30}),
        ({10: 30, 15: 29}, {10: 12, 15: 30}),
        ({10: 30, 11: 12}, {10: 12, 11: 30}),
        ({23: 30, 0: 12}, {23: 12, 0: 30}),
        ({10: 12, 15: 5}, {10: 5, 15: 12}),
    ],
)
def test_an_hour_that_is_busiest_by_a_hair_or_by_chance_is_not_told(
    before: dict[int, int], now: dict[int, int]
) -> None:
    assert changes(with_hours(samples.insights(STEADY), before, now)) == ()


def test_the_kind_that_changed_most_is_told() -> None:
    insights = samples.insights(STEADY)
    before = {"task_completion": 300, "focus_session": 100, "learning_session": 90, "achievement": 10}
    now = {"task_completion": 310, "focus_session": 200, "learning_session": 60, "achievement": 900}
    assert changes(with_kinds(insights, before, now)) == (
        "Focus sessions: 200 points, twice as many as in the four weeks before.",
    )
    assert changes(with_kinds(insights, before, {**before, "learning_session": 60})) == (
        "Learning: 60 points, 33% fewer than in the four weeks before.",
    )
    assert changes(with_kinds(insights, before, {**before, "time_slot_completion": 120})) == (
        "New among your points: Time slots, 120 in the last four weeks.",
    )
    assert changes(with_kinds(insights, before, {**before, "time_slot_completion": 90})) == ()


def test_more_active_days_are_told() -> None:
    assert changes(samples.insights([35, 0, 35, 35, 0, 35, 0] * 4 + [20] * 28 + [0])) == (
        "You were active on 28 of the last 28 days, 12 more than in the four weeks before.",
    )
    assert changes(samples.insights([0] * 3 + [20] * 54)) == ()
    assert changes(samples.insights([56, 0] * 14 + [28] * 28 + [0])) == (
        "You were active on 28 of the last 28 days, 14 more than in the four weeks before.",
    )


def test_no_more_than_three_sentences_are_said() -> None:
    insights = weeks(20, 60)
    rows = replace(insights.records, streaks=(streak(32, 32),))
    many = with_kinds(
        with_hours(replace(insights, records=rows), {10: 30}, {15: 30}), {"focus_session": 100}, {"focus_session": 200}
    )
    assert len(changes(many)) == 3
