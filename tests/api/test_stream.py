"""The live stream: every act as it happens, by whichever program, and nothing lost or told twice over a break."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.types import Message

from momentum_desktop.api import stream
from momentum_desktop.service.on_behalf import OnBehalf
from tests.api.serving import Client, Serving, asked
from tests.cli.running import spawned
from tests.service.lives import in_loop, living

FOCUS = {"event_type": "focus_session"}


class Heard:
    """A connection to the stream, read event by event."""

    def __init__(self, port: int, token: str, last: str | None = None) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        more = "" if last is None else f"Last-Event-ID: {last}\r\n"
        head = f"GET /momentum/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n{more}\r\n"
        self._socket.sendall(head.encode())
        self._file = self._socket.makefile("rb")
        self.status = self._file.readline()
        self.headers = b"".join(iter(self._file.readline, b"\r\n")).decode().lower()
        self._text = b""

    def chunk(self) -> bytes:
        """The next piece of the answer; nothing at its end."""
        size = int(self._file.readline().strip() or b"0", 16)
        content = self._file.read(size)
        self._file.readline()
        return content

    def event(self) -> dict[str, str]:
        """The next event, or comment, with its fields."""
        while b"\n\n" not in self._text:
            piece = self.chunk()
            assert piece, "the stream ended"
            self._text += piece
        block, _, self._text = self._text.partition(b"\n\n")
        return dict(line.split(": ", 1) if line[0] != ":" else ("comment", line) for line in block.decode().split("\n"))

    def close(self) -> None:
        self._file.close()
        self._socket.close()


@contextmanager
def hearing(serving: Serving, token: str, last: str | None = None) -> Iterator[Heard]:
    heard = Heard(serving.port, token, last)
    try:
        assert heard.status.startswith(b"HTTP/1.1 200")
        yield heard
    finally:
        heard.close()


@pytest.fixture
def token(serving: Serving) -> str:
    return serving.token("read", name="listener")


def told(event: dict[str, str]) -> Any:
    return json.loads(event["data"])


def test_what_is_done_is_told_with_what_it_gave(serving: Serving, client: Client, token: str) -> None:
    client.post("/momentum/event", FOCUS)
    with hearing(serving, token) as heard:
        assert "content-type: text/event-stream" in heard.headers
        assert heard.event() == {"retry": "2000", "id": "1"}

        outcome = client.post("/momentum/event", {"event_type": "task_completion"}).json
        first = heard.event()
        assert (first["event"], first["id"]) == ("outcome", "2")
        assert told(first)["outcome"] == outcome
        assert told(first)["points"] == outcome["points_awarded"]

        client.post("/momentum/undo")
        second = heard.event()
        assert (second["event"], told(second)["kind"], told(second)["target_id"]) == ("act", "undo", 2)
        client.post("/momentum/tasks", {"title": "Water the plants"})
        assert told(heard.event())["summary"] == "Added “Water the plants”"


def test_after_a_break_it_goes_on_where_it_broke_off(serving: Serving, client: Client, token: str) -> None:
    for _ in range(5):
        client.post("/momentum/event", FOCUS)
    with hearing(serving, token, "2") as heard:
        assert heard.event()["id"] == "2"
        assert [heard.event()["id"] for _ in range(3)] == ["3", "4", "5"]
        client.post("/momentum/event", FOCUS)
        assert heard.event()["id"] == "6"


def test_a_long_break_is_told_whole_and_in_order(
    serving: Serving, client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "AT_ONCE", 7)
    client.post("/momentum/events", {"events": [FOCUS] * 50})
    with hearing(serving, token, "0") as heard:
        heard.event()
        assert [heard.event()["id"] for _ in range(50)] == [str(number) for number in range(1, 51)]


def test_what_another_program_does_is_told_too(serving: Serving, token: str, data_dir: Path) -> None:
    with hearing(serving, token) as heard:
        heard.event()
        assert spawned("event", "learning_session", "--data-dir", data_dir).code == 0
        event = heard.event()
        assert told(event)["outcome"]["entries"][0] == {"kind": "learning_session", "points": 15}


def test_another_users_acts_are_not_told(serving: Serving, client: Client, token: str) -> None:
    anna = serving.run(serving.service.add_user("Anna")).user_id
    with hearing(serving, token) as heard:
        heard.event()
        serving.client("write", user_id=anna).post("/momentum/event", FOCUS)
        client.post("/momentum/event", {"event_type": "learning_session"})
        assert told(heard.event())["summary"] == "Learning session"


def test_a_silent_stream_says_that_it_is_alive(serving: Serving, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stream, "BEAT_EVERY_SECONDS", 0.05)
    with hearing(serving, token) as heard:
        heard.event()
        assert heard.event() == {"comment": ": still here"}


def test_a_revoked_token_hears_nothing_more(
    serving: Serving, client: Client, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream, "LOOK_EVERY_SECONDS", 0.05)
    with hearing(serving, token) as heard:
        heard.event()
        serving.run(serving.service.tokens.revoke("listener"))
        assert heard.chunk() == b""
    with hearing(serving, serving.token("read", name="listener")) as heard:
        monkeypatch.setattr(stream, "LOOK_EVERY_SECONDS", 60)
        heard.event()
        serving.run(serving.service.tokens.revoke("listener"))
        client.post("/momentum/event", FOCUS)
        assert heard.chunk() == b""


def test_the_stream_has_the_same_checks_as_everything_else(serving: Serving, token: str) -> None:
    line, host = "GET /momentum/stream HTTP/1.1", f"Host: 127.0.0.1:{serving.port}"
    bearer = f"Authorization: Bearer {token}"
    assert asked(serving.port, line, host).status == 401
    assert asked(serving.port, line, host, bearer, "Origin: null").status == 403
    assert asked(serving.port, line, "Host: evil.example", bearer).status == 421
    poster = serving.token("post:focus_session")
    assert asked(serving.port, line, host, f"Authorization: Bearer {poster}").status == 403
    assert asked(serving.port, line, host, bearer, "Last-Event-ID: x").status == 422


def test_no_more_than_sixteen_streams_are_open_and_a_closed_one_makes_room(serving: Serving, token: str) -> None:
    held = [Heard(serving.port, token) for _ in range(16)]
    for each in held:
        each.event()
    refused = Heard(serving.port, token)
    assert refused.status.startswith(b"HTTP/1.1 503")
    refused.close()
    held.pop().close()
    while True:
        again = Heard(serving.port, token)
        again.close()
        if again.status.startswith(b"HTTP/1.1 200"):
            break
    for each in held:
        each.close()


def test_streams_that_are_asked_for_at_once_are_no_more_than_sixteen_either(
    serving: Serving, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    last_act, all_asked = OnBehalf.last_act, asyncio.Barrier(20)

    async def last_act_in_one_turn(service: OnBehalf) -> int:
        last = await last_act(service)
        await all_asked.wait()
        return last

    monkeypatch.setattr(OnBehalf, "last_act", last_act_in_one_turn)
    with ThreadPoolExecutor(20) as threads:
        asked_for = list(threads.map(lambda _: Heard(serving.port, token), range(20)))
    assert sorted(each.status.split()[1] for each in asked_for) == [b"200"] * 16 + [b"503"] * 4
    for each in asked_for:
        each.close()


@in_loop
async def test_who_leaves_before_the_first_word_gives_the_place_back(data_dir: Path) -> None:
    async def gone() -> Message:
        return {"type": "http.disconnect"}

    async def send(_: Message) -> None:
        await asyncio.Event().wait()  # the head does not leave any more

    async with living(data_dir) as service:
        bearer = await service.tokens.bearer((await service.tokens.create("listener", ["read"])).token)
        assert bearer is not None
        pulse = stream.Pulse()
        for _ in range(2 * stream.MOST_STREAMS):
            await stream.Told(OnBehalf(service, bearer), pulse, 0)({"type": "http"}, gone, send)


def test_closing_the_server_ends_the_stream(serving: Serving, token: str) -> None:
    with hearing(serving, token) as heard:
        heard.event()
        serving.run(serving.server.stop())
        assert heard.chunk() == b""
