"""Without points the complexity of a task ends its row, and the words beside it have the room."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.tasks_page import TasksPage
from tests.gui.on_screen import tasks_page
from tests.gui.samples import TODAY, task

END = 64


def colours_at_its_end(page: TasksPage) -> int:
    """How many colours the last pixels of the first task's row have."""
    row = page.list.visualRect(page.model.index(1))
    strip = QRect(row.right() - END, row.center().y() - 8, END - 16, 16)
    image: QImage = page.list.viewport().grab(strip).toImage()
    return len({image.pixel(x, y) for x in range(image.width()) for y in range(image.height())})


def test_without_points_the_complexity_ends_the_row(qtbot: QtBot) -> None:
    page = tasks_page(qtbot, (task(1, due=TODAY, complexity="epic"),))
    page.show_points(False)
    assert colours_at_its_end(page) > 1
