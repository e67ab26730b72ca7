"""Every word on these pages can be read: the contrast of what is really painted, in both themes."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.achievement_gallery import AchievementGallery
from momentum_desktop.gui.theme import DARK, LIGHT, Theme
from tests.gui import page_samples as samples
from tests.gui.contrast import contrast, faint_words
from tests.gui.fitting import settle
from tests.gui.window_states import STATES, State, filled_window, insights

SIZE = QSize(1_000, 2_200)
"""High enough for every page to be seen whole."""


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize("show", STATES, ids=lambda show: show.__name__)
def test_every_word_stands_out_from_its_ground(qtbot: QtBot, tmp_path: Path, show: State, theme: Theme) -> None:
    window = filled_window(qtbot, tmp_path)
    window.resize(SIZE)
    window.apply_theme(theme)
    show(window)
    settle()
    assert faint_words(window) == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_cards_can_be_read_under_the_mouse_chosen_and_new(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    window = filled_window(qtbot, tmp_path)
    window.resize(SIZE)
    window.apply_theme(theme)
    window.frame.tabs.go_to("achievements")
    page = window.achievements_page
    page.show_outcome(samples.outcome("Task Master", "Halfway Up", "On the Dot"))
    settle()
    gallery: AchievementGallery = page.gallery
    for row in range(6):
        index = page.choice.index(row, 0)
        gallery.setCurrentIndex(page.choice.index(5 - row, 0))
        place = QPointF(gallery.visualRect(index).center())
        none = Qt.MouseButton.NoButton
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            gallery.viewport().mapToGlobal(place),
            none,
            none,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(gallery.viewport(), moved)
        assert faint_words(window) == []


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
def test_tables_can_be_read(qtbot: QtBot, tmp_path: Path, theme: Theme) -> None:
    window = filled_window(qtbot, tmp_path)
    window.resize(SIZE)
    window.apply_theme(theme)
    insights(window)
    for card in (window.insights_page.points, window.insights_page.kinds, window.insights_page.hours):
        card.toggle.click()
        card.table.selectRow(1)
    settle()
    assert faint_words(window) == []


class _Painted(QWidget):
    def __init__(self, ink: str) -> None:
        super().__init__()
        self.ink = ink
        self.setFixedSize(200, 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        painter.setPen(QColor(self.ink))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, "Some words")


@pytest.mark.parametrize(("ink", "found"), [("#767676", 0), ("#7c7c7c", 2)])
def test_faint_words_are_found_in_labels_and_in_paintings(qtbot: QtBot, ink: str, found: int) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setStyleSheet(f"background: white; color: {ink}")
    row = QHBoxLayout(window)
    for part in (QLabel("Some words"), _Painted(ink)):
        row.addWidget(part)
    window.show()
    settle()
    faults = faint_words(window)
    assert len(faults) == found, faults


def test_the_ratio_is_that_of_the_guideline() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21)
    assert contrast(QColor("#767676"), QColor("#ffffff")) == pytest.approx(4.54, abs=0.01)
