"""A fading edge ends in what stands behind it: a colour, or the window's painted ground."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.edge_fade import EdgeFade
from momentum_desktop.gui.theme import GRID
from tests.gui import window_states
from tests.gui.window_states import filled_window


@pytest.mark.parametrize("backdrop", ["plain", "aurora"])
def test_the_edge_ends_in_the_ground_behind_it(qtbot: QtBot, tmp_path: Path, backdrop: str) -> None:
    window = filled_window(qtbot, tmp_path)
    window.resize(1280, 700)
    window_states.plan(window)
    window.frame.lay_backdrop(backdrop, tmp_path)
    QApplication.processEvents()
    column = window.tasks_page.pane.column
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum() // 2)
    shown = window.grab().toImage()
    top = column.findChildren(EdgeFade, options=Qt.FindChildOption.FindDirectChildrenOnly)[0]
    assert top.isVisible()
    # Where a card lies under the fade, and just above it, where nothing does.
    at, above = (top.mapTo(window, QPoint(top.width() // 2, y)) for y in (0, -2))
    one, other = QColor(shown.pixel(at)), QColor(shown.pixel(above))
    apart = max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True))
    assert apart <= 8
    # Its other end lets through what lies beneath, which is no darker there than right under it.
    through, under = (top.mapTo(window, QPoint(GRID, y)) for y in (top.height() - 1, top.height() + 1))
    one, other = QColor(shown.pixel(through)), QColor(shown.pixel(under))
    assert max(abs(a - b) for a, b in zip(one.getRgb(), other.getRgb(), strict=True)) <= 8
