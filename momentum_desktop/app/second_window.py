"""The demonstration in a window of its own, which stays when this one goes."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QProcess

from momentum_desktop.app.desktop_entry import program

REFUSED = "The demo could not be started; nothing was changed. `momentum-desktop --demo` in a terminal says why."


def open_demo(tell: Callable[[str], object]) -> None:
    """Start this very program with the demonstration, and leave it alone; `tell` hears why if that did not work."""
    command, *arguments = [*program(), "--demo"]
    started, _ = QProcess.startDetached(command, arguments)
    if not started:
        tell(REFUSED)
