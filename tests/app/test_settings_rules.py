"""The settings that are rules: previewed, taken for the whole history, undone; and rules of one's own."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPushButton,
)

from momentum_desktop.gui.own_rule_dialogs import OwnAchievementDialog, OwnStreakDialog
from momentum_desktop.gui.rules_dialog import RulesDialog
from tests.app.desk import Desk


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


def test_what_was_invented_before_takes_its_name_too(desk: Desk) -> None:
    untitled = {"name": "read_a_page", "period": "day", "events": ["learning_session"], "needed": 1}
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000):
        desk.bridge.planner.add_own_streak({**untitled, "freezes": False, "milestones": {}})
    desk.until(lambda: desk.settings.findChild(QPushButton, "remove_own_1") is not None)
    desk.click("own_streak")
    dialog = desk.dialog(OwnStreakDialog)
    dialog.name.setText("Read a page")
    assert not dialog.findChild(QPushButton, "own_take").isEnabled()
    dialog.reject()


def test_an_achievement_is_invented_without_points_where_they_are_out_of_sight(desk: Desk) -> None:
    desk.toggle("all_perks")
    desk.toggle("game.points")
    desk.until(lambda: desk.part(QPushButton, "own_achievement").isEnabled())
    desk.click("own_achievement")
    dialog = desk.dialog(OwnAchievementDialog)
    assert not dialog.points.isVisible()
    assert dialog.measure.findText("Points in all") < 0
    dialog.reject()


def test_a_name_that_is_taken_cannot_be_invented_again(desk: Desk) -> None:
    desk.click("own_streak")
    dialog = desk.dialog(OwnStreakDialog)
    dialog.name.setText("Daily activity")
    assert not dialog.findChild(QPushButton, "own_take").isEnabled()
    dialog.name.setText("Daily activity of mine")
    assert dialog.findChild(QPushButton, "own_take").isEnabled()
    dialog.reject()
