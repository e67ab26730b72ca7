"""The tray tells how today stands by shape and words, and passes on what is chosen in its menu."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtGui import QAction, QColor, QImage
from PySide6.QtWidgets import QSystemTrayIcon
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.theme import DARK
from momentum_desktop.gui.tray import BEGIN_FOCUS, END_FOCUS, FOCUS_MINUTES, Tray, day_in_words, next_tasks
from momentum_desktop.gui.tray_picture import DUE, KEPT, RESTING, SIDES, day_state, tray_icon
from momentum_desktop.service.plan_values import FocusSession
from momentum_desktop.service.values import Progress
from tests.gui.samples import NOW, TODAY, clock, done, full_day, progress, task


@pytest.fixture
def tray(qtbot: QtBot) -> Tray:
    return Tray(clock)


def action(tray: Tray, words: str) -> QAction:
    everything = [*tray.menu.actions(), *tray.snooze_menu.actions()]
    return next(each for each in everything if each.text().startswith(words))


def with_status(status: str, **fields: object) -> Progress:
    known = progress()
    return replace(known, streaks=tuple(replace(each, status=status, **fields) for each in known.streaks))


@pytest.mark.parametrize(
    ("status", "state"),
    [("kept", KEPT), ("due", DUE), ("frozen", DUE), ("broken", DUE), ("none", DUE), ("resting", RESTING)],
)
def test_each_standing_of_the_day_has_its_state(status: str, state: str) -> None:
    assert day_state(with_status(status)) == state


def test_without_a_daily_streak_nothing_is_asked_for() -> None:
    assert day_state(replace(progress(), streaks=())) == RESTING
    assert day_in_words(replace(progress(), streaks=()), NOW) == "145 points today"


@pytest.mark.parametrize("side", SIDES)
def test_the_states_differ_in_shape_and_not_only_in_colour(qtbot: QtBot, side: int) -> None:
    masks = [tray_icon(state).pixmap(side).toImage().createAlphaMask() for state in (KEPT, DUE, RESTING)]
    for first, second in ((0, 1), (0, 2), (1, 2)):
        assert differing(masks[first], masks[second]) > side * side // 8


def differing(first: QImage, second: QImage) -> int:
    return sum(first.pixel(x, y) != second.pixel(x, y) for x in range(first.width()) for y in range(first.height()))


@pytest.mark.parametrize("panel", ["#ffffff", "#1e1e1e"])
def test_the_picture_stands_out_on_light_and_dark_panels(qtbot: QtBot, panel: str) -> None:
    image = tray_icon(DUE).pixmap(64).toImage()
    assert contrast(image.pixelColor(32, 32), QColor(panel)) >= 3


def contrast(first: QColor, second: QColor) -> float:
    lights = sorted(luminance(each) for each in (first, second))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def luminance(color: QColor) -> float:
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_the_words_say_the_same(tray: Tray) -> None:
    assert tray.icon.toolTip() == "Momentum"
    tray.show_progress(progress())
    assert tray.icon.toolTip() == "Momentum: 23 days in a row, today ends in 5 h 12"
    tray.show_progress(with_status("none", current_count=0))
    assert tray.icon.toolTip() == "Momentum: starts with one task"


def test_streaks_that_are_switched_off_are_not_told(tray: Tray) -> None:
    tray.show_progress(progress())
    tray.show_streaks(False)
    assert tray.icon.toolTip() == "Momentum"
    tray.show_streaks(True)
    assert "days in a row" in tray.icon.toolTip()


def test_the_menu_offers_the_next_three_that_have_begun(tray: Tray, qtbot: QtBot) -> None:
    later = task(40, "Later", start=TODAY + timedelta(days=2))
    tasks = (done(41, "Done"), later, *full_day())
    tray.show_tasks(tasks)
    offered = [each.text() for each in tray.menu.actions() if each.text().startswith("Complete")]
    assert len(offered) == 3
    assert offered[0] == "Complete “Send the invoice to the printers”"
    assert [each.id for each in next_tasks(tasks, TODAY)] == [1, 2, 3]
    with qtbot.waitSignal(tray.completion_requested) as asked:
        action(tray, offered[1]).trigger()
    assert asked.args == [2]
    tray.show_tasks(())
    assert not any(each.text().startswith("Complete") for each in tray.menu.actions())


def test_a_title_cannot_spoil_the_menu(tray: Tray) -> None:
    tray.show_tasks((task(1, "Fish & chips\nfor " + "everyone " * 20),))
    (offered,) = [each.text() for each in tray.menu.actions() if each.text().startswith("Complete")]
    assert offered.startswith("Complete “Fish && chips for everyone")
    assert "\n" not in offered
    assert len(offered) < 64


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("For an hour", 60), ("For three hours", 180), ("Until tomorrow", 0), ("Remind me again", -1)],
)
def test_reminders_are_put_off_from_the_menu(tray: Tray, qtbot: QtBot, words: str, minutes: int) -> None:
    with qtbot.waitSignal(tray.snooze_requested) as asked:
        action(tray, words).trigger()
    assert asked.args == [minutes]


def test_the_menu_says_until_when_reminders_are_put_off(tray: Tray) -> None:
    assert not action(tray, "Remind me again").isVisible()
    tray.show_snooze(NOW)
    assert tray.snooze_menu.title() == "Reminders snoozed until 22:48"
    assert action(tray, "Remind me again").isVisible()
    tray.show_snooze(None)
    assert tray.snooze_menu.title() == "Snooze reminders"


def test_focus_begins_and_ends_from_the_menu(tray: Tray, qtbot: QtBot) -> None:
    with qtbot.waitSignal(tray.focus_requested) as asked:
        action(tray, BEGIN_FOCUS).trigger()
    assert asked.args == [FOCUS_MINUTES]
    tray.show_focus(FocusSession(1, None, 25, NOW, 60, False, NOW, 60, False))
    with qtbot.waitSignal(tray.focus_requested) as asked:
        action(tray, END_FOCUS).trigger()
    assert asked.args == [0]


@pytest.mark.parametrize(("words", "wish"), [("Open Momentum", "open"), ("Add a task", "quick_add"), ("Quit", "quit")])
def test_the_other_entries_pass_on_their_wish(tray: Tray, qtbot: QtBot, words: str, wish: str) -> None:
    with qtbot.waitSignal(getattr(tray, f"{wish}_requested")):
        action(tray, words).trigger()


def test_a_click_opens_and_a_click_with_the_middle_button_adds(tray: Tray, qtbot: QtBot) -> None:
    reason = QSystemTrayIcon.ActivationReason
    with qtbot.waitSignal(tray.open_requested), qtbot.assertNotEmitted(tray.quick_add_requested):
        tray.icon.activated.emit(reason.Trigger)
    with qtbot.waitSignal(tray.quick_add_requested), qtbot.assertNotEmitted(tray.open_requested):
        tray.icon.activated.emit(reason.MiddleClick)
    with qtbot.assertNotEmitted(tray.open_requested):
        tray.icon.activated.emit(reason.Context)
    with qtbot.waitSignal(tray.open_requested):
        tray.icon.messageClicked.emit()


def test_the_menu_follows_the_theme(tray: Tray) -> None:
    tray.apply_theme(DARK)
    assert DARK.raised in tray.menu.styleSheet()
