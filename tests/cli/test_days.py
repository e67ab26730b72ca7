"""Days and times as they are said on the command line, on Wednesday, 4 March 2026."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.running import Here

AT_NIGHT = "2026-03-05T01:05:00+01:00"


@pytest.mark.parametrize("words", ["yesterday", "gestern", "昨天", "1 day ago", "3.3.", "tue", "the 3rd"])
def test_a_habit_is_done_and_taken_back_for_the_last_such_day(momentum: Here, words: str) -> None:
    momentum("habit", "add", "Read")
    assert momentum.json("habit", "done", "1", "--day", words)["task"]["occurrence"] == "2026-03-03"
    assert momentum("habit", "undone", "1", "--day", words).code == 0
    assert momentum.json("why", words)["sentence"] == "Nothing was earned on 3 Mar 2026."


def test_a_habit_is_done_for_no_day_that_is_to_come(momentum: Here) -> None:
    momentum("habit", "add", "Read")
    for words in ("tomorrow", "2027-03-03", "next fri"):
        refused = momentum("habit", "done", "1", "--day", words)
        assert (refused.code, "still to come" in refused.err) == (2, True)
    assert momentum.json("habit", "list")[0]["task"]["due"] == "2026-03-04"


def test_days_off_are_those_to_come_or_just_past_and_end_after_they_begin(momentum: Here) -> None:
    for days in (["yesterday"], ["4 feb", "5 feb"], ["3 feb"], ["20 nov", "21 nov"], ["20 aug", "6 jan"], ["1 jul"]):
        assert momentum("rest", "add", *days).code == 0
    assert [(rest["first"], rest["last"]) for rest in momentum.json("rest", "list")] == [
        ("2027-02-03", "2027-02-03"),
        ("2026-11-20", "2026-11-21"),
        ("2026-08-20", "2027-01-06"),
        ("2026-07-01", "2026-07-01"),
        ("2026-03-03", "2026-03-03"),
        ("2026-02-04", "2026-02-05"),
    ]


def test_a_holiday_is_planned_for_next_summer_once_this_one_is_over(
    momentum: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOMENTUM_NOW", "2026-11-26T12:00:00+01:00")
    assert momentum("rest", "add", "1 jul", "14 jul").out == "Took Thu 1 Jul 2027 to Wed 14 Jul 2027 off.\n"
    assert momentum("rest", "add", "1 nov").out == "Took Sun 1 Nov off.\n"
    assert momentum("rest", "add", "fri").out == "Took Fri 27 Nov off.\n"
    assert momentum("rest", "add", "1.7.").out == "Took Thu 1 Jul 2027 off.\n"
    assert [line.split(None, 1)[1] for line in momentum("rest", "list").out.splitlines()] == [
        "Sun 1 Nov                          all streaks",
        "Fri 27 Nov                         all streaks",
        "Thu 1 Jul 2027 to Wed 14 Jul 2027  all streaks",
        "Thu 1 Jul 2027                     all streaks",
    ]
    assert momentum("rest", "remove", "2").out == "Gave up the day off on Sun 1 Nov.\n"


def test_what_was_done_on_another_day_is_told_with_it_in_the_history(momentum: Here) -> None:
    for at in ("2026-03-03T20:00:00+01:00", "2025-12-31T20:00:00+01:00", "2026-03-04T08:00:00+01:00"):
        momentum("event", "task_completion", "--at", at)
    momentum("add", "Call")
    momentum("done", "1", "--at", "yesterday 9:00")
    assert [act["summary"] for act in momentum.json("history") if act["kind"] in ("event", "complete")] == [
        "Completed “Call” on Tue 3 Mar",
        "Task completed",
        "Task completed on Wed 31 Dec 2025",
        "Task completed on Tue 3 Mar",
    ]


ISO = re.compile(r"\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b")


def test_days_that_a_person_reads_are_never_written_as_a_machine_does(momentum: Here, tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    log.write_text('{"event_type": "goal_completion", "occurred_at": "2025-12-31T20:00:00+01:00"}\n', encoding="utf-8")
    told = momentum("import", "events", log).out
    assert "On Wed 31 Dec 2025." in told
    momentum("habit", "add", "Read")
    momentum("backup")
    momentum("token", "create", "bar", "--scope", "read")
    for command in (
        "habit done 1 --day yesterday",
        "habit done 1 --day yesterday",
        "habit done 1 --day tomorrow",
        "habit skip 1 --day fri",
        "rest add 2026-03-01 2026-03-02",
        "rest list",
        "history",
        "achievements",
        "levels",
        "leaderboard",
        "stats",
        "why week",
        "token list",
    ):
        ran = momentum(*command.split())
        told += ran.out + ran.err
    told += momentum("backups").out.replace("momentum-2026", "")
    assert ISO.search(told) is None, told


def test_what_is_due_may_be_overdue_at_once(momentum: Here) -> None:
    assert momentum.json("add", "Pay", "--due", "yesterday")["due"] == "2026-03-03"
    assert momentum.json("add", "Pay", "--due", "3.3.")["due"] == "2027-03-03"


def test_a_slot_starts_at_a_time_in_words(momentum: Here) -> None:
    assert momentum.json("slot", "add", "Mail", "9am")["start_time"] == "09:00"
    assert momentum.json("slot", "add", "Lunch", "halb eins", "--day", "tomorrow")["start_time"] == "12:30"
    assert momentum.json("slot", "list", "--day", "yesterday") == []


@pytest.mark.parametrize("words", ["9999-12-31", "31.12.1999", "in 9000 years"])
def test_a_day_too_far_away_is_told_from_no_day(momentum: Here, words: str) -> None:
    refused = momentum("add", "Pay", "--due", words)
    assert (refused.code, "outside the years 2000 to 2199" in refused.err) == (2, True)


@pytest.mark.parametrize(
    ("now", "words", "at"),
    [
        ("2026-03-04T12:00:00+01:00", "9:30", "2026-03-04T09:30:00+01:00"),
        ("2026-03-04T12:00:00+01:00", "yesterday 18:00", "2026-03-03T18:00:00+01:00"),
        ("2026-03-04T12:00:00+01:00", "gestern 18 Uhr", "2026-03-03T18:00:00+01:00"),
        ("2026-03-04T12:00:00+01:00", "2026-03-01 7:15", "2026-03-01T07:15:00+01:00"),
        ("2026-03-04T12:00:00+01:00", "1.3. 9am", "2026-03-01T09:00:00+01:00"),
        ("2026-03-04T12:00:00+01:00", "0:30", "2026-03-04T00:30:00+01:00"),
        ("2026-03-04T12:00:00+01:00", "2026-03-01T21:30:00+02:00", "2026-03-01T21:30:00+02:00"),
        ("2026-03-04T12:00:00+01:00", "2026-03-01T21:30+02:00", "2026-03-01T21:30:00+02:00"),
        ("2026-03-04T12:00:00+01:00", "2026-03-01 21:30z", "2026-03-01T21:30:00+00:00"),
        (AT_NIGHT, "0:30", "2026-03-05T00:30:00+01:00"),
        (AT_NIGHT, "23:30", "2026-03-04T23:30:00+01:00"),
        (AT_NIGHT, "yesterday 18:00", "2026-03-03T18:00:00+01:00"),
    ],
)
def test_a_time_that_was_is_said_as_in_quick_add(
    momentum: Here, monkeypatch: pytest.MonkeyPatch, now: str, words: str, at: str
) -> None:
    monkeypatch.setenv("MOMENTUM_NOW", now)
    momentum("add", "Call")
    assert momentum.json("done", "1", "--at", words)["task"]["completed_at"] == at


def test_a_time_far_ahead_is_stored_with_a_word_on_how_far_and_how_to_take_it_back(momentum: Here) -> None:
    momentum("add", "Call")
    momentum("goal", "add", "Sail", "--step", "Buy a boat")
    momentum("slot", "add", "Mail", "9am", "--day", "2026-03-04")
    for command in (
        ["event", "task_completion"],
        ["done", "1"],
        ["goal", "step-done", "1"],
        ["goal", "done", "1"],
        ["slot", "done", "1"],
    ):
        for more in ([], ["--json"]):
            ran = momentum(*command, "--at", "2027-03-04T12:00:00+01:00", *more)
            act = momentum.json("history")[0]["id"]
            words = f"This is 365 days ahead (Thu 4 Mar 2027); “momentum undo {act}” takes it back.\n"
            assert (ran.code, ran.err) == (0, words)
            assert momentum("undo", str(act)).code == 0
    assert momentum.json("status")["total_points"] == 0


@pytest.mark.parametrize("at", ["2026-03-04T13:00:00+01:00", "2020-03-05T12:00:00+01:00", "9:30"])
def test_a_time_within_an_hour_of_now_or_past_says_nothing_of_itself(momentum: Here, at: str) -> None:
    momentum.json("event", "task_completion", "--at", at)
    momentum("add", "Call")
    assert momentum("done", "1", "--at", at).err == ""


@pytest.mark.parametrize(
    ("at", "words"),
    [
        ("2026-03-04T13:01:00+01:00", "1 hour ahead (13:01 today)"),
        ("23:30", "18 hours ahead (23:30 today)"),
        ("2026-03-05T04:00:00+01:00", "22 hours ahead (04:00 tomorrow)"),
        ("2026-03-05T12:00:00+01:00", "1 day ahead (Thu 5 Mar)"),
    ],
)
def test_a_time_hours_ahead_is_told_in_hours(
    momentum: Here, monkeypatch: pytest.MonkeyPatch, at: str, words: str
) -> None:
    if "hours" in words:
        monkeypatch.setenv("MOMENTUM_NOW", "2026-03-04T05:37:00+01:00")
    momentum("add", "Call")
    for command in (["event", "task_completion"], ["done", "1"]):
        assert momentum(*command, "--at", at).err.startswith(f"This is {words}; “momentum undo ")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("yesterday", "“yesterday” has no time; write yesterday 18:00"),
        ("soon", "“soon” is no time; write 9:30, yesterday 18:00 or 2026-03-0"),
        ("9999-12-31 9:00", "outside the years 2000 to 2199"),
        ("1900-01-01T00:00:00Z", "outside the years 2000 to 2199"),
        ("2026-03-01T21:30:00", "has no offset"),
        ("2026-03-01T25:30Z", "no time that exists"),
    ],
)
def test_what_is_no_time_is_refused_with_what_to_write(momentum: Here, words: str, fault: str) -> None:
    refused = momentum("event", "focus_session", "--at", words)
    assert (refused.code, fault in refused.err) == (2, True)


def test_what_is_done_after_midnight_is_told_of_the_day_that_goes_on(
    momentum: Here, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MOMENTUM_NOW", AT_NIGHT)
    momentum("event", "goal_completion")
    momentum("event", "goal_completion")
    momentum("add", "Read")
    momentum("done", "1")
    assert "done today" in momentum("list").out
    assert "won Wed 4 Mar" in momentum("achievements").out
    assert "Wed 4 Mar" in momentum("levels").out
    assert "Thu 5 Mar" not in momentum("achievements").out + momentum("levels").out
    assert momentum("export", "todotxt", "-").out.startswith("x 2026-03-04 ")
