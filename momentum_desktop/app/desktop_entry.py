"""The program in the desktop's menu and among what starts with it: files that the desktop looks for in the user's home.

https://specifications.freedesktop.org/desktop-entry-spec/latest/ and .../autostart-spec/latest/"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from momentum_desktop.errors import CannotWrite
from momentum_desktop.settings import resource_folder

ENTRY_NAME = "momentum-desktop.desktop"
ICON_NAME = "momentum-desktop"
METAINFO_NAME = "org.momentum_desktop.momentum.metainfo.xml"
PROGRAM = "momentum-desktop"
RESERVED = frozenset(" \t\n\"'\\><~|&;$*?#()`")


def in_menu() -> bool:
    """Whether the desktop's menu of this user has the program."""
    return _menu_entry().exists()


def add_to_menu(arguments: Sequence[str] = ()) -> tuple[Path, ...]:
    """Put the program, as it is started now and with further arguments, into the menu; the files. CannotWrite if that
    cannot be."""
    source = resource_folder() / "desktop"
    text = (source / ENTRY_NAME).read_text(encoding="utf-8")
    started = _quoted([*program(), *arguments])
    # A function, lest the backslashes in the command are read as groups.
    text = re.sub(rf"^Exec={PROGRAM}", lambda _: f"Exec={started}", text, flags=re.MULTILINE)
    files = {_menu_entry(): text.encode()}
    for drawn in sorted((source / "icons").glob(f"*/{ICON_NAME}.png")):
        files[_icons() / drawn.parent.name / "apps" / drawn.name] = drawn.read_bytes()
    drawing = resource_folder() / "icons" / "momentum.svg"
    files[_icons() / "scalable" / "apps" / f"{ICON_NAME}.svg"] = drawing.read_bytes()
    files[_data_home() / "metainfo" / METAINFO_NAME] = (source / METAINFO_NAME).read_bytes()
    for path, content in files.items():
        _write(path, content)
    return tuple(files)


def remove_from_menu() -> None:
    """Take the program out of the menu, its icons and what tells of it too."""
    files = [_menu_entry(), _data_home() / "metainfo" / METAINFO_NAME, *_icons().glob(f"*/apps/{ICON_NAME}.*")]
    for path in files:
        _remove(path)


def starts_by_itself() -> bool:
    """Whether the program starts with the desktop."""
    try:
        lines = _autostart_entry().read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return False
    values = dict(line.split("=", 1) for line in lines if "=" in line)
    return values.get("Hidden") != "true" and values.get("X-GNOME-Autostart-enabled") != "false"


def start_by_itself(on: bool, arguments: Sequence[str] = ()) -> Path:
    """Let the program start with the desktop, out of the way, or no longer; the file that says so. CannotWrite if that
    cannot be."""
    if not on:
        _remove(_autostart_entry())
        return _autostart_entry()
    started = _quoted([*program(), *arguments, "--minimized"])
    text = (
        "[Desktop Entry]\nType=Application\nName=Momentum\nComment=In the tray from the start, for the reminders\n"
        f"Exec={started}\nIcon={ICON_NAME}\nTerminal=false\nX-GNOME-Autostart-enabled=true\n"
    )
    _write(_autostart_entry(), text.encode())
    return _autostart_entry()


def program() -> list[str]:
    """The command that starts this very program."""
    if getattr(sys, "frozen", False):
        return [sys.executable]
    for candidate in (Path(sys.argv[0]).absolute(), Path(sys.executable).with_name(PROGRAM)):
        if candidate.name == PROGRAM and os.access(candidate, os.X_OK):
            return [str(candidate)]
    found = shutil.which(PROGRAM)
    return [found] if found else [sys.executable, "-m", "momentum_desktop"]


def _quoted(words: Sequence[str]) -> str:
    """A command line as the value of Exec."""
    quoted = []
    for word in words:
        word = word.replace("%", "%%")
        if not word or RESERVED & set(word):
            word = '"' + re.sub(r'(["`$\\])', r"\\\1", word) + '"'
        quoted.append(word.replace("\\", "\\\\"))
    return " ".join(quoted)


def _data_home() -> Path:
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")


def _icons() -> Path:
    return _data_home() / "icons" / "hicolor"


def _menu_entry() -> Path:
    return _data_home() / "applications" / ENTRY_NAME


def _autostart_entry() -> Path:
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "autostart" / ENTRY_NAME


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be written ({fault.strerror})") from None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as fault:
        raise CannotWrite(f"{path} cannot be removed ({fault.strerror})") from None
