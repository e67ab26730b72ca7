"""The focus timer goes on by the clock, pulses, ends by itself, and asks what to do after an interruption."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.focus_card import FocusCard
from momentum_desktop.gui.one_line import OneLine
from momentum_desktop.gui.theme import DARK
from momentum_desktop.service.plan_values import FocusSession
from tests.gui.on_screen import on_screen
from tests.gui.samples import NOW

RUNNING = FocusSession(1, 3, 25, NOW - timedelta(minutes=12), 720, False, NOW, 720, False)


class Clock:
    def __init__(self) -> None:
        self.now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, card: FocusCard, seconds: int) -> None:
        """Second by second, as the timer does."""
        for _ in range(seconds):
            self.now += timedelta(seconds=1)
            card.tick()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def card(qtbot: QtBot, clock: Clock) -> FocusCard:
    made = FocusCard(clock)
    made.show_tasks(((3, "Write the report"), (4, "Call the dentist")))
    return on_screen(qtbot, made, DARK)


def words_of(card: FocusCard) -> str:
    label = card.findChild(QLabel, "focus_words")
    assert label is not None
    return label.text()


def offered(card: FocusCard) -> list[str]:
    return [button.text() for button in card.findChildren(QPushButton) if button.isVisible()]


def click(button: QPushButton) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(("name", "minutes"), [("start", 25), ("start_long", 50), ("count_up", None)])
def test_a_button_begins_a_session_for_the_chosen_task(
    card: FocusCard, qtbot: QtBot, name: str, minutes: int | None
) -> None:
    choice = card.findChild(ChoiceBox, "focus_choice")
    assert choice is not None
    QTest.keyClick(choice, Qt.Key.Key_Down)
    with qtbot.waitSignal(card.start_requested) as wish:
        click(getattr(card, name))
    assert wish.args == [minutes, 3]


def test_without_a_choice_a_session_is_for_no_task(card: FocusCard, qtbot: QtBot) -> None:
    card.start.setFocus()
    with qtbot.waitSignal(card.start_requested) as wish:
        QTest.keyClick(card.start, Qt.Key.Key_Space)
    assert wish.args == [25, None]


def test_a_running_session_counts_down_by_the_clock_and_names_its_task(card: FocusCard, clock: Clock) -> None:
    card.show_session(RUNNING)
    assert card.ring.words == "13:00"
    clock.go_on(card, 61)
    assert card.ring.words == "11:59"
    title = card.findChild(OneLine, "focus_task")
    assert title is not None
    assert title.text == "Write the report"
    assert offered(card) == ["Pause", "Done", "Drop"]


def test_without_an_end_it_counts_up(card: FocusCard, clock: Clock) -> None:
    card.show_session(replace(RUNNING, planned_minutes=None, seconds=3599))
    clock.go_on(card, 2)
    assert card.ring.words == "1:00:01"


def test_a_paused_session_stands_still(card: FocusCard, clock: Clock, qtbot: QtBot) -> None:
    card.show_session(replace(RUNNING, paused=True))
    with qtbot.assertNotEmitted(card.pulse_requested):
        clock.go_on(card, 70)
    assert card.ring.words == "13:00"
    with qtbot.waitSignal(card.resume_requested):
        click(card.resume)


def test_pause_done_and_drop_are_passed_on(card: FocusCard, qtbot: QtBot) -> None:
    card.show_session(RUNNING)
    for button, wish in (
        (card.pause, card.pause_requested),
        (card.stop, card.stop_requested),
        (card.drop, card.drop_requested),
    ):
        with qtbot.waitSignal(wish):
            click(button)


def test_less_than_a_minute_cannot_be_kept(card: FocusCard, clock: Clock) -> None:
    card.show_session(replace(RUNNING, seconds=58))
    assert not card.stop.isEnabled()
    clock.go_on(card, 2)
    assert card.stop.isEnabled()


def test_it_pulses_at_once_and_then_once_a_minute(card: FocusCard, clock: Clock) -> None:
    pulses: list[datetime] = []
    card.pulse_requested.connect(lambda: pulses.append(clock.now))
    card.show_session(RUNNING)
    card.show_session(replace(RUNNING, seconds=721))
    clock.go_on(card, 185)
    assert [(at - NOW).total_seconds() for at in pulses] == [0, 60, 120, 180]


def test_the_end_of_a_pomodoro_stops_it_once_and_offers_a_break(card: FocusCard, clock: Clock) -> None:
    stops: list[None] = []
    card.stop_requested.connect(lambda: stops.append(None))
    card.show_session(replace(RUNNING, seconds=1497))
    clock.go_on(card, 10)
    assert len(stops) == 1
    card.show_session(None)
    assert "25 minutes done" in words_of(card)
    click(card.rest)
    assert card.ring.words == "5:00"
    clock.go_on(card, 90)
    assert card.ring.words == "3:30"
    clock.go_on(card, 210)
    assert words_of(card) == "The break is over."
    assert offered(card) == ["25 min", "5 min break"]


def test_a_break_can_be_skipped(card: FocusCard) -> None:
    card.rest.click()
    click(card.skip)
    assert offered(card) == ["25 min", "50 min", "Count up"]


def test_an_interrupted_session_asks_what_to_keep(card: FocusCard, clock: Clock, qtbot: QtBot) -> None:
    card.show_session(replace(RUNNING, interrupted=True, last_seen=NOW - timedelta(hours=12, minutes=17)))
    assert "Keep the 12 minutes until 10:31, go on, or drop it?" in words_of(card)
    assert offered(card) == ["Go on", "Keep", "Drop"]
    with qtbot.waitSignal(card.stop_requested):
        click(card.stop)
    with qtbot.waitSignal(card.resume_requested):
        click(card.resume)


def test_after_a_sleep_it_asks_instead_of_ending_by_itself(card: FocusCard, clock: Clock, qtbot: QtBot) -> None:
    card.show_session(RUNNING)
    clock.now += timedelta(hours=2)
    with qtbot.assertNotEmitted(card.stop_requested), qtbot.waitSignal(card.refresh_requested):
        card.tick()


def test_the_timer_ticks_by_itself_while_a_session_runs(card: FocusCard, clock: Clock, qtbot: QtBot) -> None:
    card.show_session(RUNNING)
    clock.now += timedelta(seconds=30)
    qtbot.waitUntil(lambda: card.ring.words == "12:30", timeout=5000)


def test_a_task_from_the_list_begins_a_pomodoro(card: FocusCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.start_requested) as wish:
        card.begin(4)
    assert wish.args == [25, 4]
