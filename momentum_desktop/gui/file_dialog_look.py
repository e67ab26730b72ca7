"""The look of Qt's own file dialog, which stands in where the desktop has none of its own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QFileInfo, QObject, QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QFileIconProvider, QFrame, QToolButton, QWidget

from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.theme import GRID, Theme

BUTTONS = {
    "backButton": "ui-earlier",
    "forwardButton": "ui-later",
    "toParentButton": "ui-up",
    "newFolderButton": "ui-plus",
    "listModeButton": "ui-menu",
    "detailModeButton": "ui-table",
}
"""The icons of its buttons, by the names that Qt gives them."""


class FileDialogLook(QObject):
    """Dresses each file dialog when the keyboard first comes to it, whoever opened it."""

    def __init__(self, theme: Callable[[], Theme], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icons: _Icons | None = None

    def watch(self, _: QWidget | None, focused: QWidget | None) -> None:
        """Looks at the window that the keyboard came to."""
        window = focused.window() if focused is not None else None
        if isinstance(window, QFileDialog):
            theme = self._theme()
            if self._icons is None or self._icons.theme != theme:
                self._icons = _Icons(theme)
            if window.iconProvider() is not self._icons:
                self._dress(window, self._icons)

    def _dress(self, dialog: QFileDialog, icons: _Icons) -> None:
        dialog.setIconProvider(icons)
        for button in dialog.findChildren(QToolButton):
            name = BUTTONS.get(button.objectName())
            if name:
                button.setIcon(icon(name, icons.theme.text, icons.theme.accent))
                button.setIconSize(QSize(20, 20))
        for view in dialog.findChildren(QAbstractItemView):
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setIconSize(QSize(2 * GRID, 2 * GRID))


class _Icons(QFileIconProvider):
    """A folder for folders, a sheet for the rest."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme
        self._folder, self._file = icon("ui-list", theme.accent), icon("ui-file", theme.muted)

    def icon(self, kind: QFileIconProvider.IconType | QFileInfo) -> QIcon:
        is_file = not kind.isDir() if isinstance(kind, QFileInfo) else kind == QFileIconProvider.IconType.File
        return self._file if is_file else self._folder
