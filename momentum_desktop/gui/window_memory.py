"""What the window remembers from one start to the next."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

FILE_NAME = "window.ini"
APPEARANCES = ("system", "light", "dark")
GALLERY_CHOICES = 3


class WindowMemory:
    """Geometry, tab and choices, in `window.ini` in the data folder; a file that cannot be read counts as empty."""

    def __init__(self, data_folder: Path) -> None:
        self._settings = QSettings(str(data_folder / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def geometry(self) -> QByteArray:
        kept = self._settings.value("geometry")
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._settings.setValue("geometry", geometry)

    @property
    def tab(self) -> str:
        """The object name of the page that was open."""
        return str(self._settings.value("tab", ""))

    @tab.setter
    def tab(self, name: str) -> None:
        self._settings.setValue("tab", name)

    @property
    def appearance(self) -> str:
        kept = self._settings.value("appearance")
        return str(kept) if kept in APPEARANCES else "system"

    @appearance.setter
    def appearance(self, choice: str) -> None:
        self._settings.setValue("appearance", choice)

    @property
    def quiet(self) -> bool:
        return str(self._settings.value("quiet", "false")).lower() == "true"

    @quiet.setter
    def quiet(self, quiet: bool) -> None:
        self._settings.setValue("quiet", quiet)

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

    def write(self) -> None:
        """Puts it on the disk now."""
        self._settings.sync()
