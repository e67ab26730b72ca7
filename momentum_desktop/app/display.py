"""Whether there is a screen to open a window on."""

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
