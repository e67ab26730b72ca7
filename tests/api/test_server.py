"""The server as a guest on this computer: where it answers, what it leaves behind, and when it stays off."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.api.address_file import Untrusted, write_privately
from momentum_desktop.api.server import ApiServer, CannotServe, bind
from momentum_desktop.api.stream import Pulse
from momentum_desktop.app.api_switch import ApiSwitch
from tests.api.serving import Client, Serving, Wire
from tests.service.lives import in_loop, living


def open_files() -> set[str]:
    """What this process has open, by name."""
    names = set()
    for number in os.listdir("/proc/self/fd"):
        try:
            names.add(f"{number} {os.readlink(f'/proc/self/fd/{number}')}")
        except OSError:
            continue
    return names


@in_loop
async def test_starting_and_stopping_leaves_no_thread_no_port_and_no_file(data_dir: Path) -> None:
    service = await open_service(data_dir)
    token = (await service.tokens.create("test", ["write"])).token
    try:
        threads, files, kept = None, None, None
        ports = set()
        for _ in range(100):
            server = ApiServer(service)
            await server.start(0)
            ports.add(server.port)
            status, held = await asyncio.to_thread(_used, server.port, token)
            assert status == 201
            await server.stop()
            held.close()
            now = (threading.active_count(), open_files(), {path.name for path in data_dir.iterdir()})
            if threads is None:
                threads, files, kept = now
            # Threads that import or look things up come with the first request, and stay.
            assert (threading.active_count(), open_files()) == (threads, files)
            assert now[2] == kept
            assert "api.json" not in now[2]
        for port in ports:
            with pytest.raises(OSError, match="refused"):
                socket.create_connection(("127.0.0.1", port), timeout=5)
        tasks = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        assert [task for task in tasks if "work_in" not in repr(task)] == []
    finally:
        await service.close()


def _used(port: int, token: str) -> tuple[int, socket.socket]:
    """Ask for something, and leave a connection and a stream open."""
    client = Client(port, token)
    status = client.post("/momentum/event", {"event_type": "focus_session"}).status
    client.close()
    stream = socket.create_connection(("127.0.0.1", port), timeout=10)
    head = f"GET /momentum/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {token}\r\n\r\n"
    stream.sendall(head.encode())
    assert b"200 OK" in stream.recv(100)
    return status, stream


def test_what_is_being_answered_is_answered_before_the_end(serving: Serving) -> None:
    token = serving.token("write")
    with Wire(serving.port) as wire:
        body = b'{"event_type":"focus_session"}'
        host, bearer = f"Host: 127.0.0.1:{serving.port}", f"Authorization: Bearer {token}"
        json_type, length = "Content-Type: application/json", f"Content-Length: {len(body)}"
        wire.send("POST /momentum/event HTTP/1.1", host, bearer, json_type, length)

        async def send_and_stop() -> None:
            await asyncio.sleep(0.1)
            stopping = asyncio.ensure_future(serving.server.stop())
            await asyncio.sleep(0)
            wire.socket.sendall(body)
            await stopping

        serving.run(send_and_stop())
        answer = wire.answer()
        assert answer.status == 201
        assert wire.is_closed()
    assert len(serving.run(serving.service.export_events())) == 1


def test_api_json_says_where_it_answers_to_this_user_alone(serving: Serving) -> None:
    path = serving.folder / "api.json"
    assert path.stat().st_mode & 0o777 == 0o600
    told = json.loads(path.read_text(encoding="utf-8"))
    assert told["address"] == f"http://127.0.0.1:{serving.port}"
    assert told["docs"] == f"{told['address']}/docs"
    assert Path(told["tokens"]) == serving.folder / "tokens"
    assert told["process"] == os.getpid()
    serving.run(serving.server.stop())
    assert not path.exists()


def test_api_json_of_another_server_is_left_alone(serving: Serving) -> None:
    async def another() -> None:
        second = ApiServer(serving.service)
        await second.start(0)
        await serving.server.stop()
        told = json.loads((serving.folder / "api.json").read_text(encoding="utf-8"))
        assert told["address"] == second.address
        await second.stop()

    serving.run(another())
    assert not (serving.folder / "api.json").exists()


def _link(path: Path, folder: Path) -> None:
    (folder / "elsewhere").write_text("{}", encoding="utf-8")
    path.symlink_to(folder / "elsewhere")


def _hard_link(path: Path, folder: Path) -> None:
    (folder / "elsewhere").write_text("{}", encoding="utf-8")
    (folder / "elsewhere").chmod(0o600)
    os.link(folder / "elsewhere", path)


def _readable(path: Path, _folder: Path) -> None:
    path.write_text("{}", encoding="utf-8")
    path.chmod(0o644)


def _folder(path: Path, _folder: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize("name", ["api.json", "tokens/git-hook"])
@pytest.mark.parametrize("trap", [_link, _hard_link, _readable, _folder])
@in_loop
async def test_what_somebody_else_could_read_or_change_keeps_the_api_off(
    data_dir: Path, tmp_path: Path, name: str, trap: object
) -> None:
    service = await open_service(data_dir)
    (data_dir / "tokens").mkdir(mode=0o700)
    trap(data_dir / name, tmp_path)  # type: ignore[operator]
    try:
        with pytest.raises(Untrusted, match="the API stays off"):
            await ApiServer(service).start(0)
        assert not list(data_dir.glob(".api.json*"))
    finally:
        await service.close()


@pytest.mark.parametrize("name", ["", "tokens"])
@in_loop
async def test_a_folder_that_others_may_write_into_keeps_the_api_off(data_dir: Path, name: str) -> None:
    service = await open_service(data_dir)
    (data_dir / "tokens").mkdir(mode=0o700)
    (data_dir / name).chmod(0o777)
    try:
        with pytest.raises(Untrusted, match="chmod 700"):
            await ApiServer(service).start(0)
    finally:
        await service.close()


def test_a_file_is_written_where_nobody_laid_a_trap(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("whole", encoding="utf-8")
    (tmp_path / f".api.json.{os.getpid()}.new").symlink_to(victim)
    write_privately(tmp_path / "api.json", "{}")
    assert victim.read_text(encoding="utf-8") == "whole"
    assert (tmp_path / "api.json").read_text(encoding="utf-8") == "{}"


@in_loop
async def test_a_port_that_is_taken_keeps_the_api_off(data_dir: Path) -> None:
    service = await open_service(data_dir)
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    try:
        with pytest.raises(CannotServe, match=f"the API stays off: port {port}"):
            await ApiServer(service).start(port)
        assert not (data_dir / "api.json").exists()
        taken.close()
        server = ApiServer(service)
        await server.start(port)
        await server.stop()
    finally:
        taken.close()
        await service.close()


@in_loop
async def test_a_server_that_cannot_listen_hears_nothing_more_of_the_data(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = bind(0)
    mine = bind(others.getsockname()[1])
    others.listen()  # between the two steps of the server: it binds, it listens
    monkeypatch.setattr("momentum_desktop.api.server.bind", lambda _: mine)
    with others:
        async with living(data_dir) as service:
            with pytest.raises(OSError, match="in use"):
                await ApiServer(service).start(0)
            gc.collect()
            assert [each for each in gc.get_objects() if isinstance(each, Pulse)] == []


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@in_loop
async def test_the_settings_say_whether_it_is_on_and_where(data_dir: Path) -> None:
    port = free_port()
    service = await open_service(data_dir)
    settings = data_dir / "settings.toml"
    settings.write_text(f"# Mine.\n[api]\non = true # the bar needs it\nport = {port}\n", encoding="utf-8")
    api = ApiSwitch(service)
    try:
        await api.begin()
        assert api.address == f"http://127.0.0.1:{port}"
        await api.switch(False)
        assert api.address is None
        words = settings.read_text(encoding="utf-8")
        assert words == f"# Mine.\n[api]\non = false # the bar needs it\nport = {port}\n"
        await api.begin()
        assert api.address is None
        await api.begin(wanted=True)
        assert api.address == f"http://127.0.0.1:{port}"
    finally:
        await api.turn_off()
        await service.close()


@pytest.mark.parametrize("words", ["[api]\non = 1", "api = true", "[api]\nport = 0", '[api]\non = true\nport = "x"'])
@in_loop
async def test_settings_that_are_no_choice_leave_it_off_and_say_so(data_dir: Path, words: str) -> None:
    service = await open_service(data_dir)
    (data_dir / "settings.toml").write_text(words, encoding="utf-8")
    try:
        assert not service.api_settings().on
        (notice,) = service.take_notices()
        assert "[api]" in notice
    finally:
        await service.close()


@pytest.mark.parametrize("turns", range(5))
@in_loop
async def test_who_connects_as_the_server_stops_is_let_go(data_dir: Path, turns: int) -> None:
    async with living(data_dir) as service:
        server = ApiServer(service)
        await server.start(0)
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as caller:
            for _ in range(turns):
                await asyncio.sleep(0)
            await server.stop()
            with suppress(ConnectionResetError):
                assert await asyncio.to_thread(caller.recv, 1) == b""
