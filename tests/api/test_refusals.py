"""Who is turned away, on a real socket: by its order, its code, and with nothing stored."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from momentum_desktop.api import connections, refusals
from tests.api.serving import Answer, Client, Serving, Wire, asked

EVENT = b'{"event_type":"focus_session"}'


class Door:
    """Requests to one server, each in its own words."""

    def __init__(self, serving: Serving) -> None:
        self.serving = serving
        self.port = serving.port
        self.token = serving.token("write")
        self.host = f"Host: 127.0.0.1:{self.port}"
        self.bearer = f"Authorization: Bearer {self.token}"
        self.json = "Content-Type: application/json"

    def get(self, *headers: str, path: str = "/momentum/health") -> Answer:
        return asked(self.port, f"GET {path} HTTP/1.1", *headers)

    def post(self, *headers: str, body: bytes = EVENT, path: str = "/momentum/event", length: bool = True) -> Answer:
        lines = [f"POST {path} HTTP/1.1", *headers]
        if length:
            lines.append(f"Content-Length: {len(body)}")
        return asked(self.port, *lines, body=body)

    def events(self) -> int:
        return len(self.serving.run(self.serving.service.export_events()))


@pytest.fixture
def door(serving: Serving) -> Iterator[Door]:
    made = Door(serving)
    yield made
    assert made.events() == 0


def test_only_the_address_itself_is_a_host(door: Door) -> None:
    port = door.port
    for good in (f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}"):
        assert door.get(f"Host: {good}", door.bearer).status == 200
    for bad in (
        *("127.0.0.1", "localhost", f"127.0.0.1:{port + 1}", f"evil.example:{port}", f"0.0.0.0:{port}"),
        *(f"127.0.0.1.evil.example:{port}", f"evil.example#127.0.0.1:{port}", f"user@127.0.0.1:{port}"),
        *(f"localhost.:{port}", f"[::1]:{port}", f"127.1:{port}", f"2130706433:{port}", ""),
    ):
        answer = door.get(f"Host: {bad}", door.bearer)
        assert (answer.status, answer.code) == (421, "wrong_host"), bad


def test_two_hosts_no_host_and_a_whole_address_as_target_are_refused(door: Door) -> None:
    assert door.get(door.host, door.host, door.bearer).status == 421
    assert asked(door.port, "GET /momentum/health HTTP/1.0", door.bearer).status == 421
    assert door.get(door.host, door.bearer, path=f"http://evil.example:{door.port}/momentum/health").status == 421


@pytest.mark.parametrize(
    "header",
    [
        *("Origin: null", "Origin: https://evil.example", "Origin: http://127.0.0.1:{port}", "Origin: "),
        *("Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Sec-Fetch-Site: same-origin"),
    ],
)
def test_a_web_page_is_refused_whatever_token_it_has(door: Door, header: str) -> None:
    header = header.format(port=door.port)
    for answer in (door.get(door.host, door.bearer, header), door.post(door.host, door.bearer, door.json, header)):
        assert (answer.status, answer.code) == (403, "cross_site")
        assert not [name for name in answer.headers if name.startswith("access-control")]
    assert door.get(door.host, header, path="/docs").status == 403


def test_a_page_that_a_person_opens_by_its_address_is_no_web_page_that_asks(door: Door) -> None:
    assert door.get(door.host, "Sec-Fetch-Site: none", path="/docs").status == 200


@pytest.mark.parametrize("target", ["/momentum/event", "/docs", "*", "/nowhere"])
def test_no_page_is_told_what_it_may_do(door: Door, target: str) -> None:
    answer = asked(door.port, f"OPTIONS {target} HTTP/1.1", door.host, door.bearer)
    assert (answer.status, answer.code) == (403, "cross_site")
    assert not [name for name in answer.headers if name.startswith("access-control")]


@pytest.mark.parametrize(
    "path", ["/momentum/health", "/momentum/event", "/nowhere", "/", "//momentum/health", "/openapi.json", "/docs/"]
)
def test_without_a_token_every_path_is_closed_also_one_that_is_not_there(door: Door, path: str) -> None:
    for headers in ([], ["Authorization: Basic bWU6bWU="], ["Authorization: Bearer"], ["Authorization: Bearer no"]):
        answer = door.get(door.host, *headers, path=path)
        assert answer.status == 401, headers
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert door.get(door.host, door.bearer, door.bearer, path=path).status == 401


def test_a_token_in_the_address_or_in_a_cookie_is_no_token(door: Door) -> None:
    for name in ("token", "access_token", "key", "Authorization"):
        assert door.get(door.host, path=f"/momentum/health?{name}={door.token}").status == 401
    assert door.get(door.host, f"Cookie: token={door.token}").status == 401
    assert door.get(door.host, f"X-Api-Key: {door.token}").status == 401


def test_after_twenty_bad_tokens_a_minute_only_bad_ones_have_to_wait(door: Door) -> None:
    for number in range(20):
        assert door.get(door.host, f"Authorization: Bearer wrong{number}").code == "unknown_token"
    answer = door.get(door.host, "Authorization: Bearer wrong")
    assert (answer.status, answer.code) == (429, "too_many_tries")
    assert 0 < int(answer.headers["retry-after"]) <= 61
    assert door.get(door.host).status == 401
    assert door.get(door.host, door.bearer).status == 200


def test_a_bad_token_may_be_tried_again_when_a_minute_has_passed(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "MOST_BAD_TOKENS", 1)
    monkeypatch.setattr(refusals, "BAD_TOKEN_SECONDS", 0.2)
    assert door.get(door.host, "Authorization: Bearer wrong").status == 401
    waited = time.monotonic() + 10
    while door.get(door.host, "Authorization: Bearer wrong").status == 429:
        assert time.monotonic() < waited


@pytest.mark.parametrize(
    "path",
    [
        *("//momentum/event", "/momentum//event", "/momentum/%65vent", "/momentum%2fevent", "/momentum/./event"),
        *("/momentum/../momentum/event", "/%2e/momentum/event", "/Momentum/event", "/momentum/EVENT"),
        *("/momentum/event/", "/momentum/event;x", "/momentum/nothing", "/", "/momentum"),
    ],
)
def test_no_path_has_a_second_spelling(door: Door, path: str) -> None:
    answer = door.post(door.host, door.bearer, door.json, path=path)
    assert (answer.status, answer.code) == (404, "unknown")
    assert door.post(door.host, door.json, path=path).status == 401


def test_a_path_is_not_for_every_method(door: Door) -> None:
    answer = asked(door.port, "DELETE /momentum/event HTTP/1.1", door.host, door.bearer)
    assert (answer.status, answer.code) == (405, "wrong_method")
    assert answer.headers["allow"] == "POST"


@pytest.mark.parametrize(
    "kind",
    [
        *("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/xml"),
        *("application/jsonp", "text/json", "application/json; charset=utf-16", "application/json, text/plain"),
    ],
)
def test_what_a_form_can_send_is_no_json(door: Door, kind: str) -> None:
    answer = door.post(door.host, door.bearer, f"Content-Type: {kind}")
    assert (answer.status, answer.code) == (415, "wrong_type")


def test_no_type_two_types_and_an_encoded_body_are_refused(door: Door) -> None:
    assert door.post(door.host, door.bearer).status == 415
    assert door.post(door.host, door.bearer, door.json, "Content-Type: text/plain").status == 415
    for encoding in ("gzip", "br", "identity"):
        assert door.post(door.host, door.bearer, door.json, f"Content-Encoding: {encoding}").status == 415


def test_a_body_that_is_too_large_is_refused_before_it_is_read(door: Door) -> None:
    with Wire(door.port) as wire:
        wire.send("POST /momentum/event HTTP/1.1", door.host, door.bearer, door.json, "Content-Length: 65537")
        answer = wire.answer()
        assert (answer.status, answer.code) == (413, "too_large")
        assert answer.headers["connection"] == "close"
        assert wire.is_closed()
    large = asked(
        door.port, "POST /momentum/events HTTP/1.1", door.host, door.bearer, door.json, "Content-Length: 1048577"
    )
    assert large.status == 413


def test_a_hundred_megabytes_are_never_held(door: Door) -> None:
    before = _memory_of_this_process()
    with Wire(door.port) as wire, suppress(OSError):
        wire.send("POST /momentum/event HTTP/1.1", door.host, door.bearer, door.json, "Content-Length: 104857600")
        chunk = bytes(1024 * 1024)
        for _ in range(100):
            wire.socket.sendall(chunk)
    assert _memory_of_this_process() - before < 5_000_000


def _memory_of_this_process() -> int:
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


def test_a_body_needs_one_length_that_is_a_number(door: Door) -> None:
    chunked = asked(
        *(door.port, "POST /momentum/event HTTP/1.1", door.host, door.bearer, door.json),
        "Transfer-Encoding: chunked",
        body=b"1e\r\n" + EVENT + b"\r\n0\r\n\r\n",
    )
    assert (chunked.status, chunked.code) == (411, "no_length")
    for lengths in (["30", "31"], ["30", "30"], ["30, 30"], ["-1"], ["+30"], ["0x1e"], ["9" * 30]):
        lines = [f"Content-Length: {length}" for length in lengths]
        answer = door.post(door.host, door.bearer, door.json, *lines, length=False)
        assert answer.status == 400, lengths
    both = door.post(door.host, door.bearer, door.json, "Transfer-Encoding: chunked")
    assert both.status in (400, 411)


def test_headers_that_take_too_long_are_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.2)
    for begun in ("", "GET /momentum/health HTTP/1.1\r\n", "\r\n\r\n"):
        with Wire(door.port) as wire:
            wire.socket.sendall(begun.encode())
            answer = wire.answer()
            assert (answer.status, answer.code) == (408, "too_slow")
            assert wire.is_closed()


def test_the_next_request_on_a_connection_may_not_dawdle_either(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    with Wire(door.port) as wire:
        wire.send("GET /momentum/health HTTP/1.1", door.host, door.bearer)
        assert wire.answer().status == 200
        monkeypatch.setattr(connections, "HEADER_SECONDS", 0.2)
        wire.socket.sendall(b"GET /mom")
        assert wire.answer().status == 408


def test_a_body_that_takes_too_long_is_not_waited_for(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refusals, "BODY_SECONDS", 0.2)
    with Wire(door.port) as wire:
        wire.send(
            "POST /momentum/event HTTP/1.1", door.host, door.bearer, door.json, "Content-Length: 30", body=b'{"ev'
        )
        answer = wire.answer()
        assert (answer.status, answer.code) == (408, "too_slow")
        assert wire.is_closed()


def test_the_thirty_third_connection_is_turned_away_and_a_closed_one_makes_room(door: Door) -> None:
    held = [Wire(door.port) for _ in range(32)]
    for wire in held:
        wire.send("GET /momentum/health HTTP/1.1", door.host, door.bearer)
    assert {wire.answer().status for wire in held} == {200}
    answer = door.get(door.host, door.bearer)
    assert (answer.status, answer.code) == (503, "too_many")
    held.pop().socket.close()
    waited = time.monotonic() + 10
    while door.get(door.host, door.bearer).status != 200:
        assert time.monotonic() < waited
    for wire in held:
        wire.socket.close()


def test_headers_without_end_are_refused(door: Door) -> None:
    answer = door.get(door.host, door.bearer, "X-Long: " + "x" * 17_000)
    assert (answer.status, answer.code) == (431, "headers_too_large")
    with Wire(door.port) as wire:
        wire.socket.sendall(b"GET /momentum/health HTTP/1.1\r\nX: " + b"y" * 20_000)
        assert wire.answer().status == 431


@pytest.mark.parametrize(
    "bytes_sent",
    [b"nonsense\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", b"GET\r\n\r\n"],
)
def test_what_is_no_http_gets_a_problem_document_too(door: Door, bytes_sent: bytes) -> None:
    with Wire(door.port) as wire:
        wire.socket.sendall(bytes_sent)
        answer = wire.answer()
        assert (answer.status, answer.code) == (400, "bad_request")
        assert wire.is_closed()


def test_a_request_smuggled_behind_another_is_not_seen(door: Door) -> None:
    hidden = b"POST /momentum/event HTTP/1.1\r\nHost: x\r\n\r\n"
    with Wire(door.port) as wire:
        wire.send("POST /momentum/event HTTP/1.1", door.host, door.json, f"Content-Length: {len(hidden)}", body=hidden)
        assert wire.answer().status == 401
        assert wire.is_closed()


def test_no_connection_becomes_a_web_socket(door: Door) -> None:
    upgrade = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: eA==")
    assert door.get(door.host, *upgrade, path="/momentum/stream").status == 401
    assert door.get(door.host, door.bearer, *upgrade, path="/momentum/health").status == 200
    assert (
        door.get(door.host, door.bearer, *upgrade, "Origin: http://evil.example", path="/momentum/stream").status == 403
    )


def test_a_token_revoked_while_the_body_comes_is_not_good_any_more(door: Door) -> None:
    with Wire(door.port) as wire:
        wire.send("POST /momentum/event HTTP/1.1", door.host, door.bearer, door.json, f"Content-Length: {len(EVENT)}")
        door.serving.run(_soon())
        door.serving.run(door.serving.service.tokens.revoke("test"))
        wire.socket.sendall(EVENT)
        answer = wire.answer()
        assert (answer.status, answer.code) == (401, "unknown_token")


async def _soon() -> None:
    """Let the server see what was sent: it has asked for the token when a read of the same thread has come back."""
    import asyncio

    await asyncio.sleep(0.1)


def test_the_server_listens_on_this_computer_alone(door: Door) -> None:
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)} - {"127.0.0.1"}
    for address in others:
        with pytest.raises(OSError, match="refused"):
            socket.create_connection((address, door.port), timeout=5)


def test_an_answer_is_kept_nowhere_and_never_guessed_at(door: Door) -> None:
    client = Client(door.port, door.token)
    for answer in (client("GET", "/momentum/progress"), client("GET", "/momentum/nothing")):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "server" not in answer.headers
    client.close()
