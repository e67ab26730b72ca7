"""A request that says no length has no body (RFC 9112, section 6.3), as curl sends a POST without one."""

from __future__ import annotations

import subprocess

import pytest

from tests.api.serving import Answer, Client, Serving, Wire, asked

EVENT = b'{"event_type":"focus_session"}'


class Shell:
    """What stands in a terminal: one task, and requests as curl sends them."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.port = serving.port
        self.token = serving.token("write")
        client = serving.client("write")
        self.task = client.post("/momentum/tasks", {"title": "Water the plants"}).json["id"]
        self.habit = client.post("/momentum/tasks", {"title": "Walk", "repeat": "FREQ=DAILY"}).json["id"]
        self.goal = client.post("/momentum/goals", {"title": "Learn the cello", "steps": [{"title": "Rent"}]}).json[
            "id"
        ]
        self.step = client.get(f"/momentum/goals/{self.goal}")["steps"][0]["id"]
        slot = {"day": "2026-03-04", "start_time": "14:00", "minutes": 45, "title": "Write"}
        self.slot = client.post("/momentum/slots", slot).json["id"]

    def lines(self, path: str, method: str = "POST", *more: str) -> tuple[str, ...]:
        """The head that curl 7.88 sends for `curl -X POST -H "Authorization: Bearer …" ADDRESS/…`."""
        return (
            *(f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{self.port}", "User-Agent: curl/7.88.1", "Accept: */*"),
            *(f"Authorization: Bearer {self.token}", *more),
        )

    def post(self, path: str, *more: str) -> Answer:
        return asked(self.port, *self.lines(path, "POST", *more))

    def events(self) -> int:
        return len(self.serving.run(self.serving.service.export_events()))


@pytest.fixture
def shell(serving: Serving) -> Shell:
    return Shell(serving)


def test_every_post_whose_body_may_be_left_out_is_done_without_a_length(shell: Shell) -> None:
    task, goal = f"/momentum/tasks/{shell.task}", f"/momentum/goals/{shell.goal}"
    step, slot = f"/momentum/steps/{shell.step}", f"/momentum/slots/{shell.slot}"
    for path, status in (
        *((f"{task}/complete", 201), ("/momentum/undo", 200), ("/momentum/redo", 200), (f"{task}/reopen", 200)),
        *((f"/momentum/tasks/{shell.habit}/skip", 200), (f"{step}/complete", 201), (f"{step}/reopen", 200)),
        *((f"{step}/complete", 201), (f"{goal}/complete", 201), (f"{goal}/reopen", 200)),
        *((f"{slot}/complete", 201), (f"{slot}/reopen", 200), ("/momentum/focus/start", 201)),
        *(("/momentum/focus/pause", 200), ("/momentum/focus/resume", 200), ("/momentum/focus/drop", 200)),
        # A session of no minute counts for nothing, and says so.
        *(("/momentum/focus/start", 201), ("/momentum/focus/stop", 409)),
    ):
        answer = shell.post(path)
        assert answer.status == status, (path, answer)


def test_the_connection_goes_on_after_a_request_without_a_length(shell: Shell) -> None:
    with Wire(shell.port) as wire:
        for path in (f"/momentum/tasks/{shell.task}/complete", "/momentum/undo"):
            wire.send(*shell.lines(path))
            answer = wire.answer()
            assert answer.status in (200, 201), answer
            assert "connection" not in answer.headers


def test_curl_itself_completes_a_task(shell: Shell) -> None:
    done = subprocess.run(
        [
            *("curl", "--silent", "--show-error", "--fail-with-body", "--noproxy", "*", "-X", "POST"),
            *("-H", f"Authorization: Bearer {shell.token}"),
            f"http://127.0.0.1:{shell.port}/momentum/tasks/{shell.task}/complete",
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert '"done":true' in done.stdout


def test_with_a_key_it_is_done_once(shell: Shell) -> None:
    first, again = (shell.post(f"/momentum/tasks/{shell.task}/complete", "Idempotency-Key: a") for _ in range(2))
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    assert again.headers["idempotent-replayed"] == "true"
    assert shell.events() == 1


@pytest.mark.parametrize(
    ("method", "path"), [("POST", "/momentum/event"), ("POST", "/momentum/tasks"), ("PATCH", "/momentum/tasks/1")]
)
def test_where_a_body_is_needed_its_length_is_missing(shell: Shell, method: str, path: str) -> None:
    answer = asked(shell.port, *shell.lines(path, method))
    assert (answer.status, answer.code) == (411, "no_length")
    assert shell.events() == 0


def test_what_follows_without_a_length_is_no_body_and_no_second_request(shell: Shell) -> None:
    with Wire(shell.port) as wire:
        wire.send(*shell.lines("/momentum/event", "POST", "Content-Type: application/json"), body=EVENT)
        answer = wire.answer()
        assert (answer.status, answer.code) == (411, "no_length")
        assert wire.is_closed()
    assert shell.events() == 0


@pytest.mark.parametrize("coding", ["chunked", "identity", "gzip, chunked"])
def test_a_body_in_pieces_stays_refused_also_one_that_is_empty(shell: Shell, coding: str) -> None:
    path = f"/momentum/tasks/{shell.task}/complete"
    for body in (b"0\r\n\r\n", b"2\r\n{}\r\n0\r\n\r\n"):
        lines = shell.lines(path, "POST", "Content-Type: application/json", f"Transfer-Encoding: {coding}")
        answer = asked(shell.port, *lines, body=body)
        assert (answer.status, answer.code) in {(411, "no_length"), (400, "bad_request")}
        assert answer.headers["connection"] == "close"
    assert shell.events() == 0


@pytest.mark.parametrize("more", ["Origin: null", "Sec-Fetch-Site: cross-site", "Content-Encoding: gzip"])
def test_without_a_body_the_other_checks_hold(shell: Shell, more: str) -> None:
    path = f"/momentum/tasks/{shell.task}/complete"
    assert shell.post(path, more).status in (403, 415)
    bare = [line for line in shell.lines(path) if not line.startswith("Authorization")]
    assert asked(shell.port, *bare).status == 401
    reader = Client(shell.port, shell.serving.token("read", name="reader"))
    assert reader.post(path).code == "scope_missing"
    reader.close()
    assert shell.events() == 0
