"""Where the data lies, where the pictures lie, and what time it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from importlib.resources import files
from pathlib import Path

from momentum_desktop.errors import RefusedInput

APP_NAME = "momentum-desktop"
DATABASE_NAME = "momentum.db"

Clock = Callable[[], datetime]


def data_folder(chosen: str | Path | None = None) -> Path:
    """The folder of the data: the one chosen, else MOMENTUM_DATA_DIR, else the platform's user data folder."""
    named = chosen or os.environ.get("MOMENTUM_DATA_DIR")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def database_url(chosen: str | None, folder: Path) -> str:
    """The database: the one chosen, else MOMENTUM_DATABASE_URL, else SQLite in the data folder."""
    return chosen or os.environ.get("MOMENTUM_DATABASE_URL") or f"sqlite:///{folder / DATABASE_NAME}"


def clock_in_force() -> Clock:
    """The wall clock, or one that stands still at MOMENTUM_NOW (ISO 8601 with an offset)."""
    fixed = os.environ.get("MOMENTUM_NOW")
    if not fixed:
        return wall_clock
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        moment = datetime.min
    if moment.utcoffset() is None:
        raise RefusedInput(
            f"“{fixed}” is no time with an offset, such as 2026-03-01T09:30:00+01:00", where="MOMENTUM_NOW"
        )
    return lambda: moment


def wall_clock() -> datetime:
    """Now, with the offset of the system's time zone."""
    return datetime.now().astimezone()


def resource_folder() -> Path:
    """The folder of icons and fonts: inside the installed package, or at the top of a checkout."""
    installed = Path(str(files("momentum_desktop") / "resources"))
    if (installed / "icons").is_dir():
        return installed
    return Path(__file__).resolve().parent.parent / "resources"
