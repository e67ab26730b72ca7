"""`momentum serve`: one line with the address once it answers, and a clean end."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from momentum_desktop.cli.serving import _quick_loop
from tests.api.serving import Client
from tests.cli.running import spawned


@contextmanager
def serving(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """`momentum serve` and its port, once it has said its line."""
    command = [sys.executable, "-m", "momentum_desktop.cli", "serve", *map(str, arguments)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.fullmatch(r"Momentum answers at http://127\.0\.0\.1:(\d+)\n", line)
            assert found is not None, process.stderr and process.stderr.read()
            yield process, int(found[1])
        finally:
            process.kill()


def token(*arguments: str | Path) -> str:
    return str(spawned("token", "create", "test", "--scope", "write", "--json", *arguments).document["token"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_answers_when_it_says_so_and_ends_cleanly(data_dir: Path, number: signal.Signals) -> None:
    secret = token()
    with serving("--port", "0") as (process, port):
        client = Client(port, secret)
        assert client.post("/momentum/event", {"event_type": "focus_session"}).status == 201
        said = spawned("event", "task_completion", "--json")
        assert said.code == 0
        assert client.get("/momentum/progress")["total_points"] == said.document["total_points"]
        process.send_signal(number)
        rest, errors = process.communicate(timeout=30)
        client.close()
        assert (process.returncode, rest, errors) == (0, "", "")
    assert not (data_dir / "api.json").exists()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=5)
    assert spawned("verify", "--json").document["ok"]


def test_a_token_revoked_on_the_command_line_is_refused_at_once(data_dir: Path) -> None:
    secret = token()
    with serving("--port", "0") as (_, port):
        client = Client(port, secret)
        assert client("GET", "/momentum/health").status == 200
        assert spawned("token", "revoke", "test").code == 0
        assert client("GET", "/momentum/health").status == 401
        assert client.post("/momentum/event", {"event_type": "focus_session"}).status == 401
        client.close()


def test_a_port_that_is_taken_is_said_in_one_line(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = spawned("serve", "--port", port)
    assert (done.code, done.out) == (2, "")
    assert f"the API stays off: port {port}" in done.err
    assert done.err.count("\n") == 1
    assert not (data_dir / "api.json").exists()


def test_the_port_of_the_settings_is_taken_if_none_is_named(data_dir: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    data_dir.mkdir()
    (data_dir / "settings.toml").write_text(f"[api]\nport = {port}\n", encoding="utf-8")
    with serving() as (_, answered):
        assert answered == port


@pytest.mark.parametrize("port", ["70000", "-1", "x", "1.5"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert spawned("serve", f"--port={port}").code == 2


def test_what_was_acknowledged_survives_a_kill(data_dir: Path) -> None:
    secret = token()
    with serving("--port", "0") as (process, port):
        client = Client(port, secret)
        keys = [f"k{number}" for number in range(20)]
        for key in keys:
            assert client.post("/momentum/event", {"event_type": "focus_session"}, key=key).status == 201
        process.kill()
        process.wait(timeout=20)
        client.close()
    with serving("--port", "0") as (_, port):
        client = Client(port, secret)
        for key in keys:
            again = client.post("/momentum/event", {"event_type": "focus_session"}, key=key)
            assert again.headers["idempotent-replayed"] == "true"
        assert client.get("/momentum/stats")["totals"]["events"] == len(keys)
        client.close()
    assert spawned("verify", "--json").document["ok"]


def test_it_runs_on_the_quick_loop_where_there_is_one() -> None:
    if sys.platform != "win32":
        assert _quick_loop() is not None
