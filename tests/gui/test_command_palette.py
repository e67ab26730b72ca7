"""The command palette finds what the window can do and the tasks, and leaves the keyboard where it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.command_palette import CommandPalette
from momentum_desktop.gui.command_ranking import MOST_WEIGHED, Titles
from momentum_desktop.gui.command_ranking import ranked as ranked_among
from momentum_desktop.gui.command_words import ALSO
from momentum_desktop.gui.help_dialogs import HelpDialog
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.rest_dialog import RestDialog
from momentum_desktop.gui.settings_window import SettingsWindow
from momentum_desktop.gui.shortcut_words import SHORTCUTS
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.welcome_dialog import WelcomeDialog
from momentum_desktop.gui.window_commands import SETTINGS_PAGES, commands_of
from tests.gui.samples import clock, done, full_day, progress, task

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

FIRST_HITS = (
    ("backup", "Make a backup…"),
    ("back up", "Make a backup…"),
    ("export", "Export…"),
    ("csv", "Import"),
    ("restore", "Restore a backup…"),
    ("import", "Import"),
    ("api", "Settings: API"),
    ("server", "Let other programs in"),
    ("plan days", "Plan days off…"),
    ("vacation", "Take today off"),
    ("rest", "Take today off"),
    ("today off", "Take today off"),
    ("switch", "People: Add a person"),
    ("user", "People: Add a person"),
    ("overdue", "Move all overdue to today"),
    ("theme", "Appearance: Light"),
    ("dark", "Appearance: Dark"),
    ("night", "Appearance: Light"),
    ("settings", "Settings"),
    ("preferences", "Settings"),
    ("general", "Settings: General"),
    ("reminders", "Settings: Reminders"),
    ("notifications", "Settings: Notifications"),
    ("points", "Settings: Points and levels"),
    ("score", "Settings: Points and levels"),
    ("toasts", "Settings: Toasts for what was won"),
    ("sounds", "Settings: Notifications"),
    ("tray", "Settings: Stay in the tray"),
    ("autostart", "Settings: General"),
    ("boot", "Settings: Start with the desktop"),
    ("full screen", "Settings: Hold back in full screen"),
    ("snooze", "Settings: Snooze for"),
    ("week", "Settings: The week starts on"),
    ("streaks", "Go to Streaks"),
    ("rules", "Settings: Rules"),
    ("data", "Settings: Data"),
    ("people", "People: Add a person"),
    ("shortcuts", "Keyboard shortcuts"),
    ("help", "Keyboard shortcuts"),
    ("exit", "Quit"),
    ("undo", "Undo"),
    ("log", "Write down something learned, or done with others"),
    ("history", "History"),
    ("pomodoro", "Focus for 25 minutes"),
    ("goal", "Add a goal"),
    ("habit", "Add a habit"),
    ("welcome", "Welcome"),
    ("daily", "Add a habit"),
    ("statistics", "Go to Insights"),
    ("trophies", "Go to Achievements"),
    ("perks", "Open all perks"),
    ("animation", "Quiet (no animation)"),
)
"""What people call it, and what they mean."""


@pytest.fixture
def window(qtbot: QtBot, data_dir: Path) -> MainWindow:
    data_dir.mkdir(parents=True)
    made = MainWindow(data_dir, clock)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.pages_ready, timeout=10_000):
        made.show()
    made.activateWindow()
    made.show_progress(progress())
    made.tasks_page.show_tasks((*full_day(), task(90, "Écrire à la mairie")))
    qtbot.waitUntil(made.tasks_page.quick_add.line.hasFocus)
    return made


def opened(window: MainWindow) -> CommandPalette:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_K, CONTROL)
    assert window.door.palette.isVisible()
    return window.door.palette


def titles(palette: CommandPalette) -> list[str]:
    return [str(palette.model.index(row).data()) for row in range(palette.model.rowCount())]


def plain(known: list[str]) -> list[tuple[str, str]]:
    return [(title, "") for title in known]


def ranked(typed: str, known: list[tuple[str, str]], most: int | None = None) -> list[int]:
    return [place for _, place in ranked_among(typed, Titles(known), most=most)]


def press(palette: CommandPalette, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(palette.line, key)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("undo", "Undo"),
        ("UND", "Undo"),
        ("dark", "Appearance: Dark"),
        ("app dark", "Appearance: Dark"),
        ("gins", "Go to Insights"),
        ("ecrire", "Écrire à la mairie"),
        ("task", "Add a task"),
        ("tas", "Tasks of the week"),
    ],
)
def test_a_few_letters_find_what_is_meant(typed: str, first: str) -> None:
    known = ["Add a task", "Undo", "Appearance: Dark", "Go to Insights", "Tasks of the week", "Écrire à la mairie"]
    assert known[ranked(typed, plain(known))[0]] == first


def test_letters_that_are_not_there_find_nothing_and_none_find_everything_in_order() -> None:
    known = plain(["Undo", "Redo", "Do it"])
    assert ranked("zzz", known) == []
    assert ranked("un zzz", known) == []
    assert ranked(" ", known) == [0, 1, 2]
    assert ranked("do", known, most=2) == [2, 0]


def test_letters_strewn_over_a_whole_title_are_not_meant() -> None:
    assert ranked("adk", plain(["A very long task that says nothing and has a k"])) == []


def test_letters_apart_are_meant_only_where_none_are_together() -> None:
    known = [("Appearance: System", ""), ("Take today off", "rest")]
    assert ranked("rest", known) == [1]
    assert ranked("rest", known[:1]) == [0]


def test_a_whole_word_goes_before_another_word_for_it_and_that_before_the_start_of_one() -> None:
    known = [("Planets", ""), ("A plan", ""), ("Something else", "plan"), ("Airplane", ""), ("Plan", "")]
    assert ranked("plan", known) == [4, 1, 2, 0, 3]
    assert ranked("else plan", known) == [2]


def test_of_very_many_titles_the_nearest_are_found_wherever_they_stand() -> None:
    many = [f"Task {number}" for number in range(5 * MOST_WEIGHED)]
    known = plain([*many, "Do 77 things", "The multitasking of 77", "tas", "x task 77 y", "Écrire à la mairie"])
    assert known[ranked("tas", known)[0]] == ("tas", "")
    found = [known[place][0] for place in ranked("task 77", known, 4)]
    assert found == ["Task 77", "x task 77 y", "Task 770", "Task 771"]
    assert [known[place][0] for place in ranked("77 thi", known)] == ["Do 77 things"]
    assert [known[place][0] for place in ranked("ecrire", known)] == ["Écrire à la mairie"]
    assert [known[place][0] for place in ranked("mltask", known)] == ["The multitasking of 77"]


def test_letters_apart_are_found_however_often_they_come() -> None:
    assert ranked("aaaaaaaaab", plain(["a" * 5_000, "aa aa aa aaa b"])) == [1]


def test_tasks_that_come_while_it_is_closed_are_found(window: MainWindow) -> None:
    press(opened(window), Qt.Key.Key_Escape)
    window.tasks_page.show_tasks((task(91, "Tune the cello"), done(92, "Tune the lute")))
    palette = opened(window)
    assert "Tune the cello" not in titles(palette)
    QTest.keyClicks(palette.line, "tune")
    assert titles(palette) == ["Tune the cello"]
    press(palette, Qt.Key.Key_Return)
    assert window.tasks_page.list.currentIndex().data() == "Tune the cello"


def test_tasks_are_made_ready_by_the_first_letter_and_only_once(window: MainWindow) -> None:
    palette = opened(window)
    door = window.door
    assert "titles" not in vars(door._tasks)
    QTest.keyClicks(palette.line, "wa")
    ready = door._tasks.titles
    press(palette, Qt.Key.Key_Escape)
    QTest.keyClicks(opened(window).line, "water")
    assert door._tasks.titles is ready
    assert "Water the plants" in titles(palette)


def test_what_people_call_it_finds_it_first(window: MainWindow) -> None:
    palette = opened(window)
    found = []
    for typed, _ in FIRST_HITS:
        palette.line.setText(typed)
        found.append((typed, titles(palette)[0]))
    assert found == [*FIRST_HITS]


def test_every_other_word_is_for_something_there_is(window: MainWindow) -> None:
    known = [command.title for command in commands_of(window.frame)]
    at_times = {"Other programs are let in", "A break of five minutes"}
    assert [each for each in ALSO if each not in at_times and not any(name.startswith(each) for name in known)] == []


def test_the_settings_pages_are_those_of_the_settings_window(qtbot: QtBot) -> None:
    settings = SettingsWindow()
    qtbot.addWidget(settings)
    assert [(page.name, page.title, page.icon_name) for page in settings.pages] == [*SETTINGS_PAGES]


def test_a_page_of_the_settings_is_asked_for_by_name(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "backup")
    with qtbot.waitSignal(window.settings_page_requested) as wish:
        press(palette, Qt.Key.Key_Return)
    assert wish.args == ["data/Backups"]


@pytest.mark.parametrize("place", ["data/Export", "data/Restore", "data/Backups"])
def test_a_row_of_the_settings_that_is_asked_for_is_in_sight_and_marked(qtbot: QtBot, place: str) -> None:
    settings = SettingsWindow()
    qtbot.addWidget(settings)
    settings.resize(settings.minimumSize())
    settings.show()
    settings.go_to("data")
    column = settings.data.parentWidget().parentWidget()
    assert isinstance(column, QScrollArea)
    column.verticalScrollBar().setValue(column.verticalScrollBar().maximum() if place == "data/Export" else 0)
    settings.go_to(place)
    (row,) = [row for row in settings.data.rows if row.is_marked]
    assert row.title == place.removeprefix("data/")
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect() == row.rect())
    assert row.control is not None
    assert row.control.isAncestorOf(settings.focusWidget()) or row.control is settings.focusWidget()
    settings.go_to("general")
    assert not row.is_marked
    assert all(title in {row.title for row in settings.data.rows} for title in ("Export", "Restore", "Backups"))


def test_where_nothing_is_overdue_it_says_so(window: MainWindow) -> None:
    window.tasks_page.show_tasks((task(90, "Écrire à la mairie"),))
    palette = opened(window)
    QTest.keyClicks(palette.line, "overdue")
    command = palette.model.shown[0]
    assert (command.title, command.beside) == ("Move all overdue to today", "Nothing is overdue")


def test_the_welcome_is_there_again_for_those_who_have_begun(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "welcome")
    press(palette, Qt.Key.Key_Return)
    dialog = window.findChild(WelcomeDialog)
    assert dialog is not None
    added: list[str] = []
    window.tasks_page.add_requested.connect(lambda draft: added.append(draft.title))
    dialog.welcome.boxes[0].setChecked(False)
    dialog.welcome.start.click()
    assert added == ["Go for a walk", "Plan the day"]
    assert not dialog.isVisible()
    assert window.tasks_page.list.isVisible()


def test_a_habit_is_begun_from_the_palette(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "add a habit")
    press(palette, Qt.Key.Key_Return)
    dialog = window.findChild(TaskDialog)
    assert dialog is not None
    assert dialog.windowTitle() == "New habit"


def test_days_off_are_planned_on_their_page(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "plan days off")
    press(palette, Qt.Key.Key_Return)
    assert window.frame.tabs.current == "streaks"
    assert window.findChild(RestDialog) is not None


def test_control_k_opens_it_from_a_line_with_words_and_cuts_none_of_them(window: MainWindow) -> None:
    line = window.tasks_page.quick_add.line
    QTest.keyClicks(line, "Water the plants")
    QTest.keyClick(line, Qt.Key.Key_Home)
    palette = opened(window)
    assert line.text() == "Water the plants"
    assert palette.line.hasFocus()
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert line.hasFocus()


def test_it_holds_every_action_of_the_menu_and_every_page_with_its_keys(window: MainWindow) -> None:
    palette = opened(window)
    known = {command.title: command.keys for command in palette.model.shown}
    assert known["Go to Insights"] == "Ctrl+5"
    assert known["Undo"] == "Ctrl+Z"
    assert known["Keyboard shortcuts"] == "F1"
    assert {
        "Add a task",
        "Redo",
        "History",
        "Appearance: Dark",
        "Quiet (no animation)",
        "Move all overdue to today",
        "Take today off",
        "About Momentum",
        "Quit",
    } <= set(known)
    assert "Water the plants" not in known


def test_enter_does_the_first_and_the_arrows_go_around(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "go to")
    press(palette, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
    assert window.frame.tabs.current == "achievements"
    assert not palette.isVisible()
    palette = opened(window)
    QTest.keyClicks(palette.line, "go to")
    press(palette, Qt.Key.Key_Up)
    assert palette.list.currentIndex().row() == palette.model.rowCount() - 1
    press(palette, Qt.Key.Key_Down, Qt.Key.Key_Enter)
    assert window.frame.tabs.current == "tasks"


def test_an_action_leaves_by_the_signal_that_its_keys_leave_by(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "undo")
    with qtbot.waitSignal(window.undo_requested):
        press(palette, Qt.Key.Key_Return)
    palette = opened(window)
    QTest.keyClicks(palette.line, "overdue")
    with qtbot.waitSignal(window.tasks_page.overdue_requested):
        press(palette, Qt.Key.Key_Return)
    palette = opened(window)
    QTest.keyClicks(palette.line, "today off")
    with qtbot.waitSignal(window.streaks_page.rest_requested):
        press(palette, Qt.Key.Key_Return)
    palette = opened(window)
    QTest.keyClicks(palette.line, "dark")
    press(palette, Qt.Key.Key_Return)
    assert window.theme.name == "dark"


def test_a_task_that_is_chosen_stands_chosen_on_its_page(window: MainWindow) -> None:
    window.frame.tabs.go_to("levels")
    window.levels_page.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    window.levels_page.setFocus()
    palette = opened(window)
    QTest.keyClicks(palette.line, "mairie")
    press(palette, Qt.Key.Key_Return)
    assert window.frame.tabs.current == "tasks"
    assert [each.id for each in window.tasks_page.list.chosen] == [90]
    assert window.tasks_page.list.hasFocus()


def test_a_click_on_a_row_chooses_it_and_a_click_beside_leaves(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "go to levels")
    view = palette.list
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(palette.model.index(0)).center())
    assert window.frame.tabs.current == "levels"
    palette = opened(window)
    QTest.mouseClick(palette, Qt.MouseButton.LeftButton, pos=QPoint(4, palette.height() - 4))
    assert not palette.isVisible()
    assert window.frame.tabs.current == "levels"


def test_what_is_called_nothing_is_said_and_enter_then_does_nothing(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "qqqq")
    assert palette.nothing.isVisible()
    assert palette.line.accessibleDescription() == "Nothing here is called that."
    press(palette, Qt.Key.Key_Return, Qt.Key.Key_Tab)
    assert palette.line.hasFocus()


def test_the_line_says_what_enter_would_choose(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClicks(palette.line, "undo")
    assert palette.line.accessibleDescription() == "Undo, Ctrl+Z"


@pytest.mark.parametrize(("width", "height"), [(800, 560), (720, 520), (1280, 800)])
def test_it_fits_into_the_window_and_follows_its_size(window: MainWindow, width: int, height: int) -> None:
    palette = opened(window)
    window.resize(width, height)
    assert palette.size() == window.frame.size()
    assert palette.rect().contains(palette.card.geometry())


def test_a_page_that_is_gone_to_by_its_keys_closes_it(window: MainWindow) -> None:
    palette = opened(window)
    QTest.keyClick(palette.line, Qt.Key.Key_3, CONTROL)
    assert window.frame.tabs.current == "streaks"
    assert not palette.isVisible()


def sheets(window: MainWindow) -> list[HelpDialog]:
    return [each for each in window.findChildren(HelpDialog) if each.isVisible()]


def test_a_question_mark_opens_the_sheet_unless_it_is_typed(window: MainWindow, qtbot: QtBot) -> None:
    line = window.tasks_page.quick_add.line
    QTest.keyClick(line, Qt.Key.Key_Question, SHIFT)
    assert line.text() == "?"
    assert sheets(window) == []
    window.tasks_page.list.setFocus()
    QTest.keyClick(window.tasks_page.list, Qt.Key.Key_Question, SHIFT)
    qtbot.waitUntil(lambda: len(sheets(window)) == 1)


def test_f1_opens_the_sheet_with_every_key_of_the_menu_and_it_fits(window: MainWindow, qtbot: QtBot) -> None:
    QTest.keyClick(window.tasks_page.quick_add.line, Qt.Key.Key_F1)
    qtbot.waitUntil(lambda: len(sheets(window)) == 1)
    sheet = sheets(window)[0]
    assert sheet.width() <= 800
    assert sheet.height() <= 560
    words = {label.text() for label in sheet.findChildren(QLabel)}
    told = {each for _, keys in SHORTCUTS for key, _ in keys for each in key.split(", ")}
    assert {key for _, keys in SHORTCUTS for key, _ in keys} <= words
    assert {command.keys for command in window.menu_button.commands() if command.keys} <= told
