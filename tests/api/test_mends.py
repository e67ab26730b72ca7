"""What is refused says what to send instead, in the words of the program and the paths of the API."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.serving import Client

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
