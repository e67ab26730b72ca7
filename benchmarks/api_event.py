"""One event over the API, from a client that keeps its connection, to the answer after the commit."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.event_costs import MINUTES_APART, event
from benchmarks.figures import Figure, Samples, ratio
from benchmarks.raw_commits import RawCommits
from benchmarks.work import NOW, kind
from momentum_desktop import open_service

EACH_ROUND = 20
WARM_UP = 50


def api_costs(folder: Path, rounds: int) -> list[Figure]:
    """POST /momentum/event over raw commits of the same rows, measured in turns."""
    asked, commits = Samples("POST event"), Samples("raw commit")
    data = folder / "api"
    token = asyncio.run(_token(data))
    (folder / "api-raw").mkdir()
    raw = RawCommits(folder / "api-raw")
    try:
        with serving(data) as port, Client(port, token) as client:
            for number in range(WARM_UP):
                client.post(number)
            for number in range(WARM_UP, WARM_UP + rounds * EACH_ROUND):
                with asked.timed(number // EACH_ROUND):
                    client.post(number)
                prepared = raw.prepare(event(number))
                with commits.timed(number // EACH_ROUND):
                    raw.commit(prepared)
    finally:
        raw.close()
    return [ratio("POST event, one keep-alive client, to one raw commit", asked, commits, 6.0)]


async def _token(data: Path) -> str:
    service = await open_service(data)
    try:
        return (await service.tokens.create("bench", ["write"])).token
    finally:
        await service.close()


@contextmanager
def serving(data: Path) -> Iterator[int]:
    """`momentum serve` as a process of its own; its port."""
    environment = {**os.environ, "MOMENTUM_NOW": (NOW + timedelta(days=365)).isoformat()}
    command = [sys.executable, "-m", "momentum_desktop.cli", "serve", "--port", "0", "--data-dir", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stdout is not None
            found = re.search(r":(\d+)$", process.stdout.readline().strip())
            assert found is not None
            yield int(found[1])
        finally:
            process.terminate()


class Client:
    """As little as can speak HTTP, so that the server is what is measured."""

    def __init__(self, port: int, token: str) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = (
            f"POST /momentum/event HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n"
            "Content-Type: application/json\r\nContent-Length: "
        )

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def post(self, number: int) -> None:
        """Record one event and read the whole answer."""
        event_type, metadata = kind(number)
        at = (NOW + timedelta(minutes=number * MINUTES_APART)).isoformat()
        body = json.dumps({"event_type": event_type, "metadata": metadata, "occurred_at": at})
        self._socket.sendall(f"{self._head}{len(body)}\r\n\r\n{body}".encode())
        answer = self._socket.recv(65_536)
        while b"\r\n\r\n" not in answer:
            answer += self._socket.recv(65_536)
        head, _, content = answer.partition(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", head)
        assert found is not None
        assert head.startswith(b"HTTP/1.1 201 "), answer
        while len(content) < int(found[1]):
            content += self._socket.recv(65_536)
