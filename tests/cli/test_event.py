"""`momentum event`: what POST /momentum/event does."""

from __future__ import annotations

from typing import Any

import pytest

from momentum_desktop.cli.event import metadata_from
from momentum_desktop.errors import RefusedInput
from tests.cli.running import Here


def test_an_event_answers_with_its_outcome(momentum: Here) -> None:
    outcome = momentum.json("event", "task_completion", "--meta", "complexity=epic")

    assert " ".join(outcome) == (
        "event_id points_awarded entries total_change total_points level_number level_up achievements_unlocked "
        "streaks_changed"
    )
    assert outcome["entries"][0] == {"kind": "task_completion", "points": 30}
    assert outcome["achievements_unlocked"] == ["First Spark", "Squire"]
    assert "Task completed  +" in momentum("event", "task_completion").out


def test_a_key_that_came_before_counts_once(momentum: Here) -> None:
    arguments = ("event", "focus_session", "--key", "k", "--at", "2026-03-04T09:00:00+01:00")

    first, again = momentum.json(*arguments), momentum.json(*arguments)

    assert again == first
    assert "key came before" in momentum(*arguments).out
    assert momentum("event", "learning_session", "--key", "k").code == 2
    assert momentum.json("verify")["events"] == 1


@pytest.mark.parametrize(
    ("pair", "value"),
    [
        ("k=1", 1),
        ("k=-1.5e1", -15),
        ("k=true", True),
        ("k=null", None),
        ('k="1"', "1"),
        ("k=gym", "gym"),
        ("k=a=b", "a=b"),
        ("k=", ""),
        ("k=True", "True"),
        ("k=01", "01"),
        ('k={"a": 1}', '{"a": 1}'),
    ],
)
def test_a_fact_is_json_when_it_looks_like_it_and_else_text(pair: str, value: Any) -> None:
    read = metadata_from([pair])["k"]

    assert read == value
    assert isinstance(read, bool) == isinstance(value, bool)


@pytest.mark.parametrize("pairs", [["k"], ["=1"], ["k=1", "k=2"], ["k=NaN"], ["k=-Infinity"], ['k="a\\x"']])
def test_a_fact_that_is_none_is_refused(pairs: list[str]) -> None:
    with pytest.raises(RefusedInput, match="--meta"):
        metadata_from(pairs)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["sleeping"], "sleeping"),
        (["early_bird"], "engine alone"),
        (["task_completion", "--meta", "complexity=gigantic"], "gigantic"),
        (["task_completion", "--meta", "complexity=null"], "complexity"),
        (["task_completion", "--at", "2026-03-04T09:00:00"], "offset"),
        (["task_completion", "--at", "yesterday"], "yesterday"),
        (["task_completion", "--meta", "minutes=1e999"], "minutes"),
        (["task_completion", "--meta", f"minutes={2**63}"], "2^63"),
        (["task_completion", "--meta", "minutes=NaN"], "NaN"),
        (["task_completion", "--meta", "note=a\udcffb"], "surrogate"),
        (["task_completion", "--key", ""], "key"),
    ],
)
def test_a_refused_event_leaves_nothing_behind(momentum: Here, arguments: list[str], fault: str) -> None:
    ran = momentum("event", *arguments)

    assert (ran.code, ran.out) == (2, "")
    assert fault in ran.err
    assert ran.err.count("\n") == 1
    assert momentum.json("verify")["events"] == 0
