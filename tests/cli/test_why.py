"""`momentum why` opens any number to its lines, and the history to any act."""

from __future__ import annotations

import pytest

from tests.cli.running import Here


@pytest.fixture
def lived(momentum: Here) -> Here:
    """A task done and half an hour of focus."""
    assert momentum("add", "Water the plants", "--complexity", "complex").code == 0
    assert momentum("done", "1").code == 0
    assert momentum("event", "focus_session", "--meta", "minutes=25").code == 0
    return momentum


@pytest.mark.parametrize(
    ("about", "heading", "kinds"),
    [
        ((), "Why 55?", ["focus_session", "task_completion", "first_task_of_day", "achievement:First Spark"]),
        (("today",), "Why 55?", ["focus_session", "task_completion", "first_task_of_day", "achievement:First Spark"]),
        (("2026-03-04",), "Why 55?", None),
        (("total",), "Why 55?", None),
        (("level",), "Why level 1?", None),
        (("level", "2"), "Why level 2?", None),
        (("yesterday",), "Why 0?", []),
        (("week",), "Why 55?", None),
        (("month",), "Why 55?", None),
        (("2",), "Why 10?", ["focus_session"]),
        (("daily_activity",), "Why 1 day?", ["streak:daily_activity"]),
        (("Daily", "activity"), "Why 1 day?", ["streak:daily_activity"]),
        (("first spark",), "Why “First Spark”?", ["achievement:First Spark", "progress:First Spark"]),
        (("Task", "Master"), "Why 1 of 100?", ["progress:Task Master"]),
        (("focus_session",), "Why 10?", ["focus_session"]),
    ],
)
def test_any_number_opens(lived: Here, about: tuple[str, ...], heading: str, kinds: list[str] | None) -> None:
    told = lived.json("why", *about)
    assert told["heading"] == heading
    if kinds is not None:
        assert [line["kind"] for line in told["lines"]] == kinds


def test_the_sum_stands_in_the_words(lived: Here) -> None:
    ran = lived("why")
    assert ran.code == 0
    assert "12:00  Water the plants  Task completed" in ran.out
    assert "10 × 2 (complex) = 20" in ran.out
    assert "+20" in ran.out


def test_pages_go_on_where_they_ended(lived: Here) -> None:
    whole = lived.json("why", "total")["lines"]
    first = lived.json("why", "total", "--limit", "3")
    assert len(first["lines"]) == 3
    rest = lived.json("why", "total", "--before", first["before"])
    assert first["lines"] + rest["lines"] == whole
    assert f"--before {first['before']}" in lived("why", "total", "--limit", "3").out


def test_what_nobody_knows_is_refused(lived: Here) -> None:
    ran = lived("why", "no", "such", "thing")
    assert (ran.code, ran.out) == (2, "")
    assert "is no day, event, achievement, streak or kind" in ran.err
    assert lived("why", "99").code == 2


def test_the_history_says_what_an_act_earned_and_pages(lived: Here) -> None:
    acts = lived.json("history")
    assert [(act["id"], act["points"]) for act in acts] == [(3, 10), (2, 45), (1, 0)]
    assert [act["id"] for act in lived.json("history", "--before", "3", "--limit", "1")] == [2]
    assert [act["id"] for act in lived.json("history", "--search", "added")] == [1]
    assert "+45" in lived("history").out
    lived("add", "Earlier")
    lived("done", "2", "--at", "2026-03-04T09:00:00+01:00")
    assert "+45  " in (told := lived("history").out)
    assert " by itself now" in told


def test_an_old_act_is_undone_and_done_again_by_its_number(lived: Here) -> None:
    assert lived("undo", "2").code == 0
    assert lived.json("status")["total_points"] == 10
    lived("add", "Something else")
    assert lived("redo").code == 2
    assert lived("redo", "2").code == 0
    assert lived.json("status")["total_points"] == 55
