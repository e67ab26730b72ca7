"""What is dragged by a real mouse on a real screen is let go where the hand lets go."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.app.screen import PATIENCE_SECONDS, Screen, until
from tests.cli.running import momentum

pytestmark = [pytest.mark.display, pytest.mark.xdist_group("display")]
MANY = 40

PROGRAM = """
import json, sys
from PySide6.QtCore import QPoint, QSocketNotifier, QTimer
from momentum_desktop.app import desktop
from momentum_desktop.gui import main_window


class Told(main_window.MainWindow):
    def __init__(self, *arguments):
        super().__init__(*arguments)
        self.asked = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self.asked.activated.connect(self.hear)

    def hear(self):
        sys.stdin.readline()
        QTimer.singleShot(50, self.tell)

    def tell(self):
        view = self.tasks_page.list
        model, bar = view.model(), view.verticalScrollBar()
        shown = view.viewport().mapToGlobal(QPoint())
        rows = [view.visualRect(model.index(row)).center() + shown for row in range(model.rowCount())]
        # Between which rows an accent line is, far from any word; what frames a row stands inside it.
        image, ink = view.viewport().grab().toImage(), view.palette().accent().color()
        tops = [view.visualRect(model.index(row)).top() for row in range(model.rowCount())]
        seen = [row for row, y in enumerate(tops) if 0 <= y < image.height() - 20]
        lines = [row for row in seen if image.pixelColor(image.width() - 60, tops[row]) == ink]
        # And which rows stand under another in one frame.
        framed = [row for row in seen if image.pixelColor(1, tops[row]) == ink]
        print(json.dumps({
            "ready": self.isActiveWindow() and model.rowCount() > 0,
            "rows": [[model.index(row).data(), spot.x(), spot.y()] for row, spot in enumerate(rows)],
            "bottom": shown.y() + view.viewport().height(),
            "scrolled": bar.value(),
            "lines": lines,
            "framed": framed,
            "dragging": view.state() == view.State.DraggingState,
        }), flush=True)


