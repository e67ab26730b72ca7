"""Notifications through the desktop's own service, on the session bus: shown, answered by a click, taken back.

https://specifications.freedesktop.org/notification-spec/latest/"""

from __future__ import annotations

import asyncio
import html
import logging
import os
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Any

from momentum_desktop.gui.note import OPEN, Note
from momentum_desktop.settings import resource_folder

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.asyncio import DBusRouter

NAME, PLACE = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
PROPERTIES = "org.freedesktop.DBus.Properties"
PATIENCE_SECONDS = 3.0
MOST_SIGNALS = 64
log = logging.getLogger(__name__)


class DesktopNotes:
    """A connection to the notification service, made when it is first needed and again after it was lost. For one loop.

    `answered` is called with the key of a note and the name of the action that was chosen."""

    def __init__(self, answered: Callable[[str, str], None]) -> None:
        self._answered = answered
        self._stack = AsyncExitStack()
        self._router: DBusRouter | None = None
        self._hearing: asyncio.Task[None] | None = None
        self._abilities: frozenset[str] = frozenset()
        self._numbers: dict[str, int] = {}
        self._service: Any = None

    async def show(self, note: Note) -> bool:
        """Whether the service took the note."""
        reply = await _answer_to(self._notified(note))
        if reply is None:
            await self.close()
            return False
        self._numbers[note.key] = reply.body[0]
        self._service = _sender(reply)
        return True

    async def is_held_back(self) -> bool:
        """Whether the desktop itself lets no notification through for now, as some do while a program fills the
        screen."""
        if self._router is None:
            return False
        reply = await _answer_to(_asked(self._router, PROPERTIES, "Get", "ss", (NAME, "Inhibited")))
        return reply is not None and reply.body[:1] == (("b", True),)

    async def take_back(self, key: str) -> None:
        """Let a note go whose matter is settled."""
        number = self._numbers.pop(key, None)
        if number is not None and self._router is not None:
            await _answer_to(_asked(self._router, NAME, "CloseNotification", "u", (number,)))

    async def close(self) -> None:
        """Let go of the bus."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.gather(self._hearing, return_exceptions=True)
            self._hearing = None
        self._router = None
        stack, self._stack = self._stack, AsyncExitStack()
        try:
            await stack.aclose()
        except Exception as fault:
            log.info("the session bus had gone already (%s)", type(fault))

    async def _notified(self, note: Note) -> Message:
        # The words depend on what the service can show, which it says when the connection is made.
        router = await self._connected()
        return await _asked(router, NAME, "Notify", "susssasa{sv}i", self._wired(note))

    async def _connected(self) -> DBusRouter:
        if self._router is not None and self._hearing is not None and not self._hearing.done():
            return self._router
        await self.close()
        from jeepney import MatchRule, message_bus
        from jeepney.io.asyncio import DBusRouter, Proxy, open_dbus_connection

        connection = await open_dbus_connection("SESSION")
        self._stack.push_async_callback(connection.close)
        router = await self._stack.enter_async_context(DBusRouter(connection))
        rule = MatchRule(type="signal", sender=NAME, path=PLACE, interface=NAME)
        await Proxy(message_bus, router).AddMatch(rule)
        reply = await _asked(router, NAME, "GetCapabilities")
        # A signal names its sender by the number that the bus gave it, so it is compared where it is heard.
        heard = MatchRule(type="signal", path=PLACE, interface=NAME)
        queue: asyncio.Queue[Message] = asyncio.Queue(MOST_SIGNALS)
        self._stack.enter_context(router.filter(heard, queue=queue))
        self._abilities = frozenset(reply.body[0])
        self._hearing = asyncio.create_task(self._hear(queue))
        self._router = router
        return router

    async def _hear(self, queue: asyncio.Queue[Message]) -> None:
        from jeepney import HeaderFields

        while True:
            message = await queue.get()
            member = message.header.fields.get(HeaderFields.member)
            key = next((key for key, number in self._numbers.items() if message.body[:1] == (number,)), None)
            if key is None or _sender(message) != self._service:
                continue
            if member == "ActivationToken":
                # Qt passes it on to the compositor, which else lets no window come to the front by itself.
                os.environ["XDG_ACTIVATION_TOKEN"] = str(message.body[1])
            elif member == "ActionInvoked":
                self._answered(key, str(message.body[1]))
            elif member == "NotificationClosed":
                del self._numbers[key]

    def _wired(self, note: Note) -> tuple[Any, ...]:
        """What Notify is called with. Words are escaped where the service reads them as markup."""
        markup = "body-markup" in self._abilities
        actions = (OPEN, "Open Momentum"), *note.actions
        hints: dict[str, Any] = {
            "desktop-entry": ("s", "momentum-desktop"),
            "urgency": ("y", 1),
        }
        return (
            "Momentum",
            self._numbers.get(note.key, 0),
            (resource_folder() / "icons" / "momentum.svg").as_uri(),
            note.headline,
            html.escape(note.words, quote=False) if markup else note.words,
            [part for action in actions for part in action] if "actions" in self._abilities else [],
            hints,
            -1,
        )


async def _answer_to(question: Coroutine[Any, Any, Message]) -> Message | None:
    """What another program answers; None if nothing: no bus, nobody on it, one that is stuck or answers with an error.

    Whatever goes wrong there, a reminder is told in another way."""
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            return await question
    except Exception as fault:
        log.info("the notification service gave no answer (%s)", type(fault))
        return None


async def _asked(
    router: DBusRouter, interface: str, method: str, signature: str | None = None, body: tuple[Any, ...] = ()
) -> Message:
    """The answer of the notification service. DBusErrorResponse if it is an error."""
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    address = DBusAddress(PLACE, bus_name=NAME, interface=interface)
    try:
        reply = await router.send_and_get_reply(new_method_call(address, method, signature, body))
    except KeyError as fault:
        # So jeepney lets go of a call that is cancelled in the moment in which its answer is read.
        raise asyncio.CancelledError from fault
    unwrap_msg(reply)
    return reply


def _sender(message: Message) -> Any:
    from jeepney import HeaderFields

    return message.header.fields.get(HeaderFields.sender)
