"""Data that is held, full, read-only or damaged: told as what it is, and never as a fault of the program."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.api.server import ApiServer
from momentum_desktop.errors import CannotWrite, Closed
from momentum_desktop.service.on_behalf import OnBehalf
from momentum_desktop.store import failures
from tests.api.serving import Client, Serving
from tests.api.test_idempotency import FOCUS, Held
from tests.service.test_disk import Protected, remount, small_disk

__all__ = ["small_disk"]


def test_data_that_another_program_holds_is_waited_for_two_seconds(serving: Serving, client: Client) -> None:
    client.post("/momentum/event", FOCUS)
    with Held(serving.folder):
        began = time.monotonic()
        answer = client.post("/momentum/event", FOCUS, key="k")
        took = time.monotonic() - began
        assert (answer.status, answer.code, answer.headers["retry-after"]) == (503, "busy", "1")
        assert 1.5 < took < 10
        assert client.get("/momentum/progress")["total_points"] == 10
    assert client.post("/momentum/event", FOCUS, key="k").status == 201
    # What was answered with 503 was not stored later on either.
    assert len(serving.run(serving.service.export_events())) == 2


def test_a_full_disk_is_507_and_reads_go_on_and_writes_come_back(small_disk: Path) -> None:
    with Serving(small_disk / "data") as serving:
        client = serving.client("write")
        body = {"event_type": "focus_session", "metadata": {"note": "x" * 20_000}}
        stored = 0
        while (answer := client.post("/momentum/event", body)).status == 201:
            stored += 1
        assert (answer.status, answer.code) == (507, "disk_full")
        assert stored > 5
        assert client.get("/momentum/stats")["totals"]["events"] == stored
        remount(small_disk, "size=8m")
        assert client.post("/momentum/event", body).status == 201
        assert serving.run(serving.service.verify()).ok


@pytest.fixture
def filled(tmp_path: Path) -> tuple[Path, str]:
    """Data with an event and a token in it."""
    with Serving(tmp_path / "data") as serving:
        token = serving.token("write")
        client = Client(serving.port, token)
        client.post("/momentum/event", FOCUS)
        client.close()
    return tmp_path / "data", token


def test_where_no_client_can_be_told_the_address_the_api_stays_off(filled: tuple[Path, str]) -> None:
    folder, _ = filled

    async def start() -> None:
        service = await open_service(folder)
        try:
            await ApiServer(service).start(0)
        finally:
            await service.close()

    with Protected(folder), pytest.raises(CannotWrite, match=r"api\.json cannot be written"):
        asyncio.run(start())


def test_damaged_data_is_503_and_left_untouched(filled: tuple[Path, str]) -> None:
    folder, token = filled
    path = folder / "momentum.db"
    with Serving(folder) as serving:
        client = Client(serving.port, token)
        assert client.get("/momentum/progress")["total_points"] == 10
        for companion in folder.glob("momentum.db-*"):
            companion.unlink()
        with path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xff" * (path.stat().st_size - 4096))
        content = path.read_bytes()
        statuses = set()
        for _ in range(3):
            answer = client("GET", "/momentum/stats?days=0")
            statuses.add((answer.status, answer.code))
            answer = client.post("/momentum/event", FOCUS)
            statuses.add((answer.status, answer.code))
        client.close()
        assert statuses <= {(503, "data_damaged"), (503, "cannot_write")}
        assert path.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        *(("SQLITE_BUSY", 503, "busy"), ("SQLITE_LOCKED", 503, "busy"), ("SQLITE_FULL", 507, "disk_full")),
        *(("SQLITE_IOERR_WRITE", 503, "cannot_write"), ("SQLITE_IOERR_FSYNC", 503, "cannot_write")),
        *(("SQLITE_READONLY", 503, "cannot_write"), ("SQLITE_CANTOPEN", 503, "cannot_write")),
        *(("SQLITE_CORRUPT", 503, "data_damaged"), ("SQLITE_NOTADB", 503, "data_damaged")),
    ],
)
def test_each_fault_of_the_database_has_its_answer(
    serving: Serving, client: Client, monkeypatch: pytest.MonkeyPatch, name: str, status: int, code: str
) -> None:
    class Fault(Exception):
        sqlite_errorname = name

    async def failing(*_: object) -> None:
        met = failures.as_met(Fault())
        assert met is not None
        raise met

    monkeypatch.setattr(OnBehalf, "get_user_progress", failing)
    answer = client("GET", "/momentum/progress")
    assert (answer.status, answer.code) == (status, code)


def test_a_fault_nobody_foresaw_says_nothing_of_what_is_inside(
    serving: Serving, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def failing(*_: object) -> None:
        raise ZeroDivisionError("a secret of the inside")

    monkeypatch.setattr(OnBehalf, "get_user_progress", failing)
    answer = client("GET", "/momentum/progress")
    assert (answer.status, answer.code) == (500, "internal")
    assert b"secret" not in answer.body
    assert client.get("/momentum/streaks")
    assert "could not be answered" in caplog.text


def test_a_service_that_is_closing_says_so(serving: Serving, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    async def closing(*_: object) -> None:
        raise Closed("Momentum is closing")

    monkeypatch.setattr(OnBehalf, "process_event", closing)
    answer = client.post("/momentum/event", FOCUS)
    assert (answer.status, answer.code) == (503, "closing")
    assert int(answer.headers["retry-after"]) > 0
