"""A newcomer's first ten minutes on a real X server, by mouse and keys, with a power cut at the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.screen import Screen, start
from tests.app.test_real_screen import momentum, until

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]
WIDTH, HEIGHT = 1200, 800
START = "280", "584"
"""Where “Start with these” stands in a window of that size."""


def titles() -> set[str]:
    return {task["title"] for task in momentum("list")}


def points() -> int:
    return int(momentum("status")["total_points"])


def test_a_newcomers_first_ten_minutes(screen: Screen, data_dir: Path) -> None:
    process, window = start(screen)
    screen.do("windowsize", "--sync", window, str(WIDTH), str(HEIGHT))

    # The welcome offers three habits; it comes once the data is open, and a click before that meets nothing.
    def begun() -> int:
        screen.do("mousemove", "--window", window, *START, "click", "1")
        return len(titles())

    until(begun, lambda number: number == 3)

    # A task by the line that understands words, which has the cursor again.
    screen.do("key", "ctrl+n")
    screen.do("type", "--delay", "15", "Call Grandma tomorrow #family")
    screen.do("key", "Return")
    until(titles, lambda found: "Call Grandma" in found)
    (call,) = [task for task in momentum("list") if task["title"] == "Call Grandma"]
    assert call["tags"] == ["family"]

    # Down into the list, and done by the key that ticks; the first points, taken back and done again.
    screen.do("key", "Down")
    screen.do("key", "space")
    until(points, lambda total: total > 0)
    earned = points()
    screen.do("key", "ctrl+z")
    until(points, lambda total: total == 0)
    screen.do("key", "ctrl+shift+z")
    until(points, lambda total: total == earned)

    # A look at every page, at what was done, and a day off by the palette.
    for keys in ("ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5", "ctrl+h", "ctrl+1", "ctrl+k"):
        screen.do("key", keys)
    screen.do("type", "--delay", "15", "take today off")
    screen.do("key", "Return")
    until(lambda: momentum("rest", "list"), lambda rests: len(rests) == 1)

    process.kill()
    process.wait(timeout=30)
    process, window = start(screen)
    assert points() == earned
    assert len(titles()) >= 3
    assert momentum("verify")["ok"]
    screen.do("key", "alt+F4")
    assert process.wait(timeout=30) == 0
