"""The import wizard on its own: what it shows at each step, what it asks for, and what it lets a person do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.import_wizard import ImportWizard
from momentum_desktop.gui.theme import DARK, LIGHT, Theme, palette, style_sheet
from momentum_desktop.service.import_values import ImportReport, Outlook, Problem
from tests.gui.contrast import faint_words

OUTLOOK = Outlook(6507, 7, "Mentor", 12, 0, 1)
PROBLEMS = (Problem("line 3", "no day that exists"), Problem("line 9", "kept as text", left_out=False))
FORMATS = (("git", "git log"), ("loop", "Loop Habit Tracker (.db or CSV zip)"))


def report(**changed: object) -> ImportReport:
    held: dict[str, object] = {
        "added": 173,
        "unchanged": 0,
        "refused": 1,
        "tasks": 9,
        "completions": 164,
        "first_day": date(2016, 1, 1),
        "last_day": date(2016, 3, 21),
        "problems": PROBLEMS,
        "habits": 8,
        "outlook": OUTLOOK,
        "of_tasks": True,
    }
    return ImportReport(**(held | changed))  # type: ignore[arg-type]


@pytest.fixture
def wizard(qtbot: QtBot) -> Iterator[ImportWizard]:
    made = ImportWizard()
    qtbot.addWidget(made)
    made.apply_theme(LIGHT)
    made.show_formats(FORMATS)
    made.begin()
    made.show()
    yield made
    made.show_stopped()


def shown(wizard: ImportWizard) -> str:
    """All words in sight."""
    return "\n".join(label.text() for label in wizard.findChildren(QLabel) if label.isVisible())


def drop(wizard: ImportWizard, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPointF(wizard.choice.drop.rect().center())
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    wizard.choice.drop.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, left, none))


def test_a_file_is_chosen_before_it_is_looked_at(wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    assert not wizard.forward.isEnabled()
    drop(wizard, tmp_path / "loop.db")
    assert "loop.db" in shown(wizard)
    with qtbot.waitSignal(wizard.look_requested) as asked:
        qtbot.mouseClick(wizard.forward, Qt.MouseButton.LeftButton)
    assert asked.args == [str(tmp_path / "loop.db"), "auto", ""]


def test_the_program_and_the_author_can_be_named(wizard: ImportWizard, qtbot: QtBot, tmp_path: Path) -> None:
    wizard.choice.choose(str(tmp_path / "log"))
    assert not wizard.choice.author.isVisible()
    wizard.choice.format.setCurrentText("Git log")
    assert wizard.choice.author.isVisible()
    qtbot.keyClicks(wizard.choice.author, "Ada")
    with qtbot.waitSignal(wizard.look_requested) as asked:
        wizard.forward.click()
    assert asked.args[1:] == ["git", "Ada"]


def test_the_look_says_how_much_from_when_to_when_what_is_amiss_and_where_it_leads(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/loop.db")
    wizard.show_look(report(), "loop", "Loop Habit Tracker (.db or CSV zip)")
    words = shown(wizard)
    for told in ("9", "tasks", "8 repeating", "164", "completions", "loop.db", "Loop Habit Tracker"):
        assert told in words
    assert "take you to level 7, Mentor" in words
    assert "Done between 1 Jan 2016 and 21 Mar 2016." in words
    assert "2 things to know, 1 of them left out" in words
    assert wizard.look.problems.toPlainText().splitlines() == ["line 3  no day that exists", "line 9  kept as text"]
    assert wizard.forward.text() == "Bring in 173"
    assert "undo" in wizard.note.text()


def test_undo_is_promised_only_where_there_is_one(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/all.json")
    wizard.show_look(report(of_tasks=False, problems=()), "json", "everything as one JSON document")
    assert "No undo takes it back; restoring that backup does" in wizard.note.text()
    wizard.forward.click()
    wizard.show_progress(0.8, "Storing it", False)
    assert "restoring the backup takes it back" in shown(wizard)
    wizard.show_stored(report(of_tasks=False, problems=(), act_id=None))
    assert not wizard.undo.isVisible()
    assert "restoring the backup that was made before does" in shown(wizard)


def test_a_plan_is_backed_up_before_like_anything_else(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/plan.json")
    wizard.show_look(report(outlook=None, problems=()), "plan", "a plan")
    assert wizard.note.text() == "A backup is made first.\nOne undo takes all of it back."


def test_nothing_is_said_of_points_where_they_are_out_of_sight(wizard: ImportWizard) -> None:
    wizard.shows_points = False
    wizard.choice.choose("/some/loop.db")
    wizard.show_look(report(), "loop", "Loop")
    wizard.show_stored(report(act_id=5, total_change=6487, earned=6507))
    assert "173 records are in." in shown(wizard)
    assert "what came in" not in shown(wizard)


def test_what_is_all_here_already_is_not_brought_in(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/loop.db")
    wizard.show_look(report(added=0, unchanged=173, problems=()), "loop", "Loop")
    assert "All of it is here already" in shown(wizard)
    assert not wizard.forward.isEnabled()
    assert not wizard.look.problems.isVisible()


def test_it_is_brought_in_and_taken_back(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.choice.choose("/some/loop.db")
    wizard.show_look(report(), "loop", "Loop")
    with qtbot.waitSignal(wizard.store_requested):
        wizard.forward.click()
    wizard.show_progress(0.4, "Storing it", may_stop=True)
    assert wizard.cancel.isEnabled()
    assert "Nothing is stored yet." in shown(wizard)
    wizard.show_progress(0.7, "Storing it", may_stop=False)
    assert not wizard.cancel.isEnabled()
    wizard.reject()
    wizard.close()
    assert wizard.isVisible()
    wizard.show_stored(report(act_id=5, total_change=6507))
    assert "173 records are in: +6,507 points." in shown(wizard)
    assert "You are at level 7, Mentor." in shown(wizard)
    wizard.show_stored(report(act_id=5, total_change=6487, earned=6507))
    assert "173 records are in: +6,487 points." in shown(wizard)
    assert "6,507 by what came in, 20 less by what was there. You are at level 7" in shown(wizard)
    with qtbot.waitSignal(wizard.undo_requested) as asked:
        wizard.undo.click()
    assert asked.args == [5]
    wizard.show_taken_back()
    assert "All of it is taken back." in shown(wizard)
    assert not wizard.undo.isVisible()
    wizard.forward.click()
    assert not wizard.isVisible()


def test_cancel_calls_the_work_off_and_goes_back_to_the_choice(wizard: ImportWizard, qtbot: QtBot) -> None:
    wizard.choice.choose("/some/loop.db")
    wizard.forward.click()
    with qtbot.waitSignal(wizard.stop_requested):
        wizard.cancel.click()
    wizard.show_stopped()
    assert wizard.pages.currentWidget() is wizard.choice
    assert "loop.db" in shown(wizard)


def test_a_refusal_stands_beside_the_choice_until_another_file_is_chosen(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/picture.png")
    wizard.forward.click()
    wizard.show_refusal("“picture.png”: no format recognises this file.")
    assert "no format recognises" in shown(wizard)
    wizard.choice.choose("/some/loop.db")
    assert "no format recognises" not in shown(wizard)


def test_back_from_a_git_log_asks_whose_commits_are_meant(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/log")
    wizard.show_look(report(tasks=0, habits=0, remarks=("2 commits were left out.",)), "git", "git log")
    assert "2 commits were left out." in shown(wizard)
    assert "tasks" not in shown(wizard)
    wizard.back.click()
    assert wizard.choice.author.isVisible()
    wizard.begin("/some/other")
    assert wizard.choice.name == "auto"


def test_everything_in_it_has_a_name(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/loop.db")
    wizard.show_look(report(), "loop", "Loop")
    for part in wizard.findChildren(QWidget):
        if part.focusPolicy() != Qt.FocusPolicy.NoFocus and part.isVisible():
            assert part.accessibleName(), part


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_its_words_can_be_read(wizard: ImportWizard, theme: Theme) -> None:
    before = QApplication.palette()
    QApplication.setPalette(palette(theme))
    try:
        wizard.setStyleSheet(style_sheet(theme))
        wizard.apply_theme(theme)
        wizard.choice.choose("/some/loop.db")
        wizard.choice.show_trouble("The file cannot be read.")
        assert faint_words(wizard) == []
        wizard.show_look(report(remarks=("A remark.",)), "loop", "Loop")
        assert faint_words(wizard) == []
        wizard.show_stored(report(act_id=1, total_change=1))
        assert faint_words(wizard) == []
    finally:
        QApplication.setPalette(before)


def test_a_thousand_problems_are_shown_and_the_rest_is_counted(wizard: ImportWizard) -> None:
    wizard.choice.choose("/some/loop.db")
    many = tuple(Problem(f"line {number}", "no day") for number in range(2500))
    wizard.show_look(report(problems=many, refused=2500), "loop", "Loop")
    listed = wizard.look.problems.toPlainText().splitlines()
    assert len(listed) == 1001
    assert listed[-1] == "and 1,500 more"
    assert "2,500 records cannot be read and would be left out" in shown(wizard)
