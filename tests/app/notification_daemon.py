"""A notification service for tests: `python notification_daemon.py [ABILITY…]` on the session bus.

Each call goes out as a line of JSON. Orders come in by the line: `invoke NUMBER ACTION`, `close NUMBER`,
`forge NUMBER ACTION` (by somebody else), `inhibit`, and `silent`, which lets calls go without an answer."""

from __future__ import annotations

import json
import os
import sys
import threading
from typing import Any

from jeepney import DBusAddress, HeaderFields, MessageType, new_error, new_method_return, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

NAME, PLACE = "org.freedesktop.Notifications", "/org/freedesktop/Notifications"
TELLING = DBusAddress(PLACE, interface=NAME)


class Daemon:
    """Answers as the specification says."""

    def __init__(self, abilities: list[str]) -> None:
        self.bus = open_dbus_connection("SESSION")
        self.bus.send_and_get_reply(message_bus.RequestName(NAME))
        self.abilities = abilities
        self.number = 0
        self.inhibited = False
        self.silent = False
        self._sending = threading.Lock()

    def serve(self) -> None:
        self._tell({"member": "ready"})
        while True:
            message = self.bus.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            body = [_plain(value) for value in message.body]
            # Told only once it is answered: what a test does on hearing of it then follows the answer on the bus.
            if not self.silent:
                self._send(self._answer(message, member))
            self._tell({"member": member, "body": body})

    def obey(self) -> None:
        for line in sys.stdin:
            order, *words = line.split()
            if order == "invoke":
                self._send(new_signal(TELLING, "ActionInvoked", "us", (int(words[0]), words[1])))
            elif order == "close":
                self._send(new_signal(TELLING, "NotificationClosed", "uu", (int(words[0]), 2)))
            elif order == "forge":
                with open_dbus_connection("SESSION") as stranger:
                    stranger.send(new_signal(TELLING, "ActionInvoked", "us", (int(words[0]), words[1])))
            elif order == "inhibit":
                self.inhibited = not self.inhibited
            elif order == "silent":
                self.silent = True
            self._tell({"member": "obeyed"})
        os._exit(0)

    def _tell(self, what: dict[str, Any]) -> None:
        # Two threads tell; a line of one must not end within a line of the other.
        with self._sending:
            sys.stdout.write(json.dumps(what) + "\n")
            sys.stdout.flush()

    def _send(self, message: Any) -> None:
        with self._sending:
            self.bus.send(message)

    def _answer(self, message: Any, member: str) -> Any:
        if member == "GetCapabilities":
            return new_method_return(message, "as", (self.abilities,))
        if member == "Notify":
            replaced = message.body[1]
            self.number = self.number if replaced else self.number + 1
            return new_method_return(message, "u", (replaced or self.number,))
        if member == "CloseNotification":
            return new_method_return(message)
        if member == "Get" and message.body[1] == "Inhibited":
            return new_method_return(message, "v", (("b", self.inhibited),))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(held) for key, held in value.items()}
    return [_plain(held) for held in value] if isinstance(value, list | tuple) else value


if __name__ == "__main__":
    daemon = Daemon(sys.argv[1:])
    threading.Thread(target=daemon.obey, daemon=True).start()
    daemon.serve()