main_window.MainWindow = Told
desktop.main([])
"""


class Hand:
    """The program on a screen, told by itself where its rows are, and a mouse to drag them with."""

    def __init__(self, screen: Screen, today: date) -> None:
        self.today = str(today)
        self.tomorrow = str(today + timedelta(days=1))
        self._screen = screen
        self._program = subprocess.Popen(
            [sys.executable, "-c", PROGRAM], env=screen.environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        screen.programs.append(self._program)
        window = screen.do(
            *("search", "--sync", "--onlyvisible", "--all", "--pid", str(self._program.pid), "--name", "Momentum")
        )
        screen.do("windowactivate", "--sync", window.splitlines()[-1])

    def told(self) -> dict[str, Any]:
        """What the program says of its list."""
        assert self._program.stdin is not None
        assert self._program.stdout is not None
        self._program.stdin.write(b"\n")
        self._program.stdin.flush()
        answer: dict[str, Any] = json.loads(self._program.stdout.readline())
        return answer

    def until(self, wanted: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Asks until the answer is one that is wanted."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not wanted(told := self.told()):
            assert time.monotonic() < deadline, told
        return told

    def spot(self, title: str, down: int = 0) -> tuple[str, str]:
        """The middle of a row, or so many pixels below it, on the screen."""
        (found,) = [(x, y) for row, x, y in self.told()["rows"] if row == title]
        return str(found[0]), str(found[1] + down)

    def take(self, title: str) -> None:
        """Presses on a row and moves far enough for a drag."""
        x, y = self.spot(title)
        self.do("mousemove", x, y, "mousedown", "1")
        for step in (4, 8, 12, 16, 20):
            self.do("mousemove", str(int(x) + step), str(int(y) + step // 4))
        self.until(lambda told: told["dragging"])

    def carry(self, x: str, y: str) -> None:
        """Moves there and a little about, as a hand does."""
        for step in (-9, -6, -3, 0):
            self.do("mousemove", x, str(int(y) + step))

    def drag(self, title: str, target: str, down: int = 0) -> None:
        """Takes a row and lets it go on another one, or so many pixels below its middle."""
        place = self.spot(target, down)
        self.take(title)
        self.carry(*place)
        self.until(marked)
        self.do("mouseup", "1")
        self.until(lambda told: not told["dragging"] and not marked(told))

    def do(self, *words: str) -> None:
        self._screen.do(*words)

    def end(self) -> None:
        """Ends the program as a closed terminal does."""
        self._program.terminate()
        self._program.communicate(timeout=30)
        assert self._program.returncode == 0


@pytest.fixture
def hand(screen: Screen, data_dir: Path) -> Iterator[Hand]:
    momentum("add", "First", "--due", "today")
    today = date.fromisoformat(due("First"))
    plan = data_dir.parent / "todo.txt"
    lines = [f"{title} due:{today}" for title in ("Second", "Third")]
    lines += [f"Later due:{today + timedelta(days=3)}", *(f"Whenever {number}" for number in range(MANY))]
    plan.write_text("".join(f"{line}\n" for line in lines))
    momentum("import", "todotxt", str(plan))
    made = Hand(screen, today)
    try:
        made.until(lambda told: told["ready"])
        yield made
    finally:
        made.end()


def titles(told: dict[str, Any]) -> list[str]:
    return [title for title, _, _ in told["rows"]]


def marked(told: dict[str, Any]) -> bool:
    """Whether it is seen where what is dragged would come."""
    return bool(told["lines"] or told["framed"])


def order() -> list[str]:
    return [task["title"] for task in momentum("list")]


def due(title: str) -> Any:
    return next(task["due"] for task in momentum("list") if task["title"] == title)


def test_a_drag_orders_a_section_and_changes_the_day_from_one_to_another(hand: Hand) -> None:
    place = hand.spot("First", down=-8)
    hand.take("Third")
    hand.carry(*place)
    told = hand.until(marked)
    assert (told["framed"], [titles(told)[row] for row in told["lines"]]) == ([], ["First"])
    hand.do("mouseup", "1")
    until(order, lambda found: found[:3] == ["Third", "First", "Second"])
    hand.until(lambda told: titles(told)[1:4] == ["Third", "First", "Second"])
    hand.drag("Second", "Later", down=8)
    until(lambda: due("Second"), lambda day: day == hand.tomorrow)
    hand.until(lambda told: titles(told)[titles(told).index("Upcoming") + 1] == "Second")
    hand.drag("First", "Whenever 0", down=8)
    until(lambda: due("First"), lambda day: day is None)


def test_escape_ends_a_drag_and_several_that_are_chosen_are_dragged_together(hand: Hand) -> None:
    hand.do("mousemove", *hand.spot("First"), "click", "1")
    hand.do("keydown", "ctrl", "mousemove", *hand.spot("Third"), "click", "1", "keyup", "ctrl")
    place = hand.spot("Later", down=8)
    hand.take("First")
    hand.carry(*place)
    told = hand.until(lambda told: told["framed"])
    assert [titles(told)[row] for row in told["framed"]] == ["Later"]
    hand.do("key", "Escape")
    hand.until(lambda told: not marked(told) and not told["dragging"])
    hand.do("mouseup", "1")
    hand.drag("First", "Later", down=8)
    until(lambda: (due("First"), due("Second"), due("Third")), lambda days: days != (hand.today,) * 3)
    assert (due("First"), due("Second"), due("Third")) == (hand.tomorrow, hand.today, hand.tomorrow)
    momentum("undo")
    assert {due(title) for title in ("First", "Second", "Third")} == {hand.today}


def test_a_drag_at_the_edge_scrolls_to_what_is_out_of_sight(hand: Hand) -> None:
    x, _ = hand.spot("First")
    hand.take("First")
    hand.carry(x, str(hand.told()["bottom"] - 6))
    told = hand.until(lambda told: told["scrolled"] > 300)
    hand.carry(x, str(told["bottom"] - 120))
    hand.until(marked)
    hand.do("mouseup", "1")
    until(lambda: due("First"), lambda day: day is None)
