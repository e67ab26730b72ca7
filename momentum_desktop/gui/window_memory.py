"""What the window remembers from one start to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QColor

if TYPE_CHECKING:
    from momentum_desktop.gui.look import Honours, Look

FILE_NAME, PICTURE_NAME = "window.ini", "background.jpg"
GALLERY_CHOICES = 3


class WindowMemory:
    """Geometry, tab and look, in `window.ini` in the data folder; a file that cannot be read counts as empty."""

    def __init__(self, data_folder: Path) -> None:
        self._folder = data_folder
        self._settings = QSettings(str(data_folder / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    def ground(self, *, dark_system: bool) -> QColor:
        """What the window was painted on when the system was last dark, or light; not valid before it ever was."""
        return QColor(str(self._settings.value(_ground_place(dark_system), "")))

    def keep_ground(self, colour: str, *, dark_system: bool) -> None:
        self._settings.setValue(_ground_place(dark_system), colour)

    @property
    def tab(self) -> str:
        """The object name of the page that was open."""
        return str(self._settings.value("tab", ""))

    @tab.setter
    def tab(self, name: str) -> None:
        self._settings.setValue("tab", name)

    @property
    def was_put_away(self) -> bool:
        """Whether the window was ever closed while the program stayed."""
        return str(self._settings.value("put_away", "false")).lower() == "true"

    @was_put_away.setter
    def was_put_away(self, put_away: bool) -> None:
        self._settings.setValue("put_away", put_away)

    @property
    def plan(self) -> bool:
        """Whether the plan stands in place of the tasks where there is no room for both."""
        return str(self._settings.value("plan", "false")).lower() == "true"

    @plan.setter
    def plan(self, shown: bool) -> None:
        self._settings.setValue("plan", shown)

    @property
    def gallery(self) -> list[str]:
        """Category, state and order chosen in the gallery; empty before there was a choice."""
        kept = self._settings.value("gallery", [])
        return [str(word) for word in kept] if isinstance(kept, list) and len(kept) == GALLERY_CHOICES else []

    @gallery.setter
    def gallery(self, choices: Sequence[str]) -> None:
        self._settings.setValue("gallery", list(choices))

    @property
    def look(self) -> Look:
        """What was chosen for the look of the window; a name that is not known there any more means the usual."""
        from momentum_desktop.gui.look import CHOICES, Look

        kept = {name: self._settings.value(f"look/{name}") for name in CHOICES}
        return Look(**{name: str(value) for name, value in kept.items() if value is not None})

    @look.setter
    def look(self, look: Look) -> None:
        from momentum_desktop.gui.look import CHOICES

        for name in CHOICES:
            self._settings.setValue(f"look/{name}", getattr(look, name))

    @property
    def picture(self) -> Path:
        """Where the picture behind the pages lies."""
        return self._folder / PICTURE_NAME

    def honours(self, user_id: int) -> Honours:
        """What a user wears in the header."""
        from momentum_desktop.gui.look import LONGEST_TITLE, MOST_BADGES, Honours

        place = f"honours/{user_id}"
        badges = self._settings.value(f"{place}/badges", [])
        names = badges if isinstance(badges, list) else [badges]
        return Honours(
            tuple(str(name) for name in names if name)[:MOST_BADGES],
            str(self._settings.value(f"{place}/title", "") or "")[:LONGEST_TITLE],
            str(self._settings.value(f"{place}/gold", "false")).lower() == "true",
        )

    def keep_honours(self, user_id: int, honours: Honours) -> None:
        place = f"honours/{user_id}"
        self._settings.setValue(f"{place}/badges", list(honours.badges))
        self._settings.setValue(f"{place}/title", honours.title)
        self._settings.setValue(f"{place}/gold", honours.gold)

    def write(self) -> None:
        """Puts it on the disk now."""
        self._settings.sync()


def _ground_place(dark_system: bool) -> str:
    return "ground/dark" if dark_system else "ground/light"
