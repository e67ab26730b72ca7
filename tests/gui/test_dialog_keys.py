"""Enter presses the button that the keyboard is on, and Ctrl+Enter accepts a dialog from any of its fields."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog, QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui import file_places
from momentum_desktop.gui.goal_dialog import GoalDialog
from momentum_desktop.gui.import_wizard import ImportWizard
from momentum_desktop.gui.settings_data import DataPage
from momentum_desktop.gui.slot_dialog import SlotDialog
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.gui.theme import LIGHT
from momentum_desktop.service.plan_values import SlotDraft
from tests.gui.plan_samples import goals
from tests.gui.samples import TODAY, full_day

CONTROL = Qt.KeyboardModifier.ControlModifier
DIALOGS: tuple[Callable[[], QDialog], ...] = (
    lambda: GoalDialog(goals()[0], TODAY, LIGHT),
    lambda: TaskDialog(full_day()[0], TODAY, LIGHT),
    lambda: SlotDialog(SlotDraft(TODAY, 540, 60, "Read"), (), LIGHT),
)


@pytest.fixture(params=DIALOGS, ids=["goal", "task", "slot"])
def dialog(request: pytest.FixtureRequest, qtbot: QtBot) -> QDialog:
    made: QDialog = request.param()
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_control_enter_accepts_from_every_field_of_words(dialog: QDialog, key: Qt.Key, qtbot: QtBot) -> None:
    fields = [each for kind in (QLineEdit, QPlainTextEdit) for each in dialog.findChildren(kind) if each.isVisible()]
    assert fields
    for field in fields:
        with qtbot.waitActive(dialog):
            dialog.show()
        field.setFocus()
        with qtbot.waitSignal(dialog.accepted):
            QTest.keyClick(field, key, CONTROL)


def test_enter_on_cancel_cancels(dialog: QDialog, qtbot: QtBot) -> None:
    cancel = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Cancel")
    cancel.setFocus()
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(cancel, Qt.Key.Key_Return)


def test_enter_in_a_line_still_accepts(dialog: QDialog, qtbot: QtBot) -> None:
    line = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
    line.setFocus()
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(line, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_on_choose_a_file_asks_for_one(key: Qt.Key, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("/home/ann/loop.db", ""))
    wizard = ImportWizard()
    qtbot.addWidget(wizard)
    wizard.begin()
    wizard.show()
    QTest.keyClick(wizard.choice.drop.file, key)
    assert wizard.choice.path == "/home/ann/loop.db"


def test_a_file_is_looked_for_among_peoples_own_files_then_where_the_last_one_was(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    begun: list[str] = []

    def answered(parent: object, title: str, folder: str = "", *_: object) -> tuple[str, str]:
        begun.append(folder)
        return (str(tmp_path / "loop.db"), "")

    monkeypatch.setattr(file_places, "_used", [])
    monkeypatch.setattr(QFileDialog, "getOpenFileName", answered)
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    page, wizard = DataPage(), ImportWizard()
    for widget in (page, wizard):
        qtbot.addWidget(widget)
    button = page.findChild(QPushButton, "import_file")
    assert button is not None
    button.click()
    wizard.begin()
    wizard.choice.drop.file.click()
    assert begun == [str(documents if documents.is_dir() else Path.home()), str(tmp_path)]
