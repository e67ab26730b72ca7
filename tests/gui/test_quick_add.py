"""The quick-add line shows what it understood before Enter, and hands on what it read."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.chip_row import HEIGHT, MOST_ROWS, ChipLabel, ChipRow
from momentum_desktop.gui.quick_add import MARKS, QuickAdd, labels
from momentum_desktop.gui.theme import DARK, GRID, LIGHT, Theme
from momentum_desktop.service.quick_add import KINDS, Chip
from momentum_desktop.service.values import TaskDraft
from tests.gui.samples import TODAY

EVERYTHING = (
    "Write report fri 9am !complex #work #deep /office @mara ~25m every weekday remind me at 8:30 !1 starting tomorrow"
)


@pytest.fixture
def quick_add(qtbot: QtBot) -> QuickAdd:
    made = QuickAdd(TODAY)
    qtbot.addWidget(made)
    made.resize(800, 100)
    made.show_goals(((7, "Marathon in autumn"),))
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_chips_say_what_the_line_understood_before_enter(quick_add: QuickAdd) -> None:
    quick_add.line.setText("Write report by fri !complex #work /office")
    assert quick_add.chips.accessibleName() == "Fri 6 Mar, Complex, office, work"
    quick_add.line.setText("Tidy")
    assert quick_add.chips.accessibleName() == ""


def test_enter_hands_on_everything_that_was_understood(quick_add: QuickAdd, qtbot: QtBot) -> None:
    QTest.keyClicks(quick_add.line, EVERYTHING)
    with qtbot.waitSignal(quick_add.draft_entered) as entered:
        QTest.keyClick(quick_add.line, Qt.Key.Key_Return)
    assert entered.args == [
        TaskDraft(
            title="Write report",
            complexity="complex",
            priority=1,
            list="office",
            start=date(2026, 3, 5),
            due=date(2026, 3, 6),
            tags=("work", "deep"),
            due_minute=540,
            reminder="08:30",
            repeat="FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
            minutes=25,
            goal_id=7,
        )
    ]


def test_goals_that_come_later_are_understood_in_what_is_typed_already(quick_add: QuickAdd) -> None:
    quick_add.line.setText("Vocabulary @span")
    assert quick_add.chips.accessibleName() == ""
    quick_add.show_goals(((8, "Spanish"),))
    assert quick_add.chips.accessibleName() == "Spanish"


def test_a_new_day_changes_what_tomorrow_is(quick_add: QuickAdd) -> None:
    quick_add.line.setText("Call fri")
    quick_add.show_day(date(2026, 3, 5))
    assert quick_add.chips.accessibleName() == "Tomorrow · Fri 6 Mar"


def test_every_kind_of_chip_has_an_icon_of_its_own(qapp: object) -> None:
    assert tuple(kind for kind, _, _ in MARKS) == KINDS
    assert len({name for _, name, _ in MARKS}) == len(KINDS)
    made = labels([Chip(kind, kind, (0, 1)) for kind in KINDS])
    assert [label.words for label in made] == list(KINDS)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_chips_that_one_row_cannot_hold_go_on_in_a_second_and_none_is_cut_off(
    quick_add: QuickAdd, theme: Theme
) -> None:
    quick_add.apply_theme(theme)
    quick_add.line.setText(EVERYTHING)
    row = quick_add.chips
    assert row.height() == 2 * HEIGHT + GRID // 2
    assert all(box.right() <= row.width() for box, _ in row._placed)
    quick_add.line.setText("Write report fri")
    assert row.height() == HEIGHT


def test_chips_that_two_rows_cannot_hold_are_counted(qtbot: QtBot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    row.resize(400, HEIGHT)
    row.show_chips(tuple(ChipLabel("ui-tag", f"a tag, number {number}", "muted") for number in range(20)))
    shown = [chip.words for _, chip in row._placed]
    assert shown[-1] == f"+{20 - len(shown) + 1}"
    assert row.height() == MOST_ROWS * HEIGHT + GRID // 2
    assert "number 19" in row.accessibleName()


def test_words_that_are_too_long_for_a_chip_are_shortened(qtbot: QtBot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    row.resize(400, HEIGHT)
    row.show_chips((ChipLabel("ui-target", "A goal with a title that nobody would read to its end " * 3, "gold"),))
    picture = QImage(row.size(), QImage.Format.Format_ARGB32)
    row.render(picture)
    assert row._placed[0][0].right() <= row.width()
    assert picture.pixelColor(row.width() - 2, HEIGHT // 2) == picture.pixelColor(row.width() - 2, 1)
