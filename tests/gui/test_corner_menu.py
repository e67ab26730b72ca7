"""The menus of the corner end where their buttons end."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QMenu, QToolButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service.values import User
from tests.gui.window_states import filled_window

LONG_WAY_FROM_THE_EDGE = 160


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = filled_window(qtbot, tmp_path)
    made.setMinimumSize(0, 0)
    made.resize(made.screen().availableGeometry().width() - LONG_WAY_FROM_THE_EDGE, 520)
    made.move(0, 0)
    return made


def opened(button: QToolButton) -> QMenu:
    """The menu of a button, as it is while it is open."""
    menu = button.menu()
    QTimer.singleShot(0, menu, menu.close)
    button.showMenu()
    return menu


def right_of(button: QToolButton) -> int:
    return button.mapToGlobal(QPoint(button.width(), 0)).x()


def test_the_menu_ends_where_its_button_ends_and_stays_over_the_window(window: MainWindow) -> None:
    menu = opened(window.menu_button)
    assert menu.geometry().right() + 1 == right_of(window.menu_button)
    assert menu.geometry().right() <= window.geometry().right()


def test_the_menu_of_the_people_does_so_too(window: MainWindow) -> None:
    people = window.frame.people
    people.show_people((User(1, "Ann", 0, 1, True), User(2, "Ben", 0, 1, False)))
    people.fit(2000)
    QApplication.processEvents()
    menu = opened(people)
    assert menu.geometry().right() + 1 == right_of(people)


def test_within_the_menu_the_people_stand_beside_it(window: MainWindow) -> None:
    menu, people = window.menu_button.menu(), window.frame.people.menu_of_people
    places: list[int] = []

    def look() -> None:
        menu.setActiveAction(people.menuAction())
        people.popup(menu.geometry().topLeft() - QPoint(people.sizeHint().width(), 0))
        places.append(people.geometry().right())
        people.close()
        menu.close()

    QTimer.singleShot(0, menu, look)
    window.menu_button.showMenu()
    assert places[0] < right_of(window.menu_button) - 100
