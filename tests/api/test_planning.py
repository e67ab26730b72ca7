"""Tasks, goals, slots and focus over the API: what is planned, done, changed and taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop.service.wire import to_wire
from tests.api.serving import Client, Serving
from tests.service.lives import Clock

TASK = {
    *("id", "title", "complexity", "priority", "list", "start", "due", "repeat", "tags", "done", "completed_at"),
    *("goal_id", "worth"),
}


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 3, 4, 12, 0, tzinfo=UTC))


@pytest.fixture
def serving(data_dir: Path, clock: Clock):
    with Serving(data_dir, clock) as opened:
        yield opened
        assert opened.run(opened.service.verify()).ok


def test_a_task_is_added_listed_changed_done_and_taken_away(serving: Serving, client: Client) -> None:
    words = {
        **{"title": "Water the plants", "complexity": "epic", "due": "2026-03-06", "due_time": "18:30", "priority": 1},
        **{"tags": ["home"], "list": "House", "notes": "All of them", "minutes": 20},
    }
    added = client.post("/momentum/tasks", words)
    assert added.status == 201
    task = added.json
    assert set(task) >= TASK
    assert {name: task[name] for name in words} == words
    assert client.get("/momentum/tasks") == to_wire(serving.run(serving.service.get_tasks()))

    changed = client("PATCH", f"/momentum/tasks/{task['id']}", {"title": "Water all plants", "due_time": None})
    assert changed.status == 200
    now = client.get(f"/momentum/tasks/{task['id']}")
    assert now == {**{name: task[name] for name in now}, "title": "Water all plants", "due_time": None}

    done = client.post(f"/momentum/tasks/{task['id']}/complete")
    assert done.status == 201
    assert done.json["task"]["done"] is True
    assert done.json["outcome"]["points_awarded"] >= task["worth"] > 0
    event = client.get(f"/momentum/events/{done.json['outcome']['event_id']}")
    assert event["metadata"]["task_id"] == task["id"]
    again = client.post(f"/momentum/tasks/{task['id']}/complete")
    assert (again.status, again.code) == (409, "conflict")

    assert client.post(f"/momentum/tasks/{task['id']}/reopen").json["total_change"] < 0
    gone = client("DELETE", f"/momentum/tasks/{task['id']}")
    assert gone.json["kind"] == "delete"
    assert client("GET", f"/momentum/tasks/{task['id']}").code == "unknown"
    assert client.post(f"/momentum/history/{gone.json['act_id']}/undo").status == 200
    assert [each["title"] for each in client.get("/momentum/tasks")] == ["Water all plants"]


def test_a_task_done_at_another_time_takes_its_place(client: Client) -> None:
    task = client.post("/momentum/tasks", {"title": "Call Grandma"}).json["id"]
    done = client.post(f"/momentum/tasks/{task}/complete", {"at": "2026-03-01T09:00:00+01:00"})
    assert done.json["task"]["completed_at"] == "2026-03-01T09:00:00+01:00"
    assert client.get("/momentum/tasks") == []
    assert [each["id"] for each in client.get("/momentum/tasks?include_done=true")] == [task]


def test_a_habit_is_done_day_by_day_by_amounts_and_skipped(client: Client, clock: Clock) -> None:
    words = {"title": "Drink water", "repeat": "FREQ=DAILY", "amount": 8, "unit": "glasses"}
    task = client.post("/momentum/tasks", words).json
    assert (task["due"], task["occurrence"], task["amount"]) == ("2026-03-04", "2026-03-04", 8)
    half = client.post(f"/momentum/tasks/{task['id']}/amount", {"amount": 4})
    assert (half.status, half.json["outcome"]) == (200, None)
    assert client.get(f"/momentum/tasks/{task['id']}")["amount_done"] == 4
    assert client.post(f"/momentum/tasks/{task['id']}/amount", {"amount": 8}).json["outcome"]["points_awarded"] > 0
    more = client.post(f"/momentum/tasks/{task['id']}/amount", {"amount": 2})
    assert (more.status, more.json["detail"]) == (409, "“Drink water” is done for today.")
    assert "occurrence" in more.json["mend"]
    clock.forward(days=1)
    assert client.post(f"/momentum/tasks/{task['id']}/skip").json["kind"] == "skip"
    yesterday = client.post(f"/momentum/tasks/{task['id']}/complete", {"occurrence": "2026-03-04"})
    assert (yesterday.status, yesterday.code) == (409, "conflict")
    clock.forward(days=1)
    assert client.post(f"/momentum/tasks/{task['id']}/complete", {"amount": 9.5}).json["task"]["amount_done"] == 9.5


@pytest.mark.parametrize(
    ("words", "field"),
    [
        *(({}, "title"), ({"title": ""}, "title"), ({"title": " "}, "title"), ({"title": "a\0b"}, "title")),
        *(({"title": "x", "priority": True}, "priority"), ({"title": "x", "priority": 5}, "priority")),
        *(({"title": "x", "due": "2026-02-30"}, "due"), ({"title": "x", "due": "tomorrow"}, "due")),
        *(({"title": "x", "complexity": "huge"}, "complexity"), ({"title": "x", "due_time": "18:30"}, "due_time")),
        *(({"title": "x", "repeat": "FREQ=HOURLY"}, "repeat"), ({"title": "x", "repeat_from": "due"}, "repeat_from")),
        *(({"title": "x", "amount": 0}, "amount"), ({"title": "x", "amount": "8"}, "amount")),
        *(({"title": "x", "tags": "home"}, "tags"), ({"title": "x", "done": True}, "done")),
        ({"title": "x", "minutes": 1.5}, "minutes"),
    ],
)
def test_words_that_are_wrong_are_named_and_nothing_is_stored(client: Client, words: object, field: str) -> None:
    answer = client.post("/momentum/tasks", words)
    assert (answer.status, answer.json["field"]) == (422, field)
    assert client.get("/momentum/tasks") == []


def test_what_a_task_belongs_to_must_be_there(client: Client) -> None:
    for words in ({"title": "x", "goal_id": 7}, {"title": "x", "parent_id": 7}):
        assert client.post("/momentum/tasks", words).code == "unknown"


def test_a_change_leaves_alone_what_it_does_not_name(client: Client) -> None:
    task = client.post("/momentum/tasks", {"title": "x", "notes": "keep", "tags": ["a", "b"]}).json["id"]
    assert client("PATCH", f"/momentum/tasks/{task}", {}).json["field"] == "body"
    assert client("PATCH", f"/momentum/tasks/{task}", {"title": None}).json["field"] == "title"
    changed = client("PATCH", f"/momentum/tasks/{task}", {"tags": ["c"]}).json
    assert (changed["tags"], changed["notes"], changed["title"]) == (["c"], "keep", "x")
    answer = client("PATCH", f"/momentum/tasks/{task}", {"due_time": "09:00"})
    assert (answer.status, answer.code, answer.json["field"]) == (409, "conflict", "due_time")


def test_a_goal_is_reached_step_by_step(client: Client) -> None:
    words = {"title": "Learn the cello", "due": "2026-12-31", "steps": [{"title": "Rent one"}, {"title": "Tune it"}]}
    goal = client.post("/momentum/goals", words).json["id"]
    shown = client.get(f"/momentum/goals/{goal}")
    assert ([step["title"] for step in shown["steps"]], shown["progress"]) == (["Rent one", "Tune it"], 0)
    for step in shown["steps"]:
        done = client.post(f"/momentum/steps/{step['id']}/complete")
        assert done.json["outcome"]["entries"][0]["kind"] == "goal_step_completion"
    third = client.post(f"/momentum/goals/{goal}/steps", {"title": "Play it"}).json["id"]
    assert client.post(f"/momentum/steps/{third}/reopen").status == 409
    assert client("PUT", f"/momentum/steps/{third}", {"title": "Play a song", "complexity": "epic"}).status == 200
    assert client("DELETE", f"/momentum/steps/{third}").status == 200
    assert client.get(f"/momentum/goals/{goal}")["ready"] is True
    assert client("PUT", f"/momentum/goals/{goal}", {"title": "Play the cello"}).status == 200
    reached = client.post(f"/momentum/goals/{goal}/complete", {"at": "2026-03-04T11:00:00Z"})
    assert reached.json["outcome"]["entries"][0]["kind"] == "goal_completion"
    assert client.get("/momentum/goals")[0]["title"] == "Play the cello"
    assert client.post(f"/momentum/goals/{goal}/reopen").status == 200
    assert client("DELETE", f"/momentum/goals/{goal}").status == 200
    assert client("GET", f"/momentum/goals/{goal}").code == "unknown"


def test_a_slot_is_planned_moved_and_done_in_time(client: Client) -> None:
    slot = client.post(
        "/momentum/slots", {"day": "2026-03-04", "start_time": "11:30", "minutes": 45, "title": "Write"}
    ).json["id"]
    moved = {"day": "2026-03-04", "start_time": "11:45", "minutes": 30, "title": "Write the report"}
    assert client("PUT", f"/momentum/slots/{slot}", moved).status == 200
    (shown,) = client.get("/momentum/slots")
    assert {name: shown[name] for name in moved} == moved
    early = client.post(f"/momentum/slots/{slot}/complete", {"at": "2026-03-03T11:44:00Z"})
    assert (early.status, early.code) == (409, "conflict")
    assert "is planned for tomorrow; it can be kept on that day" in early.json["detail"]
    done = client.post(f"/momentum/slots/{slot}/complete")
    assert done.json["outcome"]["entries"][0] == {"kind": "time_slot_completion", "points": 20}
    assert client.get("/momentum/slots?day=2026-03-01&days=7")[0]["on_time"] is True
    assert client.post(f"/momentum/slots/{slot}/reopen").status == 200
    assert client("DELETE", f"/momentum/slots/{slot}").status == 200
    assert client.get("/momentum/slots") == []


def test_a_focus_session_runs_pauses_and_ends_with_its_event(client: Client, clock: Clock) -> None:
    assert client.get("/momentum/focus") is None
    task = client.post("/momentum/tasks", {"title": "Write"}).json["id"]
    assert client.post("/momentum/focus/start", {"minutes": 25, "task_id": task}).status == 201
    assert client.post("/momentum/focus/start").code == "conflict"
    clock.forward(minutes=10)
    assert client.post("/momentum/focus/pause").status == 200
    clock.forward(minutes=30)
    running = client.get("/momentum/focus")
    assert (running["seconds"], running["seconds_left"], running["paused"]) == (600, 900, True)
    assert client.post("/momentum/focus/resume").status == 200
    clock.forward(minutes=15)
    assert client.post("/momentum/focus/stop", {"minutes": 900}).code == "conflict"
    ended = client.post("/momentum/focus/stop")
    event = client.get(f"/momentum/events/{ended.json['outcome']['event_id']}")
    assert event["metadata"] == {"minutes": 25, "planned": 25, "finished": True, "task_id": task}
    assert client.post("/momentum/focus/start").status == 201
    assert client.post("/momentum/focus/drop").status == 200
    assert client.get("/momentum/focus") is None


@pytest.mark.parametrize(
    ("fields", "field", "mend"),
    [
        ({"repeat": "every day"}, "repeat", "FREQ=DAILY for every day"),
        ({"due": "tomorrow"}, "due", "such as 2026-03-01"),
        ({"due": "2026-03-06", "due_time": "9"}, "due_time", "such as 09:30"),
        ({"reminder": "soon"}, "reminder", "-1d 18:00"),
        ({"titel": "Water them"}, "titel", "how it is spelled"),
    ],
)
def test_what_is_refused_says_what_to_send_instead(
    client: Client, fields: dict[str, str], field: str, mend: str
) -> None:
    added = client.post("/momentum/tasks", {"title": "Water the plants", **fields})
    task = client.post("/momentum/tasks", {"title": "Water the plants", "due": "2026-03-06"}).json
    changed = client("PATCH", f"/momentum/tasks/{task['id']}", fields)
    for answer in (added, changed):
        assert (answer.status, answer.code, answer.json["field"]) == (422, "refused", field)
        assert mend in answer.json["mend"]


def test_a_time_without_its_offset_is_refused_in_few_words(client: Client) -> None:
    task = client.post("/momentum/tasks", {"title": "Water the plants"}).json
    event = {"event_type": "focus_session", "occurred_at": "2026-03-01T09:30:00"}
    for problem in (
        client.post("/momentum/event", event).json,
        client.post("/momentum/events", {"events": [event]}).json["results"][0]["problem"],
        client.post(f"/momentum/tasks/{task['id']}/complete", {"at": "2026-03-01T09:30:00"}).json,
    ):
        assert problem["detail"].startswith("A time as RFC 3339 with its offset is expected")
        assert problem["mend"].startswith("Say when with the offset of that clock, such as 2026-03-01T09:30:00+01:00")


def test_a_habit_is_done_for_no_day_that_is_to_come(client: Client) -> None:
    habit = client.post("/momentum/tasks", {"title": "Read", "repeat": "FREQ=DAILY"}).json
    answer = client.post(f"/momentum/tasks/{habit['id']}/complete", {"occurrence": "2027-11-24"})
    assert (answer.status, answer.code) == (409, "conflict")
    assert "Wed 24 Nov 2027, which is still to come" in answer.json["detail"]
