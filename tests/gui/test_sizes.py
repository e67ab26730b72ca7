"""In a hundred sizes of the window nothing on these pages is cut off, and nothing lies over something else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.points_card import PointsCard
from momentum_desktop.service.story_values import AchievementStory, DaysOf, Rarity
from tests.gui import page_samples as samples
from tests.gui.fitting import hundred_sizes, misfits, settle

LONG_YEAR = 3_650


def achievements(window: MainWindow) -> None:
    window.frame.go_to("achievements")


def story(window: MainWindow) -> None:
    page = window.achievements_page
    window.frame.go_to("achievements")
    won = next(row for row in samples.achievements() if row.name == "Hundred Suns")
    page.open_story(won)
    days = tuple((samples.TODAY - timedelta(days=300 - 3 * number), number) for number in range(1, 88))
    page.story.show_story(AchievementStory("Hundred Suns", Rarity(won.id, 87, 1_412, DaysOf.WORK), days))
    page.story.card.tell("a-rather-long-name-for-a-picture.png could not be written; choose another folder.")


def levels(window: MainWindow) -> None:
    window.frame.go_to("levels")
    window.levels_page.show_insights(samples.insights([38] * 57))


def insights(window: MainWindow) -> None:
    window.frame.go_to("insights")
    page = window.insights_page
    page.tab_shown()
    page.show_stats(samples.stats(LONG_YEAR))
    page.show_insights(samples.insights([20] * 28 + [30] * 29, samples.streaks()))


def insights_by_kind(window: MainWindow) -> None:
    insights(window)
    points: PointsCard = window.insights_page.points
    points.by_kind.setChecked(True)
    points.show_kind_days(samples.kind_days(samples.stats(LONG_YEAR)))
    points.show_view((samples.TODAY - timedelta(days=900), samples.TODAY - timedelta(days=300)))
    window.insights_page.whole.show()


def nothing_yet(window: MainWindow) -> None:
    window.frame.go_to("insights")
    window.insights_page.show_stats(samples.no_stats(30))
    window.insights_page.show_stats(samples.no_stats(400))


def failure(window: MainWindow) -> None:
    window.frame.go_to("levels")
    window.levels_page.show_failure(
        "The database is locked by another program (momentum serve, process 4711); nothing was changed. "
        "Close it and try again."
    )


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(tmp_path, lambda: samples.NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.pages_ready, timeout=10_000):
        made.show()
    made.show_progress(samples.progress())
    made.achievements_page.show_achievements(samples.achievements())
    made.levels_page.show_levels(samples.levels())
    made.levels_page.show_progress(samples.progress())
    return made


@pytest.mark.parametrize(
    "show",
    [achievements, story, levels, insights, insights_by_kind, nothing_yet, failure],
    ids=lambda show: show.__name__,
)
def test_nothing_is_cut_off_in_a_hundred_sizes(window: MainWindow, show: Callable[[MainWindow], None]) -> None:
    show(window)
    faults: dict[str, list[str]] = {}
    for size in hundred_sizes():
        window.resize(size)
        for fault in misfits(window):
            faults.setdefault(fault, []).append(f"{size.width()}×{size.height()}")
    assert not faults, "\n".join(f"{fault} ({len(sizes)} sizes, {sizes[0]} first)" for fault, sizes in faults.items())


def test_what_is_cut_off_or_covered_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    label, button = QLabel("A label with quite some words in it"), QPushButton("A button with words")
    for part in (label, button):
        row.addWidget(part)
    window.resize(QSize(600, 80))
    window.show()
    settle()
    assert misfits(window) == []
    label.setFixedWidth(40)
    button.setFixedWidth(50)
    assert sum("needs" in fault for fault in misfits(window)) == 2
    over = QLabel("Over", window)
    over.setGeometry(button.geometry())
    over.show()
    assert any("lies over" in fault for fault in misfits(window))
    over.move(window.width() - 5, 0)
    assert any("reaches" in fault for fault in misfits(window))
