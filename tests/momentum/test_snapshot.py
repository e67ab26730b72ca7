"""A state laid down and taken up again goes on as if it had never been laid down."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import checked_event, checked_moment
from momentum_desktop.engine.replay import outcomes, replay
from momentum_desktop.engine.snapshot import state_from_json, state_to_json
from momentum_desktop.engine.step import initial_state
from momentum_desktop.engine.values import Event
from tests.momentum.small_games import achievement, bare, bonuses, levels, streak

RULES = compile_rules(
    bare(
        **bonuses(first_task_of_day=5, weekend_activity=30, early_bird=15, night_owl=15, perfect_week=100),
        rest_weekdays=["sunday"],
        freezes={"earned_every": 2, "most": 2},
        multiplier_streak="daily",
        streak_multipliers=[{"days": 2, "multiplier": "1.3"}],
        levels=levels(0, 50, 400),
        streaks=[
            streak(freezes=True, milestones={"2": 9}),
            streak(name="hours", field="hours", needed=1.5),
            streak(name="weeks", period="week", needed=2, distinct_days=True),
        ],
        achievements=[
            achievement("Count", criteria_value=4),
            achievement("Sum", criteria_type="SUM", field="hours", criteria_value=7),
            achievement("Busy", criteria_type="DAY_COUNT", criteria_value=5),
            achievement("Days", criteria_type="DISTINCT_DAYS", criteria_value=6),
            achievement("Streak", criteria_type="STREAK", streak="weeks", criteria_value=2),
            achievement("Points", criteria_type="POINTS", criteria_value=300),
            achievement("Shelf", criteria_type="UNLOCKED", criteria_value=3),
        ],
    )
)
START = datetime(2026, 3, 2, tzinfo=UTC)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """A log in order, over a few weeks."""
    events, hours = [], 0
    for number in range(draw(st.integers(0, 25))):
        hours += draw(st.integers(0, 40))
        metadata = {"hours": draw(st.sampled_from([0.1, 0.25, 1, 1.1, -1, True, "1"]))} if draw(st.booleans()) else {}
        event_type = draw(st.sampled_from(["task_completion", "task_completion", "focus_session"]))
        moment = checked_moment(START + timedelta(hours=hours))
        events.append(checked_event(RULES, id=number, event_type=event_type, moment=moment, metadata=metadata))
    return events


@given(logs(), st.integers(0, 25))
def test_a_replay_goes_on_from_a_state_laid_down_anywhere(events: list[Event], at: int) -> None:
    whole = replay(events, RULES)
    first = replay(events[:at], RULES).state

    taken_up = state_from_json(state_to_json(first))
    assert taken_up == first

    rest = [outcome.entries for outcome in outcomes(events[at:], RULES, taken_up)]

    assert taken_up == whole.state
    given_later = [(line.kind, line.points) for line in whole.ledger if line.event >= at]
    assert [tuple(entry) for entries in rest for entry in entries] == given_later


@given(logs())
def test_a_state_laid_down_twice_is_the_same_text(events: list[Event]) -> None:
    text = state_to_json(replay(events, RULES).state)

    assert state_to_json(state_from_json(text)) == text


def test_the_state_before_any_event_survives_too() -> None:
    state = initial_state(RULES)

    assert state_from_json(state_to_json(state)) == state


@given(logs(), st.randoms(use_true_random=False))
def test_a_replay_does_not_care_in_which_order_it_is_given_the_events(events: list[Event], chance: object) -> None:
    mixed = list(events)
    chance.shuffle(mixed)  # type: ignore[attr-defined]

    assert replay(mixed, RULES) == replay(events, RULES)
