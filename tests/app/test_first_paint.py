"""What the first paint must not wait for."""

import subprocess
import sys

OURS = {"momentum_desktop.gui.theme", "momentum_desktop.service.choices", "momentum_desktop.app.logs"}
HEAVY = {
    "tomllib",
    "dataclasses",
    "sqlalchemy",
    "alembic",
    "numpy",
    "pyqtgraph",
    "asyncio",
    "fastapi",
    "uvicorn",
    "platformdirs",
}


def test_the_window_is_built_without_the_database_and_the_charts() -> None:
    script = (
        "import sys, pathlib, tempfile, datetime\n"
        "from PySide6.QtWidgets import QApplication\n"
        "application = QApplication([])\n"
        "from momentum_desktop.app import desktop\n"
        "from momentum_desktop.gui.main_window import MainWindow\n"
        "from momentum_desktop.gui.window_memory import WindowMemory\n"
        "now = lambda: datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)\n"
        "folder = pathlib.Path(tempfile.mkdtemp())\n"
        "memory = WindowMemory(folder)\n"
        "memory.keep_ground('#123456', dark_system=False)\n"
        "memory.write()\n"
        "window = MainWindow(folder, now)\n"
        "application.processEvents()\n"
        "print(window.grab().toImage().pixelColor(9, 9).name())\n"
        "print(*sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    ground, *modules = done.stdout.split()
    assert ground == "#123456"
    assert HEAVY & {name.partition(".")[0] for name in modules} == set()
    assert OURS & set(modules) == set()
