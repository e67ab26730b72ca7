"""Each choice of `settings.toml` changed in the settings window, and its effect seen at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from momentum_desktop.app import desktop_entry
from momentum_desktop.app.presence import Presence
from momentum_desktop.gui.switch import Switch
from momentum_desktop.service.choices import CHOICES
from tests.app.desk import NOON, Desk


def test_light_and_dark_are_chosen_and_taken_at_once(desk: Desk) -> None:
    desk.choose("appearance.theme", "Dark")
    assert desk.window.theme.name == "dark"
    assert desk.settings.palette().window().color().name() == desk.window.theme.window
    desk.choose("appearance.theme", "Light")
    assert desk.window.theme.name == "light"
    assert desk.stored()["appearance"] == {"theme": "light"}


def test_animation_is_switched_off_and_the_menu_knows(desk: Desk) -> None:
    assert not desk.window.menu_button.is_quiet
    assert desk.window.frame._lively
    desk.toggle("appearance.animation")
    assert desk.window.menu_button.is_quiet
    assert not desk.window.frame._lively
    assert not desk.window.toasts._animated
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


def test_closing_leaves_it_in_the_tray_only_if_it_may(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: True))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    presence = Presence(application, desk.window, lambda: NOON)
    presence.join(desk.bridge)
    # The end of this window is not that of the tests.
    desk.window.closing.disconnect(presence._on_window_closing)
    assert desk.window.stays_behind()
    desk.toggle("window.stay_in_tray")
    assert not desk.window.stays_behind()
    desk.toggle("window.stay_in_tray")
    assert desk.window.stays_behind()


def test_every_choice_has_a_test_that_sees_its_effect() -> None:
    here = Path(__file__).parent
    told = "".join((here / f"test_settings_{part}.py").read_text() for part in ("effects", "reminders"))
    assert {name for name in CHOICES if told.count(f'"{name}"') == 0} == set()


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
