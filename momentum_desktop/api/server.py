"""The API at its address: a socket bound first, uvicorn's protocol on the loop that the service is used on, and an end
that leaves nothing behind."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys

from uvicorn.config import Config
from uvicorn.server import ServerState

from momentum_desktop.api.address_file import AddressFile
from momentum_desktop.api.application import guarded, paths
from momentum_desktop.api.connections import Connection
from momentum_desktop.errors import MomentumError
from momentum_desktop.service.momentum_service import MomentumService

logging.getLogger("uvicorn").setLevel(logging.CRITICAL)
"""What it says of bad requests, the client hears; faults are logged by the refusals."""

HOST = "127.0.0.1"
BACKLOG = 64
KEEP_ALIVE_SECONDS = 15
END_SECONDS = 2.0
TURNS_TO_CONNECT = 3
"""Turns of the loop in which what was accepted becomes a connection that can be closed."""


class CannotServe(MomentumError):
    """The API stays off, and why."""


class ApiServer:
    """The API of one open service; `address` is where it answers once `start` has returned."""

    def __init__(self, service: MomentumService) -> None:
        self._service = service
        self._file = AddressFile(service.folder)
        self._state = ServerState()
        self._server: asyncio.Server | None = None
        self._application = paths()
        self.port = 0

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def start(self, port: int) -> None:
        """Answer at a port of this computer, 0 for any that is free. CannotServe says why that cannot be."""
        self._file.check()
        bound = bind(port)
        try:
            self.port = bound.getsockname()[1]
            app = guarded(self._application, self._service, self.port)
            config = Config(
                app,
                http=Connection,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                proxy_headers=False,
                timeout_keep_alive=KEEP_ALIVE_SECONDS,
            )
            config.load()
            loop = asyncio.get_running_loop()
            self._server = await loop.create_server(
                lambda: Connection(config, self._state, {}), sock=bound, backlog=BACKLOG
            )
            self._file.write(self.address)
        except BaseException:
            await self.stop()
            bound.close()
            raise

    async def stop(self) -> None:
        """Take no more, let what is being answered end, and close every connection."""
        server, self._server = self._server, None
        if server is None:
            return
        self._file.remove()
        # A server that closes forgets whom it accepted a moment ago: so first it takes no more, then they connect.
        for listening in server.sockets:
            asyncio.get_running_loop().remove_reader(listening.fileno())
        for _ in range(TURNS_TO_CONNECT):
            await asyncio.sleep(0)
        server.close()
        self._application.state.pulse.close()
        for connection in list(self._state.connections):
            connection.shutdown()
        tasks = list(self._state.tasks)
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=END_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        for connection in list(self._state.connections):
            connection.transport.abort()
        await server.wait_closed()


def bind(port: int) -> socket.socket:
    """A socket bound to a port of this computer alone. CannotServe if it is taken."""
    # The protocol is named: else asyncio would not take it for TCP, and half of an answer would be held back.
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
    except OSError as fault:
        bound.close()
        raise CannotServe(
            f"the API stays off: port {port} of {HOST} cannot be used ({fault.strerror}); close the program that "
            "uses it, or choose another port with --port or in settings.toml"
        ) from None
    return bound
