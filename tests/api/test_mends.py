"""What is refused says what to send instead, in the words of the program and the paths of the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.serving import Client, Serving

SLOT = {"day": "2026-03-04", "start_time": "14:00", "minutes": 45, "title": "Write"}


@pytest.mark.parametrize(
    ("asks", "path"),
    [
        (
            (
                *(("GET", "tasks/99", None), ("PATCH", "tasks/99", {"title": "x"}), ("DELETE", "tasks/99", None)),
                *(("POST", f"tasks/99/{verb}", None) for verb in ("complete", "reopen", "skip")),
                *(("POST", "focus/start", {"task_id": 99}), ("POST", "slots", {**SLOT, "task_id": 99})),
            ),
            "GET /momentum/tasks?include_done=true",
        ),
        (
            (
                *(("GET", "goals/99", None), ("PUT", "goals/99", {"title": "x"}), ("DELETE", "goals/99", None)),
                *(("POST", f"goals/99/{verb}", None) for verb in ("complete", "reopen")),
                *(("POST", "steps/99/reopen", None), ("DELETE", "steps/99", None)),
                ("POST", "tasks", {"title": "Tune it", "goal_id": 99}),
            ),
            "GET /momentum/goals",
        ),
        ((("PUT", "slots/99", SLOT), ("POST", "slots/99/reopen", None)), "GET /momentum/slots?day=YYYY-MM-DD"),
        (
            (("GET", "events/99", None), ("POST", "events/99/undo", None), ("GET", "why?event_id=99", None)),
            "GET /momentum/events",
        ),
        ((("POST", "history/99/undo", None), ("GET", "why?act_id=99", None)), "GET /momentum/history"),
        ((("GET", "why?achievement=x", None),), "GET /momentum/achievements"),
        ((("GET", "why?streak=x", None),), "GET /momentum/streaks"),
        ((("GET", "why?level_number=99", None),), "GET /momentum/levels"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_not_there_is_looked_for_at_a_path_of_the_api(
    client: Client, asks: tuple[tuple[str, str, Any], ...], path: str
) -> None:
    for method, asked, body in asks:
        answer = client(method, f"/momentum/{asked}", body)
        assert (answer.status, answer.code) == (404, "unknown"), (asked, answer)
        assert answer.json["mend"].startswith(f"{path} "), (asked, answer.json)
        assert "momentum " not in answer.json["detail"].lower()
        shown = client("GET", path.removeprefix("GET ").replace("YYYY-MM-DD", "2026-03-04"))
        assert shown.status == 200


def test_a_focus_session_that_does_not_run_is_begun_at_a_path_of_the_api(client: Client) -> None:
    for verb in ("pause", "resume", "stop", "drop"):
        problem = client.post(f"/momentum/focus/{verb}").json
        assert (problem["code"], problem["detail"]) == ("conflict", "No focus session runs.")
        assert problem["mend"] == "POST /momentum/focus/start begins a session."
    assert client.post("/momentum/focus/start").status == 201
    assert "focus/start" not in client.post("/momentum/focus/stop").json["mend"]


@pytest.mark.parametrize(
    ("asked", "field", "known"),
    [
        ("tasks?limit=abc", "limit", ("include_done", "user_id")),
        ("stats?day=7", "day", ("days", "user_id")),
        ("progress?Days=7&days=7", "Days", ("user_id",)),
        ("leaderboard?period=week&limit=3&page=2", "page", ("period", "limit", "user_id")),
        ("streaks?", None, ()),
        ("streaks?user_id=1", None, ()),
        ("streaks?x", "x", ("user_id",)),
        ("health?%3Cb%3E=1", "<b>", ("user_id",)),
    ],
)
def test_a_parameter_that_there_is_not_is_refused_with_those_that_there_are(
    client: Client, asked: str, field: str | None, known: tuple[str, ...]
) -> None:
    answer = client("GET", f"/momentum/{asked}")
    if field is None:
        assert answer.status == 200
        return
    assert (answer.status, answer.code, answer.json["field"]) == (422, "refused", field)
    assert answer.json["mend"] == f"Leave it out; known here are {', '.join(known)}."


@pytest.mark.parametrize(
    ("fields", "detail", "mend"),
    [
        ({"title": ""}, "It is empty.", "Send something to read"),
        ({"title": "x" * 501}, "It is longer than 500 characters.", "Send at most 500 characters."),
        ({"priority": 0}, "It is less than 1.", "Send 1 or more."),
        ({"minutes": 10**6}, "It is more than 144,000.", "Send 144,000 or less."),
        ({"amount": 0}, "It is less than 0.0001.", "Send 0.0001 or more."),
        ({"amount": "8"}, "A number is expected.", "Mend the field"),
        ({"tags": ["a"] * 51}, "It holds more than 50.", "Send at most 50."),
        ({"repeat": "FREQ=DAILY", "repeat_from": "now"}, "One of these is expected: due, completion.", "Send one"),
        (
            {"due": "tomorrow"},
            "A day of the calendar is expected as YYYY-MM-DD.",
            "Send a day such as 2026-03-01; words",
        ),
        (
            {"repeat": "every day"},
            "“EVERY DAY” is no part of a rule",
            "Send an RFC 5545 rule of days, no words: FREQ=DAILY",
        ),
    ],
    ids=lambda value: str(value)[:20],
)
def test_a_field_that_is_refused_says_what_to_send(
    client: Client, fields: dict[str, Any], detail: str, mend: str
) -> None:
    answer = client.post("/momentum/tasks", {"title": "Write", **fields})
    assert (answer.status, answer.json["field"]) == (422, [*fields][-1])
    assert answer.json["detail"].startswith(detail)
    assert answer.json["mend"].startswith(mend)


@pytest.mark.parametrize(
    ("asked", "detail"),
    [
        ("leaderboard?period=year", "One of these is expected: all, week, month."),
        ("leaderboard?limit=0", "It is less than 1."),
        ("why?hour=24", "It is more than 23."),
        ("tasks?include_done=yes", "“true” or “false” is expected."),
        (f"events?event_type={'x' * 201}", "It is longer than 200 characters."),
    ],
)
def test_a_parameter_that_is_refused_says_so_in_the_words_of_the_program(
    client: Client, asked: str, detail: str
) -> None:
    answer = client("GET", f"/momentum/{asked}")
    assert (answer.status, answer.json["detail"]) == (422, detail)


def test_a_body_that_is_missing_is_told_as_that(client: Client) -> None:
    problem = client.post("/momentum/event").json
    assert (problem["field"], problem["detail"]) == ("body", "The body is missing.")
    assert problem["mend"] == "Send the fields that /docs names for this path as a JSON object."


def test_a_wish_with_a_parameter_that_there_is_not_is_not_done(serving: Serving, client: Client) -> None:
    answer = client.post("/momentum/event?dry_run=true", {"event_type": "focus_session"})
    assert (answer.status, answer.json["field"]) == (422, "dry_run")
    assert serving.run(serving.service.export_events()) == []


def test_every_parameter_of_the_document_is_known(client: Client) -> None:
    """The document and the check are made of the same routes."""
    described = client.get("/openapi.json")
    for path, methods in described["paths"].items():
        named = [each["name"] for each in methods.get("get", {}).get("parameters", ()) if each["in"] == "query"]
        for name in named:
            answer = client("GET", f"{path.replace('{', '').replace('}', '')}?{name}=")
            assert "There is no parameter" not in answer.body.decode(), (path, name)
