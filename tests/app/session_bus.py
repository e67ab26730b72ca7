"""A session bus of a test's own, and services on it."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

DAEMON = Path(__file__).with_name("notification_daemon.py")
CONFIGURATION = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={socket}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
ALL_ABILITIES = ("body", "actions", "body-markup", "icon-static")


class SessionBus:
    """A bus on which nothing starts by itself."""

    def __init__(self, folder: Path) -> None:
        configuration = folder / "bus.conf"
        configuration.write_text(CONFIGURATION.format(socket=folder / "bus"))
        self._process = subprocess.Popen(
            ["dbus-daemon", "--nofork", f"--config-file={configuration}", "--print-address"],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().strip()

    def close(self) -> None:
        self._process.terminate()
        self._process.communicate(timeout=20)


class NotificationDaemon:
    """The service that the desktop would have; it says what it was called with."""

    def __init__(self, abilities: tuple[str, ...] = ALL_ABILITIES) -> None:
        self._process = subprocess.Popen(
            [sys.executable, str(DAEMON), *abilities], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._calls: queue.Queue[dict[str, Any]] = queue.Queue()
        self._obeyed: queue.Queue[None] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.called("ready")

    def called(self, member: str, timeout: float = 60.0) -> list[Any]:
        """Waits for a call and gives what it was called with."""
        while True:
            call = self._calls.get(timeout=timeout)
            if call["member"] == member:
                return list(call.get("body", []))

    def notes(self) -> int:
        """How many notifications wait to be looked at."""
        with self._calls.mutex:
            return sum(call["member"] == "Notify" for call in self._calls.queue)

    def order(self, *words: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(" ".join(map(str, words)) + "\n")
        self._process.stdin.flush()
        self._obeyed.get(timeout=60)

    def close(self) -> None:
        self._process.terminate()
        self._reader.join(timeout=20)
        self._process.communicate(timeout=20)

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            call = json.loads(line)
            if call["member"] == "obeyed":
                self._obeyed.put(None)
            else:
                self._calls.put(call)
