"""The window lives through tens of thousands of calls: a build of Qt for Python that loses references does not."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import MainWindow
from tests.gui.samples import clock, full_day, progress, unlock


def test_the_window_lives_through_tens_of_thousands_of_calls(qtbot: QtBot, data_dir: Path) -> None:
    data_dir.mkdir()
    window = MainWindow(data_dir, clock)
    qtbot.addWidget(window)
    window.set_quiet(True)
    window.resize(720, 520)
    with qtbot.waitSignal(window.pages_ready, timeout=10_000):
        window.show()
    window.tasks_page.show_tasks(full_day())
    viewport = window.tasks_page.list.viewport()
    for turn in range(1_200):
        window.show_progress(progress(today_points=turn))
        window.tasks_page.model.tick(4, turn % 2 == 0)
        viewport.repaint()
        for _ in range(10):
            viewport.update()
            window.header.update()
        if turn % 100 == 0:
            window.toasts.show_outcome(unlock("First Spark", event_id=turn))
            toast = window.toasts.toasts[0]
            toast.closed.emit(toast)
    assert window.tasks_page.model.rowCount() == 17
