"""A notification as a value, however it is shown."""

from __future__ import annotations

from dataclasses import dataclass

OPEN = "default"
"""The action of a click on the notification itself."""


@dataclass(frozen=True, slots=True)
class Note:
    """One notification. `actions` are (name, words) of its buttons; another with the same `key` takes its place."""

    key: str
    headline: str
    words: str = ""
    actions: tuple[tuple[str, str], ...] = ()


STAYS = Note(
    "stays",
    "Momentum stays in the tray",
    "So it can remind you. A click on its icon brings the window back; Ctrl+Q in the window ends it for good.",
    (("quit", "Quit now"),),
)
"""What closing the window to the tray is explained with, once."""
