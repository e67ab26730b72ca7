"""The button and the menu of people pass on what was chosen, and say nothing while one is alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QImage
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import LEAST_SIZE
from momentum_desktop.gui.name_dialog import NameDialog
from momentum_desktop.gui.people_button import NAMELESS_BELOW, PeopleButton
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.values import User

ME, ANNA = User(1, "Me", 40, 1, True), User(2, "R&D, Anna & Co", 7, 1, False)


@pytest.fixture
def button(qtbot: QtBot) -> PeopleButton:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(400, 300)
    made = PeopleButton(window)
    made.apply_theme(DARK)
    made.show_people((ME, ANNA))
    window.show()
    qtbot.waitExposed(window)
    return made


def choose(qtbot: QtBot, button: PeopleButton, words: str) -> None:
    menu = button.menu_of_people
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    qtbot.waitUntil(menu.isVisible)
    (action,) = [each for each in menu.actions() if each.text().replace("&&", "&").startswith(words)]
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def dialog_of(qtbot: QtBot, button: PeopleButton) -> NameDialog:
    window = button.window()
    qtbot.waitUntil(lambda: window.findChild(NameDialog) is not None)
    found = window.findChild(NameDialog)
    assert isinstance(found, NameDialog)
    return found


def test_one_alone_sees_no_button_but_finds_the_menu(button: PeopleButton) -> None:
    button.show_people((ME,))
    assert not button.isVisible()
    assert [action.text() for action in button.menu_of_people.actions() if action.text()] == [
        "Me",
        "Add a person…",
        "Rename “Me”…",
    ]


def test_choosing_another_passes_the_number_on_and_choosing_oneself_nothing(qtbot: QtBot, button: PeopleButton) -> None:
    chosen: list[int] = []
    button.person_chosen.connect(chosen.append)
    choose(qtbot, button, "Me")
    choose(qtbot, button, "R&D")
    assert chosen == [2]


def test_the_one_in_use_is_ticked_and_named(button: PeopleButton) -> None:
    assert (button.text(), button.accessibleName()) == ("Me", "Me: change the person")
    button.show_people((User(1, "Me", 0, 1, False), User(2, "Anna", 0, 1, True), User(3, "Zoë", 0, 1, False)))
    ticked = [action.text() for action in button.menu_of_people.actions() if action.isChecked()]
    assert (button.text(), ticked) == ("Anna", ["Anna"])
    assert button.isVisible()


def test_the_name_gives_way_to_the_tabs(button: PeopleButton) -> None:
    button.fit(NAMELESS_BELOW - 1)
    assert button.isVisible()
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly
    initial = face_of(button)
    button.fit(NAMELESS_BELOW)
    assert button.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon
    assert face_of(button) != initial


def test_in_the_narrowest_window_the_initial_tells_who_it_is(button: PeopleButton) -> None:
    button.fit(LEAST_SIZE.width())
    assert button.isVisible()
    mine = face_of(button)
    button.show_people((User(1, "Me", 0, 1, False), User(2, "Anna", 0, 1, True)))
    assert face_of(button) != mine
    button.show_people((User(1, "Me", 0, 1, True),))
    assert not button.isVisible()


def face_of(button: PeopleButton) -> QImage:
    return button.icon().pixmap(20).toImage()


def test_a_long_name_is_cut_and_no_letter_of_it_is_a_key(button: PeopleButton) -> None:
    button.show_people((User(1, "& " + "W" * 78, 0, 1, True), ANNA))
    assert button.text().startswith("&& W")
    assert button.text().endswith("…")
    assert button.sizeHint().width() < 240


def test_a_person_is_added_by_typing_a_name(qtbot: QtBot, button: PeopleButton) -> None:
    choose(qtbot, button, "Add")
    dialog = dialog_of(qtbot, button)
    qtbot.keyClicks(dialog.line, "  Zoe ")
    with qtbot.waitSignal(button.addition_requested) as asked:
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert asked.args == ["Zoe"]


def test_a_person_is_renamed_by_typing_over_the_name(qtbot: QtBot, button: PeopleButton) -> None:
    choose(qtbot, button, "Rename")
    dialog = dialog_of(qtbot, button)
    assert dialog.line.selectedText() == "Me"
    qtbot.keyClicks(dialog.line, "ME")
    with qtbot.waitSignal(button.rename_requested) as asked:
        qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert asked.args == [1, "ME"]


@pytest.mark.parametrize("name", ["", "   ", "me", " R&D, ANNA & CO ", "42"])
def test_a_name_that_cannot_be_is_not_accepted(qtbot: QtBot, button: PeopleButton, name: str) -> None:
    choose(qtbot, button, "Add")
    dialog = dialog_of(qtbot, button)
    accepted: list[str] = []
    dialog.name_accepted.connect(accepted.append)
    dialog.line.setText(name)
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    assert (accepted, dialog.isVisible()) == ([], True)
    assert all(label.text() for label in dialog.findChildren(QLabel))
    dialog.reject()


def test_people_that_come_and_go_leave_nothing_behind(button: PeopleButton) -> None:
    for _ in range(50):
        button.show_people((ME, ANNA))
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert len(button.menu_of_people.actions()) == 5
    assert len(button.findChildren(QAction)) < 12
