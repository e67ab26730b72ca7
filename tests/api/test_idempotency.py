"""The Idempotency-Key: however often a request comes, it is done once and answered alike."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from momentum_desktop.api import calls
from momentum_desktop.store.database import sqlite_module
from tests.api.serving import Answer, Client, Serving

FOCUS = {"event_type": "focus_session", "metadata": {"minutes": 25}}


def events(serving: Serving) -> int:
    return len(serving.run(serving.service.export_events()))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/momentum/event", FOCUS),
        ("/momentum/events", {"events": [FOCUS, {"event_type": "nothing_such"}]}),
        ("/momentum/tasks", {"title": "Water the plants"}),
        ("/momentum/focus/start", {"minutes": 25}),
        ("/momentum/focus/start", None),
        ("/momentum/goals", {"title": "Learn the cello", "steps": [{"title": "Rent one"}]}),
    ],
)
def test_the_first_answer_is_given_again_byte_for_byte(
    serving: Serving, client: Client, path: str, body: object
) -> None:
    first = client.post(path, body, key="once")
    stored = serving.run(serving.service.get_history(1))
    assert first.status in (200, 201)
    assert "idempotent-replayed" not in first.headers
    client.post("/momentum/event", {"event_type": "task_completion"})

    again = client.post(path, body, key="once")

    assert (again.status, again.body) == (first.status, first.body)
    assert again.headers["idempotent-replayed"] == "true"
    assert len(serving.run(serving.service.get_history(1))) == len(stored) + 1


def test_an_undo_with_a_key_undoes_once(serving: Serving, client: Client) -> None:
    for _ in range(2):
        client.post("/momentum/event", FOCUS)
    first = client.post("/momentum/undo", key="back")
    again = client.post("/momentum/undo", key="back")
    assert again.body == first.body
    assert client.get("/momentum/progress")["total_points"] == 10


def test_the_same_in_other_words_is_the_same_and_another_is_refused(serving: Serving, client: Client) -> None:
    client.post("/momentum/event", b'{"event_type": "focus_session", "metadata": {"a": 1, "b": 2}}', key="k")
    alike = client.post("/momentum/event", b'{"metadata":{"b":2,"a":1},"event_type":"focus_session"}', key="k")
    assert alike.headers["idempotent-replayed"] == "true"
    for path, body in (
        ("/momentum/event", {"event_type": "focus_session", "metadata": {"a": 1}}),
        ("/momentum/event", {"event_type": "focus_session", "metadata": {"a": 1, "b": 2.5}}),
        ("/momentum/tasks", {"title": "Water the plants"}),
    ):
        answer = client.post(path, body, key="k")
        assert (answer.status, answer.code, answer.json["field"]) == (422, "key_reused", "Idempotency-Key")
    assert events(serving) == 1


def test_a_refused_request_may_come_again_with_its_key(serving: Serving, client: Client) -> None:
    assert client.post("/momentum/event", {"event_type": "nothing_such"}, key="k").status == 422
    assert client.post("/momentum/event", FOCUS, key="k").status == 201
    assert events(serving) == 1


def test_a_key_is_the_users_own(serving: Serving, client: Client) -> None:
    anna = serving.run(serving.service.add_user("Anna")).user_id
    assert client.post("/momentum/event", FOCUS, key="k").status == 201
    hers = serving.client("write", user_id=anna).post("/momentum/event", FOCUS, key="k")
    assert hers.status == 201
    assert "idempotent-replayed" not in hers.headers


def test_a_key_is_shared_by_all_tokens_of_a_user_and_with_the_command_line(serving: Serving, client: Client) -> None:
    first = client.post("/momentum/event", FOCUS, key="k")
    again = serving.client("post:focus_session").post("/momentum/event", FOCUS, key="k")
    assert again.body == first.body
    outcome = serving.run(serving.service.process_event(None, "focus_session", {"minutes": 25}, idempotency_key="k"))
    assert outcome.repeated
    serving.run(serving.service.process_event(None, "focus_session", {"minutes": 25}, idempotency_key="cli"))
    by_hand = client.post("/momentum/event", FOCUS, key="cli")
    assert by_hand.headers["idempotent-replayed"] == "true"
    assert by_hand.json["event_id"] == 2
    other = client.post("/momentum/event", {"event_type": "task_completion"}, key="cli")
    assert (other.status, other.code) == (422, "key_reused")


def test_keys_outlive_the_server(data_dir: Path) -> None:
    with Serving(data_dir) as serving:
        first = serving.client("write").post("/momentum/event", FOCUS, key="k")
    with Serving(data_dir) as serving:
        serving.run(serving.service.tokens.revoke("client 0"))
        again = serving.client("write").post("/momentum/event", FOCUS, key="k")
        assert again.body == first.body
        assert events(serving) == 1


def test_an_event_whose_answer_was_not_kept_is_still_not_recorded_twice(data_dir: Path) -> None:
    """As after a document was imported, which carries the events and their keys alone."""
    with Serving(data_dir) as serving:
        first = serving.client("write").post("/momentum/event", FOCUS, key="k")
    connection = sqlite_module().connect(data_dir / "momentum.db", isolation_level=None)
    connection.execute("DELETE FROM idempotency_answers")
    connection.close()
    with Serving(data_dir) as serving:
        serving.run(serving.service.tokens.revoke("client 0"))
        again = serving.client("write").post("/momentum/event", FOCUS, key="k")
        assert again.body == first.body
        assert again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize("key", ["", "x" * 201, "a b", "sch\u00f6n"])
def test_a_key_that_is_none_is_refused(serving: Serving, client: Client, key: str) -> None:
    answer = client.post("/momentum/event", FOCUS, headers={"Idempotency-Key": key})
    assert (answer.status, answer.json["field"]) == (422, "Idempotency-Key")
    assert events(serving) == 0


class Held:
    """The data held by another program, until the end of `with`."""

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite_module().connect(folder / "momentum.db", isolation_level=None)

    def __enter__(self) -> None:
        self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, *_: object) -> None:
        self._connection.execute("ROLLBACK")
        self._connection.close()


def test_one_that_is_still_running_is_waited_for(serving: Serving) -> None:
    answers: list[Answer] = []
    clients = [serving.client("write") for _ in range(4)]
    threads = [
        threading.Thread(target=lambda own=own: answers.append(own.post("/momentum/event", FOCUS, key="k")))
        for own in clients
    ]
    with Held(serving.folder):
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {201}
    assert len({answer.body for answer in answers}) == 1
    assert sorted(answer.headers.get("idempotent-replayed", "") for answer in answers) == ["", "true", "true", "true"]
    assert events(serving) == 1


def test_one_that_runs_too_long_is_not_waited_for(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calls, "WAIT_SECONDS", 0.1)
    first, second = serving.client("write"), serving.client("write")
    answers: list[Answer] = []
    thread = threading.Thread(target=lambda: answers.append(first.post("/momentum/event", FOCUS, key="k")))
    with Held(serving.folder):
        thread.start()
        waited_for = serving.server._application.state.running._ends
        while not waited_for:
            pass
        answer = second.post("/momentum/event", FOCUS, key="k")
        assert (answer.status, answer.code) == (409, "still_running")
    thread.join()
    assert answers[0].status == 201
    assert second.post("/momentum/event", FOCUS, key="k").body == answers[0].body
    assert events(serving) == 1
