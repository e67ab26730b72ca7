"""Each setting changed where a person changes it, and seen where it takes effect: at once, and after a restart."""

from __future__ import annotations

import asyncio
import json
import socket
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QTime
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QTimeEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app import desktop_entry
from momentum_desktop.app.import_desk import ImportDesk
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.settings_desk import SettingsDesk
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.gui.import_wizard import ImportWizard
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.name_dialog import NameDialog
from momentum_desktop.gui.own_rule_dialogs import OwnAchievementDialog, OwnStreakDialog
from momentum_desktop.gui.rules_dialog import RulesDialog
from momentum_desktop.gui.settings_data import EXPORTS
from momentum_desktop.gui.settings_window import SettingsWindow
from momentum_desktop.gui.switch import Switch
from momentum_desktop.gui.token_dialog import NewTokenDialog, TokenMadeDialog
from momentum_desktop.service.choices import CHOICES, Choices
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.settings_file import SettingsFile

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


class Desk:
    """A window with its settings open, over a service of its own."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

        async def opener():
            return await open_service(data_dir=folder, clock=lambda: NOON)

        self.qtbot, self.folder = qtbot, folder
        self.bridge = ServiceBridge(opener)
        self.window = MainWindow(folder, lambda: NOON)
        self.switchboard = Switchboard(self.window, self.bridge)
        self.desk = SettingsDesk(self.window, self.bridge, folder, ["--data-dir", str(folder)])
        self.imports = ImportDesk(self.window, self.bridge)
        self.desk.import_requested.connect(self.imports.open)
        qtbot.addWidget(self.window)
        with qtbot.waitSignal(self.window.pages_ready, timeout=20_000):
            self.window.show()
            self.bridge.start()
        self.window.settings_requested.emit()
        settings = self.window.findChild(SettingsWindow)
        assert settings is not None
        self.settings: SettingsWindow = settings
        self.until(lambda: bool(self.desk._document), lambda: bool(self.desk._levels))

    def until(self, *wanted: Any) -> None:
        for each in wanted:
            self.qtbot.waitUntil(each, timeout=20_000)

    def part(self, kind: type[Any], name: str) -> Any:
        found = self.settings.findChild(kind, name)
        assert found is not None, name
        return found

    def toggle(self, name: str) -> None:
        switch = self.part(Switch, name)
        before = switch.isChecked()
        self.settings.go_to(next(page.name for page in self.settings.pages if page.isAncestorOf(switch)))
        self.qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
        assert switch.isChecked() is not before

    def click(self, name: str) -> None:
        self.part(QPushButton, name).click()

    def choose(self, name: str, words: str) -> None:
        box = self.part(QComboBox, name)
        box.setCurrentText(words)
        box.activated.emit(box.currentIndex())

    def dialog(self, kind: type[Any]) -> Any:
        self.until(lambda: self.settings.findChild(kind) is not None)
        return self.settings.findChild(kind)

    def stored(self) -> dict[str, Any]:
        file = self.folder / "settings.toml"
        return tomllib.loads(file.read_text()) if file.exists() else {}

    def ask(self, question: Any) -> Any:
        async def asked():
            service = await open_service(self.folder, clock=lambda: NOON)
            try:
                return await question(service)
            finally:
                await service.close()

        return asyncio.run(asked())


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    yield made
    made.settings.close()
    made.bridge.close()


def test_every_choice_has_its_control_and_shows_what_the_file_says(desk: Desk) -> None:
    shown = {name for page in desk.settings.pages for name in page._choices}
    assert shown == set(CHOICES)
    assert all(desk.settings.findChild(QWidget, name) is not None for name in CHOICES)


def test_each_switch_is_written_with_its_comment_and_stands_after_a_restart(desk: Desk) -> None:
    for name, choice in CHOICES.items():
        if not isinstance(choice.default, bool):
            continue
        desk.toggle(name)
        table, _, key = name.partition(".")
        assert desk.stored()[table][key] is not choice.default
        assert f"# {choice.comment}\n{key} = " in (desk.folder / "settings.toml").read_text()
        assert Choices(SettingsFile(desk.folder))[name] is not choice.default
        desk.toggle(name)
        assert desk.stored()[table][key] is choice.default


def test_light_and_dark_are_chosen_and_taken_at_once(desk: Desk) -> None:
    desk.choose("appearance.theme", "Dark")
    assert desk.window.theme.name == "dark"
    assert desk.settings.palette().window().color().name() == desk.window.theme.window
    desk.choose("appearance.theme", "Light")
    assert desk.window.theme.name == "light"
    assert desk.stored()["appearance"] == {"theme": "light"}


def test_animation_is_switched_off_and_the_menu_knows(desk: Desk) -> None:
    assert not desk.window.menu_button.is_quiet
    desk.toggle("appearance.animation")
    assert desk.window.menu_button.is_quiet
    desk.window.menu_button.quiet_toggled.emit(False)
    assert desk.part(Switch, "appearance.animation").isChecked()


def test_points_out_of_sight_are_nowhere(desk: Desk) -> None:
    tabs = desk.window.tabs
    assert desk.window.header.today_area.isVisibleTo(desk.window)
    desk.toggle("game.points")
    assert not desk.window.header.today_area.isVisibleTo(desk.window)
    assert not desk.window.header.level_area.isVisibleTo(desk.window)
    assert not tabs.isTabVisible(3)
    assert not desk.window.tasks_page.list._delegate.shows_worth
    desk.toggle("game.points")
    assert tabs.isTabVisible(3)
    assert desk.window.header.today_area.isVisibleTo(desk.window)


def test_streaks_out_of_sight_are_nowhere(desk: Desk) -> None:
    desk.window.frame.tabs.go_to("streaks")
    desk.toggle("game.streaks")
    assert not desk.window.header.streak_area.isVisibleTo(desk.window)
    assert not desk.window.tabs.isTabVisible(2)
    assert desk.window.frame.tabs.current == "tasks"
    desk.toggle("game.points")
    assert not desk.window.header.isVisibleTo(desk.window)


def test_without_toasts_nothing_is_celebrated_but_failures_are_told(desk: Desk) -> None:
    desk.toggle("game.toasts")
    with desk.qtbot.waitSignal(desk.bridge.outcome_ready, timeout=20_000):
        desk.bridge.planner.record_event("goal_completion", {"complexity": "epic"})
    assert desk.window.toasts.toasts == ()
    desk.window.show_failure("The disk is full.")
    assert len(desk.window.toasts.toasts) == 1


@pytest.mark.parametrize(
    ("name", "words", "key", "value"),
    [
        ("day_starts_at", "06:00", "day_starts_at", "06:00"),
        ("week_starts_on", "Sunday", "week_starts_on", "sunday"),
    ],
)
def test_day_and_week_are_previewed_then_taken(desk: Desk, name: str, words: str, key: str, value: str) -> None:
    before = desk.part(QComboBox, name).currentText()
    desk.choose(name, words)
    desk.dialog(RulesDialog).reject()
    desk.until(lambda: desk.part(QComboBox, name).currentText() == before)
    desk.until(lambda: desk.settings.findChild(RulesDialog) is None)
    desk.choose(name, words)
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.dialog(RulesDialog).accept()
    assert desk.ask(lambda service: service.rules_document())[key] == value
    desk.until(lambda: desk.desk._document[key] == value)
    assert desk.part(QComboBox, name).currentText() == words


def test_days_of_rest_are_previewed_then_taken_and_undone(desk: Desk) -> None:
    desk.click("rest_sunday")
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.dialog(RulesDialog).accept()
    desk.until(lambda: desk.desk._document["rest_weekdays"] == ["sunday"])
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.bridge.undo()
    desk.until(lambda: not desk.part(QPushButton, "rest_sunday").isChecked())


def test_all_perks_open_and_close(desk: Desk) -> None:
    assert not desk.part(QPushButton, "perk_themes").isEnabled()
    desk.toggle("all_perks")
    desk.until(lambda: desk.part(QPushButton, "perk_themes").isEnabled())
    desk.until(lambda: desk.part(QPushButton, "own_achievement").isEnabled())
    assert desk.stored()["open_all_perks"] is True
    desk.toggle("all_perks")
    desk.until(lambda: not desk.part(QPushButton, "perk_themes").isEnabled())


def test_a_perk_is_chosen_from_and_the_usual_look_comes_back(desk: Desk) -> None:
    desk.toggle("all_perks")
    desk.until(lambda: desk.part(QPushButton, "perk_themes").isEnabled())
    desk.until(lambda: desk.window.desk.is_open("themes"))
    desk.click("perk_themes")
    assert desk.window.desk.dialog is not None
    desk.window.desk.dialog.close()
    desk.window.desk.choose("accent", "teal")
    desk.click("usual_look")
    assert desk.window._memory.look.accent == "violet"


def test_starting_with_the_desktop_and_the_menu_are_switched(desk: Desk) -> None:
    desk.toggle("autostart")
    assert desktop_entry.starts_by_itself()
    assert f"--data-dir {desk.folder}" in desktop_entry._autostart_entry().read_text()
    desk.toggle("autostart")
    assert not desktop_entry.starts_by_itself()
    desk.toggle("menu_entry")
    assert desktop_entry.in_menu()
    desk.toggle("menu_entry")
    assert not desktop_entry.in_menu()


def test_what_the_home_does_not_take_is_told_and_not_shown_as_done(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "xdg_config_home").write_text("in the way")
    desk.part(Switch, "autostart").click()
    assert not desk.part(Switch, "autostart").isChecked()
    assert len(desk.window.toasts.toasts) == 1


def test_the_hour_of_reminders_and_the_snooze_are_written(desk: Desk) -> None:
    desk.part(QTimeEdit, "reminders.streaks_at").setTime(QTime(20, 15))
    desk.part(QSpinBox, "reminders.snooze_minutes").setValue(45)
    assert desk.stored()["reminders"] == {"streaks_at": "20:15", "snooze_minutes": 45}


def test_a_file_that_was_edited_by_hand_is_seen_when_the_window_comes_to_the_front(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text('[reminders]\nstreaks_at = "07:30"\n[appearance]\ntheme = "dark"\n')
    desk.window.activated.emit()
    assert desk.part(QTimeEdit, "reminders.streaks_at").time() == QTime(7, 30)
    assert desk.window.theme.name == "dark"


def test_a_broken_file_is_set_aside_with_a_word(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text("reminders = [")
    desk.window.activated.emit()
    desk.until(lambda: any("set aside" in toast.accessibleName() for toast in desk.window.toasts.toasts))
    assert len(list(desk.folder.glob("settings.broken-*"))) == 1


def test_a_choice_that_the_disk_does_not_take_is_told_and_shown_as_it_is(desk: Desk) -> None:
    (desk.folder / "settings.toml").write_text("game = 1\n")
    desk.part(Switch, "game.toasts").click()
    assert desk.part(Switch, "game.toasts").isChecked()
    assert "cannot be changed" in desk.window.toasts.toasts[-1].accessibleName()


def test_scrolling_over_a_box_does_not_change_it(desk: Desk) -> None:
    box = desk.part(QComboBox, "appearance.theme")
    desk.settings.search.setFocus()
    event = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, event)
    assert box.currentText() == "As the system"


def test_the_search_finds_rows_by_their_words_on_every_page(desk: Desk) -> None:
    settings = desk.settings
    settings.search.setText("snooze")
    visible = [
        settings.list.item(row).text() for row in range(settings.list.count()) if not settings.list.item(row).isHidden()
    ]
    assert visible == ["Reminders"]
    assert settings.list.currentItem().text() == "Reminders"
    assert desk.part(QSpinBox, "reminders.snooze_minutes").isVisible()
    assert not desk.part(Switch, "reminders.tasks").isVisible()
    settings.search.setText("nothing is called this")
    assert settings._stack.currentWidget() is settings._nothing
    desk.qtbot.keyClick(settings.search, Qt.Key.Key_Escape)
    assert settings.search.text() == ""
    assert desk.part(Switch, "reminders.tasks").isVisible()


def test_the_api_is_switched_and_its_address_copied(desk: Desk) -> None:
    port = desk.part(QSpinBox, "api_port")
    desk.until(lambda: port.value() == 47615)
    port.setValue(free_port())
    desk.until(lambda: desk.stored().get("api", {}).get("port") == port.value())
    desk.part(Switch, "api_on").click()
    desk.until(lambda: desk.part(QPushButton, "copy_address").isEnabled())
    desk.click("copy_address")
    assert QApplication.clipboard().text() == f"http://127.0.0.1:{port.value()}"
    assert desk.stored()["api"] == {"port": port.value(), "on": True}
    desk.part(Switch, "api_on").click()
    desk.until(lambda: not desk.part(QPushButton, "copy_address").isEnabled())


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def test_a_key_is_made_shown_once_and_revoked(desk: Desk) -> None:
    desk.click("new_token")
    dialog = desk.dialog(NewTokenDialog)
    desk.qtbot.keyClicks(dialog.findChild(QLineEdit, "token_name"), "Garden script")
    dialog.scope.setCurrentIndex(dialog.scope.findData("post:focus_session"))
    dialog.bound.setValue(100)
    dialog.accept()
    made = desk.dialog(TokenMadeDialog)
    secret = made.findChild(QLineEdit, "token_secret").text()
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


def test_a_backup_is_made_and_listed_with_the_command_that_restores_it(desk: Desk) -> None:
    desk.bridge.planner.add_task(TaskDraft("Something to keep"))
    desk.click("backup_now")
    desk.until(lambda: len(desk.settings.data.rows) > 4)
    (backup,) = list((desk.folder / "backups").glob("*.db"))
    desk.click(f"restore_{backup.name}")
    assert QApplication.clipboard().text() == f"momentum restore '{backup}'"
    assert desk.part(QPushButton, "backup_now").isEnabled()


def test_each_format_is_exported(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for place, (name, _, suggested) in enumerate(EXPORTS):
        path = tmp_path / f"{name}-{suggested}"
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, path=path: (str(path), ""))
        desk.settings.data.format.setCurrentIndex(place)
        with desk.qtbot.waitSignal(desk.desk._told, timeout=20_000):
            desk.click("export")
        assert path.stat().st_size > 0 or name in ("events", "todotxt")


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


def test_what_differs_from_the_defaults_is_told_and_the_way_back_is_previewed(desk: Desk) -> None:
    assert not desk.part(QPushButton, "compare_defaults").isEnabled()
    desk.click("rest_monday")
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.dialog(RulesDialog).accept()
    desk.until(lambda: desk.part(QPushButton, "compare_defaults").isEnabled())
    words = [label.text() for label in desk.settings.rules.findChildren(QLabel)]
    assert {"Rest weekdays", "monday instead of none"} <= set(words)
    desk.until(lambda: desk.settings.findChild(RulesDialog) is None)
    desk.click("compare_defaults")
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.dialog(RulesDialog).accept()
    desk.until(lambda: not desk.part(QPushButton, "compare_defaults").isEnabled())


def test_an_achievement_of_ones_own_is_invented_won_and_taken_away(desk: Desk) -> None:
    desk.toggle("all_perks")
    desk.until(lambda: desk.part(QPushButton, "own_achievement").isEnabled())
    desk.click("own_achievement")
    dialog = desk.dialog(OwnAchievementDialog)
    desk.qtbot.keyClicks(dialog.name, "Bookworm")
    dialog.measure.setCurrentText("Learning session")
    dialog.target.setValue(1)
    dialog.points.setValue(70)
    dialog.icon.setCurrentIndex(dialog.icon.findData("book"))
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        dialog.accept()
    with desk.qtbot.waitSignal(desk.bridge.outcome_ready, timeout=20_000) as outcome:
        desk.bridge.planner.record_event("learning_session", {})
    assert outcome.args is not None
    assert ("achievement:Bookworm", 70) in [tuple(entry) for entry in outcome.args[0].entries]
    desk.until(lambda: desk.settings.findChild(QPushButton, "remove_own_1") is not None)
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.click("remove_own_1")
    assert "Bookworm" not in {each.name for each in desk.ask(lambda service: service.get_achievements())}


def test_a_streak_of_ones_own_is_invented(desk: Desk) -> None:
    desk.click("own_streak")
    dialog = desk.dialog(OwnStreakDialog)
    desk.qtbot.keyClicks(dialog.name, "Read a page")
    dialog.events.setCurrentIndex(dialog.events.findText("Learning session"))
    dialog.period.setCurrentIndex(1)
    dialog.needed.setValue(3)
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        dialog.accept()
    streak = desk.ask(lambda service: service.get_streaks())[-1]
    assert (streak.streak_type, streak.title, streak.period, streak.needed) == ("read_a_page", "Read a page", "week", 3)


def test_a_name_that_is_taken_cannot_be_invented_again(desk: Desk) -> None:
    desk.click("own_streak")
    dialog = desk.dialog(OwnStreakDialog)
    dialog.name.setText("Daily activity")
    assert not dialog.findChild(QPushButton, "own_take").isEnabled()
    dialog.name.setText("Daily activity of mine")
    assert dialog.findChild(QPushButton, "own_take").isEnabled()
    dialog.reject()


def test_every_control_of_the_settings_has_an_accessible_name(desk: Desk) -> None:
    for kind in (QPushButton, Switch, QComboBox, QSpinBox, QTimeEdit):
        for control in desk.settings.findChildren(kind):
            assert control.accessibleName(), control.objectName()
