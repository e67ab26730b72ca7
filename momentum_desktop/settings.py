"""Where the data lies and where the pictures lie."""

from __future__ import annotations

import os
from pathlib import Path

APP_NAME = "momentum-desktop"
DATABASE_NAME = "momentum.db"
INTERFACE_ICONS = "ui-"


def data_folder(chosen: str | Path | None = None) -> Path:
    """The folder of the data: the one chosen, else MOMENTUM_DATA_DIR, else the platform's user data folder."""
    named = chosen or os.environ.get("MOMENTUM_DATA_DIR")
    if named:
        return Path(named).expanduser().absolute()
    from platformdirs import user_data_path

    return user_data_path(APP_NAME, appauthor=False)


def named_database(chosen: str | None, chosen_folder: str | Path | None) -> str | None:
    """The database that is named: the one chosen, else MOMENTUM_DATABASE_URL unless a folder was chosen, for what is
    said now goes before the environment. None if only a folder is."""
    return chosen or (None if chosen_folder else os.environ.get("MOMENTUM_DATABASE_URL")) or None


def database_url(chosen: str | None, chosen_folder: str | Path | None) -> str:
    """The database that is named, else SQLite in the data folder."""
    return named_database(chosen, chosen_folder) or f"sqlite:///{data_folder(chosen_folder) / DATABASE_NAME}"


def resource_folder() -> Path:
    """The folder of icons and fonts: inside the installed package, or at the top of a checkout."""
    from importlib.resources import files

    installed = Path(str(files("momentum_desktop") / "resources"))
    if (installed / "icons").is_dir():
        return installed
    return Path(__file__).resolve().parent.parent / "resources"


def icon_names() -> frozenset[str]:
    """The icons that an achievement may name; those of the interface itself are none."""
    names = (icon.stem for icon in (resource_folder() / "icons").glob("*.svg"))
    return frozenset(name for name in names if not name.startswith(INTERFACE_ICONS))
