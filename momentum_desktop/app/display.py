"""Whether there is a screen to open a window on, and of which kind."""

from __future__ import annotations

import os
import sys


def missing_display() -> str | None:
    """Why no window can be opened, in words; None if one can."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    if os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY"):
        return None
    return "no display was found (neither WAYLAND_DISPLAY nor DISPLAY is set)"


def is_x_server() -> bool:
    """Whether a window would be opened on an X server. Qt ends the process if it cannot do that."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    on_x = chosen.startswith("xcb") if chosen else not os.environ.get("WAYLAND_DISPLAY")
    return sys.platform.startswith("linux") and on_x
