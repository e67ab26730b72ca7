"""The window lies wholly on its screen, with its frame, however small the screen and large the scale."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from momentum_desktop.gui.main_window import LEAST_SIZE
from tests.app.screen import Screen

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]

PROGRAM = """
import json, sys
from PySide6.QtCore import QRect, QTimer
from momentum_desktop.app import desktop
from momentum_desktop.gui import main_window


class Told(main_window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        # What was asked of the desktop is done before the pages stand.
        self.pages_ready.connect(lambda: QTimer.singleShot(300, self.tell))

    def tell(self):
        frame, room = self.frameGeometry(), self.screen().availableGeometry()
        print(json.dumps([*frame.getRect(), *room.getRect(), self.width(), self.height()]))
        if len(sys.argv) > 1:
            self.setGeometry(QRect(*map(int, sys.argv[1:])))
        self.leave()


main_window.MainWindow = Told
desktop.main([])
"""


def opened(screen: Screen, scale: str, *left_at: int) -> tuple[list[int], list[int], list[int]]:
    """The frame and the room of the screen as x, y, width and height, and the size within the frame. The window is
    `left_at` a geometry for the next time."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *map(str, left_at)],
        env={**screen.environment, "QT_SCALE_FACTOR": scale},
        check=True,
        capture_output=True,
        text=True,
        timeout=100,
    )
    told = json.loads(done.stdout)
    return told[:4], told[4:8], told[8:]


def lies_within(frame: list[int], room: list[int]) -> bool:
    return all(
        room[side] <= frame[side] and frame[side] + frame[side + 2] <= room[side] + room[side + 2] for side in (0, 1)
    )


@pytest.mark.parametrize(
    ("size", "scale"), [("1366x768", "1.25"), ("1366x768", "1.5"), ("1024x768", "1"), ("1920x1080", "2")]
)
def test_the_first_window_and_one_of_a_larger_screen_lie_on_the_screen(data_dir: Path, size: str, scale: str) -> None:
    screen = Screen(size)
    try:
        frame, room, within = opened(screen, scale, 500, 300, 1000, 700)
        assert lies_within(frame, room)
        assert within[0] >= LEAST_SIZE.width()
        assert within[1] >= LEAST_SIZE.height()
        frame, room, _ = opened(screen, scale)
        assert lies_within(frame, room)
    finally:
        screen.close()
