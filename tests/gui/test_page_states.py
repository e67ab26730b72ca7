"""Each of these pages says what will be here, that it is late, and what went wrong; controls have names and keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.achievements_page import AchievementsPage
from momentum_desktop.gui.command_palette import CommandPalette
from momentum_desktop.gui.insights_page import InsightsPage
from momentum_desktop.gui.levels_page import LevelsPage
from momentum_desktop.gui.page import Page
from momentum_desktop.gui.theme import LIGHT
from tests.gui import page_samples as samples
from tests.gui.fitting import settle
from tests.gui.on_screen import on_screen
from tests.gui.window_states import STATES, State, filled_window


def _achievements(*, full: bool) -> Page:
    page = AchievementsPage()
    page.show_achievements(samples.achievements() if full else ())
    return page


def _levels(*, full: bool) -> Page:
    page = LevelsPage()
    page.show_levels(samples.levels() if full else ())
    return page


def _insights(*, full: bool) -> Page:
    page = InsightsPage()
    page.show_stats(samples.stats(90) if full else samples.no_stats(30))
    return page


PAGES = (_achievements, _levels, _insights)


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.__name__)
def test_an_empty_page_says_what_will_be_here_and_its_button_begins_it(qtbot: QtBot, made: Callable[..., Page]) -> None:
    page = on_screen(qtbot, made(full=False), LIGHT, 900, 600)
    assert page.state == "empty"
    (button,) = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    with qtbot.waitSignal(page.start_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.__name__)
def test_a_page_whose_data_is_late_says_so_and_gives_way_to_the_data(qtbot: QtBot, made: Callable[..., Page]) -> None:
    page = made(full=False)
    qtbot.addWidget(page)
    page.show()
    page.show_loading()
    assert page.state == "empty"
    qtbot.waitUntil(lambda: page.state == "loading")
    page.show_content()
    assert page.state == "content"


@pytest.mark.parametrize("made", PAGES, ids=lambda made: made.__name__)
def test_a_failure_is_told_in_words_and_can_be_tried_again(qtbot: QtBot, made: Callable[..., Page]) -> None:
    page = on_screen(qtbot, made(full=True), LIGHT, 900, 600)
    assert page.state == "content"
    page.show_failure("The database is locked; nothing was changed. Close the other program.")
    assert page.state == "failure"
    words = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any(word.startswith("The database is locked") for word in words)
    (button,) = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    with qtbot.waitSignal(page.retry_requested):
        qtbot.keyClick(button, Qt.Key.Key_Space)


def _controls(window: QWidget) -> list[QWidget]:
    """Everything in sight that a person uses."""
    kinds = QAbstractButton | QComboBox | QLineEdit | QAbstractItemView
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and isinstance(widget, kinds)
        and widget.objectName() != "qt_toolbar_ext_button"
        and not isinstance(widget.parentWidget(), QLineEdit | QComboBox | QAbstractScrollArea)
    ]


@pytest.mark.parametrize("show", STATES, ids=lambda show: show.__name__)
def test_every_control_has_a_name_and_is_reached_by_tab(qtbot: QtBot, tmp_path: Path, show: State) -> None:
    window = filled_window(qtbot, tmp_path)
    show(window)
    settle()
    page = window.tabs.currentWidget()
    assert page is not None
    controls = _controls(page)
    assert controls or show.__name__ == "levels"
    for control in controls:
        spoken = QAccessible.queryAccessibleInterface(control).text(QAccessible.Text.Name)
        assert spoken, f"{type(control).__name__} {control.objectName()!r} has no name"
        by_tab = control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert by_tab or isinstance(control, QToolButton), f"{spoken} cannot be reached by Tab"


@pytest.mark.parametrize("show", STATES, ids=lambda show: show.__name__)
def test_tab_goes_through_all_controls_and_comes_round(qtbot: QtBot, tmp_path: Path, show: State) -> None:
    window = filled_window(qtbot, tmp_path)
    show(window)
    settle()
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.tabs.currentWidget()
    assert page is not None
    wanted = {control for control in _controls(page) if control.isEnabled()}
    palette = window.findChild(CommandPalette)
    if palette is not None and palette.isVisible():
        # It lies over everything else, and there is nothing in it but its line to go to.
        wanted = {palette.line}
    seen: set[QWidget] = set()
    first = window.focusWidget()
    for _ in range(200):
        qtbot.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        focused = window.focusWidget()
        if focused is None or focused is first:
            break
        seen.add(focused)
    missing = wanted - seen - {first}
    # Of buttons of which one is chosen only that one takes the focus; the arrows go to the others.
    missing -= {each for each in missing if isinstance(each, QPushButton) and each.isCheckable() and each.group()}
    assert not missing, [f"{type(each).__name__} {each.objectName()}" for each in missing]
