"""Any rules and any log: the engine gives what the rules say, worked out a second time without it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from momentum_desktop.engine.compilation import compile_rules, faults_in
from momentum_desktop.engine.reading import checked_event, read_moment
from momentum_desktop.engine.replay import replay
from momentum_desktop.engine.report import report
from momentum_desktop.engine.step import advance, initial_state, step
from tests.momentum.random_rules import METADATA, TYPES, documents
from tests.momentum.slow_game import played, standing

OFFSETS = st.sampled_from([0, 60, 60, 60, 330, -600, 780, 840])
MOMENTS = st.builds(
    lambda minutes, offset: (
        datetime(2026, 3, 1, tzinfo=timezone(timedelta(minutes=offset))) + timedelta(minutes=minutes)
    ),
    st.integers(0, 16 * 24 * 60),
    OFFSETS,
)
LOGS = st.lists(st.tuples(st.sampled_from(TYPES), MOMENTS, METADATA), min_size=1, max_size=40)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=documents(), log=LOGS, later=st.integers(-16 * 24 * 60, 12 * 24 * 60))
def test_the_engine_gives_what_the_rules_say(document: dict[str, Any], log: list[Any], later: int) -> None:
    assert faults_in(document) == ()
    rules = compile_rules(document)
    events = [
        checked_event(rules, id=number, event_type=kind, moment=read_moment(at.isoformat(), "at"), metadata=metadata)
        for number, (kind, at, metadata) in enumerate(log)
    ]
    as_of = max(at for _, at, _ in log) + timedelta(minutes=later)

    found = report(replay(events, rules), rules, as_of, ledger=True)

    assert found == standing(played(document, log), as_of)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(document=documents(), log=LOGS)
def test_each_step_gives_what_a_replay_up_to_it_gives(document: dict[str, Any], log: list[Any]) -> None:
    rules = compile_rules(document)
    state = initial_state(rules)
    events = [
        checked_event(rules, id=number, event_type=kind, moment=read_moment(at.isoformat(), "at"), metadata=metadata)
        for number, (kind, at, metadata) in enumerate(sorted(log, key=lambda each: each[1]))
    ]
    for number, event in enumerate(events, 1):
        advance(state, step(state, event, rules))
        assert state == replay(events[:number], rules).state
