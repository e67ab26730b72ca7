"""How long a click on a task's box takes to be painted, in the row and in the header, with very many tasks and events;
and how long a frame takes while the list is scrolled.

As a program it prints, in seconds, what one run at 1280×800 without a screen found."""

from __future__ import annotations

import asyncio
import math
import os
import statistics
import subprocess
import sys
import time
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest

from benchmarks.figures import Figure
from benchmarks.work import NOW
from momentum_desktop.app.desktop import main
from momentum_desktop.gui import main_window

CLICK, FRAME = 0.1, 0.016
CLICKS, NOTCHES, WHEEL = 9, 400, 72
QUIET_MS = 1_500
"""How long nothing may have come from the data before the next click."""
RUNS = 5
TIMEOUT = 600
BOX = QPoint(25, 28)
ROW, HEADER, SCROLLING = "a click painted in its row", "a click painted in the header", "scrolling"


def window_clicks(folder: Path, count: int, tasks: int, runs: int = RUNS) -> list[Figure]:
    """Over the log in a folder, which gets so many open tasks: the medians of the runs, clicks in tenths of a second,
    frames in 16 ms."""
    asyncio.run(_add_tasks(folder, tasks))
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MOMENTUM_NOW": NOW.isoformat()}
    found: dict[str, list[float]] = {}
    for _ in range(runs):
        command = [sys.executable, "-m", "benchmarks.window_clicks", str(folder)]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=TIMEOUT)
        for line in done.stdout.splitlines():
            seconds, _, name = line.partition(" ")
            found.setdefault(name, []).append(float(seconds))
    medians = {name: statistics.median(each) for name, each in found.items()}
    among = f"{tasks:,} tasks and {count:,} events"
    return [
        Figure(f"{ROW}, with {among}, to 100 ms", medians[ROW] / CLICK, 1.0, {"median": medians[ROW]}),
        Figure(f"{HEADER}, with {among}, to 100 ms", medians[HEADER] / CLICK, 1.0, {"median": medians[HEADER]}),
        Figure(
            f"p99 frame, scrolling {tasks:,} tasks, to 16 ms",
            medians[SCROLLING] / FRAME,
            1.0,
            {"p99": medians[SCROLLING]},
        ),
    ]


async def _add_tasks(folder: Path, count: int) -> None:
    """Open tasks for a year to come, as another program's list brings them."""
    from momentum_desktop import open_service
    from momentum_desktop.exchange.formats import format_named
    from momentum_desktop.exchange.importing import import_source
    from momentum_desktop.exchange.source import Source

    path = folder / "todo.txt"
    lines = (
        f"Task {number} +list{number % 40} due:{NOW.date() + timedelta(days=number % 365)}" for number in range(count)
    )
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    service = await open_service(folder, clock=lambda: NOW)
    try:
        take = format_named("todotxt").take
        assert take is not None
        source = Source(str(path), NOW.tzinfo or UTC)
        await import_source(service, take(source), source)
    finally:
        await service.close()


class ClickedWindow(main_window.MainWindow):
    """Ticks one task after the other once everything is shown, scrolls the list, says what it took, and closes."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.resize(1280, 800)
        self._clicks = 0
        self._began = 0.0
        self._points = 0
        self._row: list[float] = []
        self._header: list[float] = []
        self._quiet = QTimer(self, interval=QUIET_MS, singleShot=True)
        self._quiet.timeout.connect(self._click)
        self.pages_ready.connect(self._watch)

    def show_progress(self, progress: Any) -> None:
        before = self._points
        self._points = progress.total_points
        super().show_progress(progress)
        if len(self._header) < self._clicks and self._points > before:
            # The figures move from here on; the first of them is painted with the next paint.
            self.header.repaint()
            self._header.append(time.perf_counter() - self._began)
        self._quiet.start()

    def _watch(self) -> None:
        self.tasks_page.model.rowsInserted.connect(lambda *_: self._quiet.start())
        self._quiet.start()

    def _click(self) -> None:
        view = self.tasks_page.list
        if self._clicks == CLICKS:
            self._finish()
            return
        self._clicks += 1
        model = self.tasks_page.model
        indexes = (model.index(row, 0) for row in range(model.rowCount()))
        index = next(each for each in indexes if (task := model.task_at(each)) is not None and not task.done)
        view.scrollTo(index)
        place = view.visualRect(index).topLeft() + BOX
        self._began = time.perf_counter()
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
        view.viewport().repaint()
        self._row.append(time.perf_counter() - self._began)

    def _finish(self) -> None:
        bar, frames = self.tasks_page.list.verticalScrollBar(), []
        for notch in range(NOTCHES):
            began = time.perf_counter()
            bar.setValue(WHEEL * notch)
            self.tasks_page.list.viewport().repaint()
            frames.append(time.perf_counter() - began)
        print(statistics.median(self._row), ROW)
        print(statistics.median(self._header), HEADER)
        print(sorted(frames)[math.ceil(len(frames) * 0.99) - 1], SCROLLING, flush=True)
        self.leave()


if __name__ == "__main__":
    main_window.MainWindow = ClickedWindow  # type: ignore[assignment, misc]
    main(["--data-dir", sys.argv[1]])
