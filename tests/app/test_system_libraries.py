"""What a start says where the system lacks a library that Qt needs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ABSENT = '{"libabsent.so.9": "libabsent9"}'
WORDS = "libabsent.so.9 of the system is missing; on Debian or Ubuntu: sudo apt-get install libabsent9"


def start(folder: Path, before: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import sys\n"
        "from momentum_desktop.app import system_libraries\n"
        f"{before}\n"
        "from momentum_desktop.app.desktop import main\n"
        f"sys.exit(main(['--data-dir', {str(folder)!r}]))\n"
    )
    left = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    left.pop("QT_QPA_PLATFORM", None)
    command = [sys.executable, "-c", script]
    return subprocess.run(command, env={**left, **environment}, capture_output=True, text=True, timeout=60, check=False)


def test_what_a_window_on_an_x_server_lacks_is_named_before_qt_ends_the_process(tmp_path: Path) -> None:
    done = start(tmp_path, f"system_libraries.WINDOWS = {ABSENT}", DISPLAY=":987")
    assert (done.returncode, done.stderr) == (2, f"momentum-desktop: {WORDS}\n")


def test_what_qt_itself_lacks_is_named(tmp_path: Path) -> None:
    before = f"system_libraries.IMPORTS = {ABSENT}\nsys.modules['PySide6.QtWidgets'] = None"
    done = start(tmp_path, before, QT_QPA_PLATFORM="offscreen")
    assert (done.returncode, done.stderr) == (2, f"momentum-desktop: {WORDS}\n")


def test_a_qt_that_cannot_be_loaded_for_another_reason_is_told_with_it(tmp_path: Path) -> None:
    done = start(tmp_path, "sys.modules['PySide6.QtWidgets'] = None", QT_QPA_PLATFORM="offscreen")
    assert done.returncode == 2
    assert done.stderr.startswith("momentum-desktop: Qt cannot be loaded (")
