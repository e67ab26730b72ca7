"""Whether a program fills the screen: asked of the X server by its own library, which Qt needs there anyway.

https://specifications.freedesktop.org/wm-spec/latest/: _NET_ACTIVE_WINDOW, _NET_WM_STATE_FULLSCREEN"""

from __future__ import annotations

import ctypes
import os
from ctypes import POINTER, Structure, byref, c_char_p, c_int, c_uint8, c_uint16, c_uint32, c_void_p
from functools import cached_property
from typing import Any

LIBRARY = "libxcb.so.1"
ATOM, WINDOW = 4, 33
"""The numbers of two types that every X server knows."""
MOST_STATES = 64


class _Cookie(Structure):
    _fields_ = (("sequence", c_uint32),)


class _Screens(Structure):
    _fields_ = (("screen", POINTER(c_uint32)), ("rem", c_int), ("index", c_int))


class _AtomReply(Structure):
    _fields_ = (
        ("response_type", c_uint8),
        ("pad", c_uint8),
        ("sequence", c_uint16),
        ("length", c_uint32),
        ("atom", c_uint32),
    )


class FullScreen:
    """A line to the X server. Without one, on Wayland or where the library is missing, no program fills the screen."""

    def __init__(self) -> None:
        self._line: c_void_p | None = None
        self._root = 0
        self._atoms: dict[str, int] = {}

    def is_filled(self) -> bool:
        """Whether the window that has the keyboard fills the screen."""
        if os.environ.get("WAYLAND_DISPLAY") or not os.environ.get("DISPLAY"):
            return False
        try:
            return self._asked()
        except (OSError, ValueError, AttributeError):
            self.close()
            return False

    def close(self) -> None:
        """Let go of the line."""
        if self._line is not None:
            self._xcb.xcb_disconnect(self._line)
            self._line = None
            self._atoms.clear()

    def _asked(self) -> bool:
        if self._line is None:
            self._connect()
        active = self._property(self._root, "_NET_ACTIVE_WINDOW", WINDOW)
        if not active or not active[0]:
            return False
        states = self._property(active[0], "_NET_WM_STATE", ATOM)
        return self._atom("_NET_WM_STATE_FULLSCREEN") in states

    def _connect(self) -> None:
        xcb, number = self._xcb, c_int()
        self._line = c_void_p(xcb.xcb_connect(None, byref(number)))
        if xcb.xcb_connection_has_error(self._line):
            raise OSError("no X server answers")
        screens = xcb.xcb_setup_roots_iterator(c_void_p(xcb.xcb_get_setup(self._line)))
        for _ in range(number.value):
            xcb.xcb_screen_next(byref(screens))
        # The first number that describes a screen is its root window.
        self._root = screens.screen[0]

    def _atom(self, name: str) -> int:
        if name not in self._atoms:
            cookie = self._xcb.xcb_intern_atom(self._line, 0, len(name), name.encode())
            reply = self._xcb.xcb_intern_atom_reply(self._line, cookie, None)
            if not reply:
                raise OSError("the X server has gone")
            self._atoms[name] = reply.contents.atom
            self._free(reply)
        return self._atoms[name]

    def _property(self, window: int, name: str, kind: int) -> list[int]:
        """The numbers in a property of a window; none if either is not there."""
        cookie = self._xcb.xcb_get_property(self._line, 0, window, self._atom(name), kind, 0, MOST_STATES)
        reply = self._xcb.xcb_get_property_reply(self._line, cookie, None)
        if not reply:
            return []
        count = self._xcb.xcb_get_property_value_length(c_void_p(reply)) // 4
        values = ctypes.cast(self._xcb.xcb_get_property_value(c_void_p(reply)), POINTER(c_uint32))
        found = values[:count]
        self._free(c_void_p(reply))
        return found

    def _free(self, reply: Any) -> None:
        self._libc.free(reply)

    @cached_property
    def _libc(self) -> Any:
        libc = ctypes.CDLL(None)
        libc.free.argtypes = [c_void_p]
        libc.free.restype = None
        return libc

    @cached_property
    def _xcb(self) -> Any:
        xcb = ctypes.CDLL(LIBRARY)
        for name, result, *given in (
            ("xcb_connect", c_void_p, c_char_p, POINTER(c_int)),
            ("xcb_connection_has_error", c_int, c_void_p),
            ("xcb_disconnect", None, c_void_p),
            ("xcb_get_setup", c_void_p, c_void_p),
            ("xcb_setup_roots_iterator", _Screens, c_void_p),
            ("xcb_screen_next", None, POINTER(_Screens)),
            ("xcb_intern_atom", _Cookie, c_void_p, c_uint8, c_uint16, c_char_p),
            ("xcb_intern_atom_reply", POINTER(_AtomReply), c_void_p, _Cookie, c_void_p),
            (
                *("xcb_get_property", _Cookie, c_void_p, c_uint8),
                *(c_uint32, c_uint32, c_uint32, c_uint32, c_uint32),
            ),
            ("xcb_get_property_reply", c_void_p, c_void_p, _Cookie, c_void_p),
            ("xcb_get_property_value", c_void_p, c_void_p),
            ("xcb_get_property_value_length", c_int, c_void_p),
        ):
            function = getattr(xcb, name)
            function.restype, function.argtypes = result, given
        return xcb
