"""What the first paint must not wait for."""

import subprocess
import sys

HEAVY = {"sqlalchemy", "alembic", "numpy", "pyqtgraph", "asyncio", "fastapi", "uvicorn", "platformdirs"}


def test_the_window_is_built_without_the_database_and_the_charts() -> None:
    script = (
        "import sys, pathlib, tempfile, datetime\n"
        "from PySide6.QtWidgets import QApplication\n"
        "application = QApplication([])\n"
        "from momentum_desktop.gui.main_window import MainWindow\n"
        "now = lambda: datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.timezone.utc)\n"
        "window = MainWindow(pathlib.Path(tempfile.mkdtemp()), now)\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert HEAVY & set(done.stdout.split()) == set()
