"""The settings of the data, of other programs and of the people who share it."""

from __future__ import annotations

import json
import os
import socket
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
)

from momentum_desktop.gui.import_wizard import ImportWizard
from momentum_desktop.gui.name_dialog import NameDialog
from momentum_desktop.gui.settings_data import EXPORTS
from momentum_desktop.gui.switch import Switch
from momentum_desktop.gui.theme import GRID
from momentum_desktop.gui.token_dialog import NewTokenDialog, TokenMadeDialog
from momentum_desktop.service.plan_values import TaskDraft
from tests.app.desk import Desk, free_port


def test_the_api_is_switched_and_its_address_copied(desk: Desk) -> None:
    port = desk.part(QSpinBox, "api_port")
    desk.until(lambda: port.value() == 47615)
    port.setValue(free_port())
    desk.until(lambda: desk.stored().get("api", {}).get("port") == port.value())
    desk.part(Switch, "api_on").click()
    desk.until(lambda: desk.part(QPushButton, "copy_address").isEnabled())
    desk.until(lambda: desk.settings.note.isVisible() and "may ask at" in desk.settings.note.text())
    desk.click("copy_address")
    assert QApplication.clipboard().text() == f"http://127.0.0.1:{port.value()}"
    assert desk.stored()["api"] == {"port": port.value(), "on": True}
    before, other = port.value(), free_port()
    port.setValue(other)
    desk.until(lambda: answers(other), lambda: not answers(before))
    desk.until(lambda: desk.settings.api._address == f"http://127.0.0.1:{other}")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port.setValue(taken.getsockname()[1])
        desk.until(lambda: port.value() == other)
        assert answers(other)
        assert "in use" in desk.window.toasts.toasts[-1].accessibleName()
        assert "in use" in desk.settings.note.text()
    desk.part(Switch, "api_on").click()
    desk.until(lambda: not desk.part(QPushButton, "copy_address").isEnabled())
    assert not answers(other)


def answers(port: int) -> bool:
    with socket.socket() as asked:
        return asked.connect_ex(("127.0.0.1", port)) == 0


def test_a_key_is_made_shown_once_and_revoked(desk: Desk) -> None:
    desk.click("new_token")
    dialog = desk.dialog(NewTokenDialog)
    desk.qtbot.keyClicks(dialog.findChild(QLineEdit, "token_name"), "Garden script")
    dialog.scope.setCurrentIndex(dialog.scope.findData("post:focus_session"))
    dialog.bound.setValue(100)
    dialog.accept()
    made = desk.dialog(TokenMadeDialog)
    field = made.findChild(QLineEdit, "token_secret")
    secret = field.text()
    assert QFontInfo(field.font()).fixedPitch()
    assert field.fontMetrics().horizontalAdvance(secret) < field.width() - 4 * GRID
    made.findChild(QPushButton, "token_copy").click()
    assert QApplication.clipboard().text() == secret
    made.accept()
    (token,) = desk.ask(lambda service: service.tokens.all())
    assert (token.name, token.scopes, token.daily_points) == ("Garden script", ("post:focus_session",), 100)
    desk.until(lambda: desk.settings.findChild(QPushButton, "revoke_Garden script") is not None)
    assert secret not in " ".join(label.text() for label in desk.settings.findChildren(QLabel))
    desk.click("revoke_Garden script")
    desk.until(lambda: not desk.settings.api._tokens)
    assert desk.ask(lambda service: service.tokens.all()) == ()


def test_a_backup_is_made_and_listed(desk: Desk) -> None:
    desk.bridge.planner.add_task(TaskDraft("Something to keep"))
    before = len(desk.settings.data.rows)
    desk.click("backup_now")
    desk.until(lambda: len(desk.settings.data.rows) == before + 1)
    (backup,) = list((desk.folder / "backups").glob("*.db"))
    assert desk.part(QPushButton, f"restore_{backup.name}").isEnabled()
    assert desk.part(QPushButton, "backup_now").isEnabled()


def test_each_format_is_exported(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for place, (name, _, suggested) in enumerate(EXPORTS):
        path = tmp_path / f"{name}-{suggested}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        desk.settings.data.format.setCurrentIndex(place)
        with desk.qtbot.waitSignal(desk.desk._told, timeout=20_000):
            desk.click("export")
        assert path.stat().st_size > 0 or name in ("events", "todotxt")


def test_while_a_file_is_written_everything_else_goes_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A pipe takes nothing until somebody reads it: the export stands still for as long as that."""
    pipe = tmp_path / "all.json"
    os.mkfifo(pipe)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(pipe), ""))
    desk.settings.data.format.setCurrentIndex(0)
    desk.click("export")
    for title in ("Meanwhile", "And after"):
        with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
            desk.bridge.planner.add_task(TaskDraft(title))
    with desk.qtbot.waitSignal(desk.desk._told, timeout=20_000):
        assert json.loads(pipe.read_bytes())["format"] == "momentum"


def test_a_file_is_looked_into_then_taken_in(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    path = tmp_path / "log.jsonl"
    event = {"event_type": "focus_session", "occurred_at": "2026-03-01T10:00:00+00:00", "metadata": {"minutes": 25}}
    path.write_text(json.dumps({**event, "idempotency_key": "one"}) + "\n")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    desk.click("import_file")
    wizard = desk.window.findChild(ImportWizard)
    assert wizard is not None
    desk.until(lambda: wizard.forward.text() == "Bring in 1")
    assert desk.ask(lambda service: service.export_events()) == []
    wizard.forward.click()
    desk.until(lambda: wizard.forward.text() == "Close")
    assert len(desk.ask(lambda service: service.export_events())) == 1
    wizard.close()


def test_people_are_added_renamed_and_changed_to(desk: Desk) -> None:
    desk.until(lambda: len(desk.settings.people.rows) == 2)
    desk.click("add_person")
    dialog = desk.dialog(NameDialog)
    desk.qtbot.keyClicks(dialog.findChild(QLineEdit, "person_name"), "Anna")
    dialog.accept()
    desk.until(lambda: desk.settings.findChild(QPushButton, "rename_2") is not None)
    desk.until(lambda: not desk.part(QPushButton, "use_2").isEnabled())
    desk.until(lambda: desk.settings.findChild(NameDialog) is None)
    desk.click("rename_2")
    dialog = desk.dialog(NameDialog)
    dialog.findChild(QLineEdit, "person_name").setText("Anni")
    dialog.accept()
    desk.until(lambda: [user.name for user in desk.settings.people._people] == ["Me", "Anni"])
    desk.click("use_1")
    desk.until(lambda: desk.settings.people._people[0].in_use)
    assert desk.stored()["user"] == 1
