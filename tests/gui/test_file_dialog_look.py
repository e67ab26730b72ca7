"""Qt's own file dialog wears the window's colours and icons."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QDir, QFileInfo, QPoint, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton, QTreeView
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.file_dialog_look import BUTTONS
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.theme import DARK, LIGHT, Theme
from tests.gui.window_states import filled_window

SIDE = QSize(16, 16)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_a_file_dialog_has_the_theme_s_ground_and_icons(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    window = filled_window(qtbot, tmp_path)
    window.choose("appearance.theme", theme.name)
    assert_dressed(window, qtbot, tmp_path, theme)
    other = DARK if theme is LIGHT else LIGHT
    window.choose("appearance.theme", other.name)
    assert_dressed(window, qtbot, tmp_path, other)


def assert_dressed(window: MainWindow, qtbot: QtBot, folder: Path, theme: Theme) -> None:
    dialog = QFileDialog(window, "Import a file", str(folder))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.setViewMode(QFileDialog.ViewMode.Detail)
    dialog.show()
    dialog.activateWindow()

    def has_keyboard() -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and focused.window() is dialog

    qtbot.waitUntil(has_keyboard)
    tree = dialog.findChild(QTreeView, "treeView")
    assert tree is not None
    pixels = tree.viewport().grab().toImage()
    assert pixels.pixelColor(QPoint(pixels.width() - 3, pixels.height() - 3)) == QColor(theme.surface)
    for button in dialog.findChildren(QToolButton):
        if button.objectName() in BUTTONS:
            wanted = icon(BUTTONS[button.objectName()], theme.text, theme.accent).pixmap(SIDE).toImage()
            assert button.icon().pixmap(SIDE).toImage() == wanted
    provider = dialog.iconProvider()
    assert provider is not None
    here, file = QFileInfo(QDir(str(folder)).absolutePath()), QFileInfo(str(folder / "loop.db"))
    assert provider.icon(here).pixmap(SIDE).toImage() == icon("ui-list", theme.accent).pixmap(SIDE).toImage()
    assert provider.icon(file).pixmap(SIDE).toImage() == icon("ui-file", theme.muted).pixmap(SIDE).toImage()
    dialog.close()
    dialog.deleteLater()
