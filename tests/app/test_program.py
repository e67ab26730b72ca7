"""The program as a process: pictures without a display, a quiet life without a window, clear words about faults."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from momentum_desktop.app.desktop import GENERATIONS

PAGES = ("tasks", "achievements", "streaks", "levels", "insights", "history")
SETTINGS = ("general", "appearance", "reminders", "rules", "data", "people", "api")
OVER = ("welcome", "palette", "keys", "import", *(f"settings-{page}" for page in SETTINGS))
"""What opens over the pages."""


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "momentum_desktop", *arguments],
        capture_output=True,
        text=True,
        timeout=100,
        env={**os.environ, **environment},
        check=False,
    )


@pytest.mark.parametrize("demo", [True, False])
def test_screenshots_show_every_page_light_and_dark(tmp_path: Path, demo: bool) -> None:
    done = run("--screenshots", str(tmp_path), *(["--demo"] if demo else []), MOMENTUM_NOW="2026-11-20T18:40:00+01:00")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    # With nothing won or begun there is no story to open.
    painted = (*PAGES, *OVER, *(["story"] if demo else []))
    assert {path.name for path in tmp_path.glob("*.png")} == {
        f"{page}-{m}.png" for page in painted for m in ("light", "dark")
    }
    for page in (*PAGES, "welcome"):
        light, dark = (QImage(str(tmp_path / f"{page}-{mode}.png")) for mode in ("light", "dark"))
        assert (light.width(), light.height()) == (dark.width(), dark.height()) == (1280, 800)
        assert light.pixelColor(2, 2).lightness() > 200
        assert dark.pixelColor(2, 2).lightness() < 60
    for name in OVER:
        light, dark = (QImage(str(tmp_path / f"{name}-{mode}.png")) for mode in ("light", "dark"))
        assert light.size() == dark.size()
        assert light.width() >= 600
        assert light.height() >= 400
        assert light.pixelColor(2, 2).lightness() > 100 > dark.pixelColor(2, 2).lightness()


def test_without_a_display_it_says_so_in_one_line_and_ends_on_sigterm(data_dir: Path) -> None:
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    process = subprocess.Popen(
        [sys.executable, "-m", "momentum_desktop"], stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stderr is not None
    line = process.stderr.readline()
    assert "no display was found" in line
    process.send_signal(signal.SIGTERM)
    _, rest = process.communicate(timeout=30)
    assert (process.returncode, rest) == (0, "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_window_ends_cleanly_on_a_signal(data_dir: Path, number: signal.Signals) -> None:
    script = (
        "import sys\n"
        "from PySide6.QtCore import QTimer\n"
        "from momentum_desktop.gui import main_window\n"
        "shown = main_window.MainWindow.showEvent\n"
        "def show(self, event):\n"
        "    shown(self, event)\n"
        "    QTimer.singleShot(0, lambda: print('shown', flush=True))\n"
        "main_window.MainWindow.showEvent = show\n"
        "from momentum_desktop.app.desktop import main\n"
        "sys.exit(main([]))\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ)
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "shown\n"
    process.send_signal(number)
    _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")


def test_the_demo_says_in_its_title_that_it_is_one() -> None:
    script = (
        "from PySide6.QtCore import QTimer\n"
        "from momentum_desktop.gui import main_window\n"
        "def show(self, event):\n"
        "    print(self.windowTitle(), flush=True)\n"
        "    QTimer.singleShot(0, self.leave)\n"
        "main_window.MainWindow.showEvent = show\n"
        "from momentum_desktop.app.desktop import main\n"
        "main(['--demo'])\n"
    )
    told = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, text=True, timeout=60)
    assert told.stdout == "Momentum · demo, nothing is kept\n"


def test_a_naive_clock_is_refused_in_one_line() -> None:
    done = run("--screenshots", "unused", MOMENTUM_NOW="2026-11-20T18:40:00")
    assert done.returncode == 2
    assert done.stderr.startswith("momentum-desktop: MOMENTUM_NOW: ")
    assert done.stderr.count("\n") == 1


def test_screenshots_into_a_place_that_is_no_folder_are_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("--screenshots", str(tmp_path / "file" / "pictures"), "--data-dir", str(tmp_path / "data"))
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith(f"momentum-desktop: {tmp_path / 'file' / 'pictures'} cannot be made")
    assert "Traceback" not in done.stderr


def test_the_demo_leaves_the_users_data_alone(tmp_path: Path, data_dir: Path) -> None:
    assert run("--demo", "--screenshots", str(tmp_path)).returncode == 0
    assert not (data_dir / "momentum.db").exists()


def test_the_window_and_the_command_line_share_the_data(tmp_path: Path, data_dir: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "momentum_desktop.cli", "add", "Shared by both", "--json"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert json.loads(said.stdout)
    assert run("--screenshots", str(tmp_path)).returncode == 0
    assert (data_dir / "momentum.db").exists()


def test_with_a_window_a_look_at_everything_in_memory_is_rare(tmp_path: Path) -> None:
    code = f"import gc; from momentum_desktop.app.desktop import main; main(['--screenshots', {str(tmp_path)!r}]); "
    done = subprocess.run(
        [sys.executable, "-c", code + "print(gc.get_threshold())"],
        check=True,
        capture_output=True,
        text=True,
        timeout=100,
    )
    assert done.stdout.splitlines()[-1] == str(GENERATIONS)
    young, middle, old = GENERATIONS
    assert young * middle * old > 10_000_000


def test_a_start_is_not_held_up_by_a_look_for_what_nothing_holds(data_dir: Path) -> None:
    """Off from before the first paint until the start is over, then on for good."""
    code = """
import gc

from momentum_desktop.app import desktop
from momentum_desktop.gui import main_window

seen = []


class Watched(main_window.MainWindow):
    def show_progress(self, progress):
        super().show_progress(progress)
        if not seen:
            seen.append(gc.isenabled())
            self.startTimer(10)

    def timerEvent(self, event):
        if gc.isenabled():
            self.close()


main_window.MainWindow = Watched
desktop.main([])
print(seen, gc.isenabled())
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, timeout=100)
    assert done.stdout.splitlines()[-1] == "[False] True"
