"""Where a dialog for a file begins: in the folder that was last used, else where people keep their files."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths

Location = QStandardPaths.StandardLocation
_used: list[str] = []
"""The folder that a file was last chosen in since the start, once one was."""


def first_folder(usual: Location = Location.DocumentsLocation) -> str:
    """The folder that was last used since the start, else the usual one, or the person's own where that is missing."""
    for folder in (*_used, QStandardPaths.writableLocation(usual)):
        if folder and Path(folder).is_dir():
            return folder
    return str(Path.home())


def chosen(path: str) -> str:
    """A file or a folder that was chosen, empty if none was; the next dialog begins where it lies."""
    if path:
        _used[:] = [str(Path(path).parent)]
    return path
