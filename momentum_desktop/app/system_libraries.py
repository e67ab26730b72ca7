"""The libraries of the system that Qt links to and no wheel carries, and which of them are missing."""

from __future__ import annotations

import ctypes
from collections.abc import Mapping

IMPORTS = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
"""Without these Qt cannot be imported at all: library and Debian package."""

WINDOWS = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
"""Without these Qt cannot open a window on an X server."""


def loads(library: str) -> bool:
    """True if the dynamic loader finds the library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_libraries(wanted: Mapping[str, str]) -> str | None:
    """What to install of the wanted libraries (with their packages), in words; None if nothing is missing."""
    missing = {library: package for library, package in wanted.items() if not loads(library)}
    if not missing:
        return None
    return (
        f"{', '.join(missing)} of the system {'is' if len(missing) == 1 else 'are'} missing; on Debian or Ubuntu: "
        f"sudo apt-get install {' '.join(missing.values())}"
    )
