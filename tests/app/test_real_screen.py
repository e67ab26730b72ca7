"""The program on a real X server, driven by mouse and keys as a person would."""

import re
from pathlib import Path

import pytest

from tests.app.screen import Screen, start, until
from tests.cli.running import momentum

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]


def test_a_task_is_added_and_completed_with_mouse_and_keys_and_found_after_a_restart(
    screen: Screen, data_dir: Path
) -> None:
    process, window = start(screen)
    screen.do("type", "--window", window, "--delay", "15", "Water the plants today !complex")
    screen.do("key", "--window", window, "Return")
    until(lambda: momentum("list"), lambda tasks: [task["title"] for task in tasks] == ["Water the plants"])
    assert momentum("list")[0]["complexity"] == "complex"
    size = dict(re.findall(r"(WIDTH|HEIGHT)=(\d+)", screen.do("getwindowgeometry", "--shell", window)))
    # The first row stands under the quick-add line and the heading of its section.
    for y in range(260, int(size["HEIGHT"]) // 2 + 40, 20):
        screen.do("mousemove", "--window", window, "43", str(y), "click", "1")
        if momentum("status")["total_points"]:
            break
    until(lambda: momentum("status")["total_points"], lambda total: total >= 45)
    assert momentum("verify")["ok"]
    earned = momentum("status")["total_points"]
    screen.do("key", "alt+F4")
    assert process.wait(timeout=30) == 0

    process, window = start(screen)
    assert momentum("status")["total_points"] == earned
    screen.do("key", "alt+F4")
    assert process.wait(timeout=30) == 0
