"""How long a frame takes while a person scrolls through 500 cards, and moves ten years of points along.

As a program it prints the 99th percentile of each, in seconds, of one run at 1280×800 without a screen."""

from __future__ import annotations

import math
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.figures import Figure
from benchmarks.work import NOW

if TYPE_CHECKING:
    from momentum_desktop.gui.achievements_page import AchievementsPage
    from momentum_desktop.gui.insights_page import InsightsPage
    from momentum_desktop.service.values import AchievementStanding, Stats

FRAME = 0.016
CARDS, YEARS_DAYS = 500, 3_650
WHEEL, STEPS = 72, 400
VIEWS = (
    ("a year in sight by day", 0, 365),
    ("nine in sight by day", 0, YEARS_DAYS - 365),
    ("five in sight by week", 1, 1_826),
)
"""Words, grouping and days in sight."""

RUNS = 5
TIMEOUT = 300


def window_frames(runs: int = RUNS) -> list[Figure]:
    """The 99th percentile of each way of moving, the median of the runs, in frames of 16 ms."""
    found: dict[str, list[float]] = {}
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for _ in range(runs):
        command = [sys.executable, "-m", "benchmarks.window_frames"]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=TIMEOUT)
        for line in done.stdout.splitlines():
            seconds, _, name = line.partition(" ")
            found.setdefault(name, []).append(float(seconds))
    medians = {name: statistics.median(each) for name, each in found.items()}
    return [
        Figure(f"p99 frame, {name}, to 16 ms", median / FRAME, 1.0, {"p99": median}) for name, median in medians.items()
    ]


def main() -> None:
    """One run."""
    from PySide6.QtWidgets import QApplication

    application = QApplication([])
    from momentum_desktop.gui.achievements_page import AchievementsPage
    from momentum_desktop.gui.insights_page import InsightsPage
    from momentum_desktop.gui.theme import DARK, palette, style_sheet

    application.setStyle("Fusion")
    application.setPalette(palette(DARK))
    application.setStyleSheet(style_sheet(DARK))
    gallery, insights = AchievementsPage(), InsightsPage()
    for page in (gallery, insights):
        page.apply_theme(DARK)
        page.resize(1280, 800)
    _tell(f"scrolling {CARDS} cards", _scrolled(gallery, application.processEvents))
    for name, grouping, days in VIEWS:
        _tell(f"panning ten years, {name}", _moved(insights, grouping, days, application.processEvents))


def _tell(name: str, frames: Iterator[float]) -> None:
    ordered = sorted(frames)
    print(ordered[math.ceil(len(ordered) * 0.99) - 1], name, flush=True)


def _scrolled(page: AchievementsPage, paint: Callable[[], None]) -> Iterator[float]:
    """Down to the end and up again, a notch of the wheel a frame."""
    page.show_achievements(tuple(_standings()))
    page.show()
    paint()
    bar = page.gallery.verticalScrollBar()
    places = [*range(0, bar.maximum(), WHEEL), *range(bar.maximum(), 0, -WHEEL)]
    for place in places:
        began = time.perf_counter()
        bar.setValue(place)
        paint()
        yield time.perf_counter() - began
    page.hide()


def _moved(page: InsightsPage, grouping: int, days: int, paint: Callable[[], None]) -> Iterator[float]:
    """From the first day to the last, as the strip below the chart is dragged."""
    stats = _stats()
    page.show()
    page.tab_shown()
    page.show_stats(stats)
    page.points.groupings.button(grouping).click()
    first = stats.days[0].day
    page.points.show_view((first, first + timedelta(days=days - 1)))
    paint()
    chart = page.chart
    assert chart is not None
    for _ in range(STEPS):
        began = time.perf_counter()
        chart.move_by((len(stats.days) - days) / STEPS)
        paint()
        yield time.perf_counter() - began
    page.hide()


def _standings() -> Iterator[AchievementStanding]:
    """500 achievements, half of them won, in every category and with every icon of the catalogue."""
    from momentum_desktop.momentum import ACHIEVEMENTS
    from momentum_desktop.service.values import AchievementStanding

    for number in range(CARDS):
        row = ACHIEVEMENTS[number % len(ACHIEVEMENTS)]
        won = number % 2 == 0
        standing = AchievementStanding(
            number,
            f"{row['name']} {number}",
            row["description"],
            str(row["category"]),
            row["points"],
            row["icon_name"],
            str(row["criteria_type"]),
            1_000,
            number,
            False,
            None,
        )
        yield replace(standing, completed=True, completed_at=NOW - timedelta(days=number)) if won else standing


def _stats() -> Stats:
    """Ten years of days, each with points."""
    from momentum_desktop.service.values import DayTotal, Stats, StatTotals

    last = NOW.date()
    days = tuple(
        DayTotal(last - timedelta(days=ago), 20 + ago * 7_919 % 180, 1 + ago % 9)
        for ago in range(YEARS_DAYS - 1, -1, -1)
    )
    points = sum(row.points for row in days)
    return Stats(
        days=days,
        by_kind={"task_completion": points},
        by_event_type={"task_completion": len(days)},
        by_weekday=(points // 7,) * 7,
        by_hour=(points // 24,) * 24,
        by_weekday_hour=((points // 168,) * 24,) * 7,
        best_day=days[0],
        average_per_day=points / len(days),
        active_days=len(days),
        totals=StatTotals(points, len(days), len(days), 0),
    )


if __name__ == "__main__":
    main()
