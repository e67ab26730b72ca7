"""Every entry of the ledger has a reason, and its reason gives exactly its points."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.explanation import Reason, Source, reasons_of
from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.step import initial_state, step
from momentum_desktop.engine.values import Event
from tests.momentum.small_games import Act, achievement, act, bare, bonuses, recorded, streak

MINUTE = 60_000_000
TYPES = st.sampled_from(["task_completion"] * 4 + ["focus_session", "goal_completion", "social_interaction", "unknown"])
COMPLEXITY = st.sampled_from([None, "trivial", "simple", "moderate", "complex", "epic", "never heard of"])
MULTIPLIER = st.decimals(Decimal("0.0001"), Decimal("9"), places=4).map(str)


@st.composite
def logs(draw: st.DrawFn) -> list[Event]:
    """Some weeks of work, in order."""
    instant, found = 1_772_440_000_000_000, []
    for number in range(draw(st.integers(1, 40))):
        instant += draw(st.integers(0, 60 * 40)) * MINUTE
        complexity = draw(COMPLEXITY)
        metadata = {} if complexity is None else {"complexity": complexity}
        if draw(st.booleans()):
            metadata["minutes"] = draw(st.integers(1, 400))
        found.append(Event(number, draw(TYPES), instant, 0, 719_163 + instant // 86_400_000_000, metadata))
    return found


@st.composite
def multiplied_rules(draw: st.DrawFn) -> Rules:
    """Rules with any points and any multipliers."""
    document = default_document()
    for name in document["point_events"]:
        document["point_events"][name] = draw(st.integers(0, 1_000))
    for name in document["complexity_multipliers"]:
        document["complexity_multipliers"][name] = draw(MULTIPLIER)
    document["streak_multipliers"] = [
        {"days": days, "multiplier": draw(MULTIPLIER)} for days in sorted(draw(st.sets(st.integers(1, 9), max_size=3)))
    ]
    return compile_rules(document)


@given(logs(), st.one_of(st.just(compile_rules(default_document())), multiplied_rules()))
def test_the_reasons_give_exactly_the_entries(events: list[Event], rules: Rules) -> None:
    state = initial_state(rules)
    explained: list[tuple[Reason, ...]] = []

    def told() -> object:
        for event in events:
            explained.append(reasons_of(state, step(state, event, rules), rules))
            yield event

    for outcome, reasons in zip(outcomes(told(), rules, state), explained, strict=False):  # type: ignore[arg-type]
        assert [(reason.kind, reason.points) for reason in reasons] == list(outcome.entries)
        for reason in reasons:
            assert reason.points == int(reason.product.to_integral_value(ROUND_HALF_UP))


def reasons(document: dict[str, object], *acts: Act) -> list[Reason]:
    """The reasons of the last of the acts."""
    rules = compile_rules(document)
    state = initial_state(rules)
    *before, last = recorded(rules, *acts)
    for _ in outcomes(before, rules, state):
        pass
    return list(reasons_of(state, step(state, last, rules), rules))


def test_a_multiplied_event_names_its_factors() -> None:
    document = default_document()
    days = [act(f"2026-03-{day:02}", complexity="complex") for day in range(2, 10)]
    own = reasons(document, *days)[0]
    assert (own.source, own.base, own.points) == (Source.EVENT, 10, 25)
    assert [(f.source, f.name, str(f.multiplier), f.count) for f in own.factors] == [
        ("complexity", "complex", "2", 0),
        ("streak", "daily_activity", "1.25", 8),
    ]


def test_a_type_without_multipliers_has_no_factors() -> None:
    (own,) = reasons(bare(), act("2026-03-02", "focus_session"))
    assert (own.base, own.factors, own.points) == (7, (), 7)


def test_bonuses_milestones_and_achievements_name_their_rules() -> None:
    document = bare(
        **bonuses(first_task_of_day=4, weekend_activity=9),
        streaks=[streak(milestones={"2": 12})],
        achievements=[achievement("Twice", criteria_value=2)],
    )
    found = reasons(document, act("2026-03-06"), act("2026-03-07"))
    assert [(each.source, each.name, each.base, each.count) for each in found] == [
        (Source.EVENT, "task_completion", 10, 0),
        (Source.BONUS, "first_task_of_day", 4, 0),
        (Source.BONUS, "weekend_activity", 9, 0),
        (Source.MILESTONE, "daily", 12, 2),
        (Source.ACHIEVEMENT, "Twice", 3, 0),
    ]


def test_an_event_that_the_rules_do_not_know_needs_no_reason() -> None:
    assert reasons(bare(), act("2026-03-02")) != []
    rules = compile_rules(bare())
    state = initial_state(rules)
    outcome = step(state, Event(0, "never heard of", 0, 0, 739_000), rules)
    assert reasons_of(state, outcome, rules) == ()
