"""What stands on a real screen is what a fresh paint would show, after the wheel was turned over the tasks."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.app.screen import PATIENCE_SECONDS, Screen
from tests.cli.running import momentum

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]

PROGRAM = f"""
import subprocess
from PySide6.QtCore import QDeadlineTimer, QPoint, QTimer
from momentum_desktop.app import desktop
from momentum_desktop.gui import main_window


class Watched(main_window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.turned = False
        self.end = QDeadlineTimer({PATIENCE_SECONDS * 1000})
        self.look = QTimer(self, interval=100)
        self.look.timeout.connect(self.compare)
        self.pages_ready.connect(self.look.start)

    def compare(self):
        view = self.tasks_page.list
        if not self.turned:
            place = view.mapToGlobal(QPoint(300, 300))
            wheel = ["xdotool", "mousemove", str(place.x()), str(place.y()), *["click", "5"] * 5]
            self.turned = bool(view.verticalScrollBar().maximum())
            if self.turned:
                subprocess.run(wheel, check=True)
            return
        corner = view.mapTo(self, QPoint())
        shown = self.screen().grabWindow(self.winId(), corner.x(), corner.y(), view.width(), view.height())
        same = shown.toImage() == view.window().grab(view.rect().translated(corner)).toImage().convertToFormat(
            shown.toImage().format()
        )
        if (same and view.verticalScrollBar().value()) or self.end.hasExpired():
            print("scrolled to", view.verticalScrollBar().value(), "painted" if same else "not painted")
            self.leave()


main_window.MainWindow = Watched
desktop.main([])
"""


def test_tasks_that_are_scrolled_to_are_painted(screen: Screen, data_dir: Path) -> None:
    plan = data_dir.parent / "todo.txt"
    plan.write_text("".join(f"Task number {number}\n" for number in range(60)))
    momentum("import", "todotxt", str(plan))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], env=screen.environment, check=True, capture_output=True, text=True, timeout=100
    )
    words = done.stdout.split()
    assert words[:2] == ["scrolled", "to"]
    assert int(words[2]) > 0
    assert words[3:] == ["painted"]
