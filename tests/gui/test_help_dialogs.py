"""About tells the version and where the data lies; what it copies for a report tells nothing of the person. The sheet
of shortcuts tells every key that a part of the window takes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop import __version__
from momentum_desktop.gui import help_dialogs
from momentum_desktop.gui.help_dialogs import HelpDialog
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.shortcut_words import SHORTCUTS
from tests.gui.samples import clock

ROOT = Path(__file__).resolve().parents[2]
GROUPS = {
    "Anywhere": (
        "window_keys",
        "window_menu",
        "window_commands",
        "why_panel",
        "click_area",
        "toast",
        "quick_add_window",
    ),
    "Among the tasks": ("task_list", "task_search", "quick_add"),
    "On the day line": ("day_line",),
    "On the steps of a goal": ("step_line",),
    "In the command palette": ("command_palette",),
    "Achievements": ("achievement_gallery", "story_pane"),
    "Streaks": ("year_heatmap", "habit_squares"),
    "Insights": ("points_chart", "range_strip", "hours_heatmap", "row_bars"),
    "In the history": ("history_page",),
    "In the settings": ("settings_window",),
    "In a dialog": ("dialog_keys",),
}
"""Where the keys of each part of the window are told."""

NAMES = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→", "Return": "Enter", "Escape": "Esc"}
NAMES |= {"Minus": "−", "Plus": "+", "PageUp": "Page Up", "PageDown": "Page Down", "Equal": "+"}
NEVER_TOLD = {"Tab", "Backtab"}
SWALLOWED = {"settings_window": {"Enter"}}
"""Keys that a part takes so that nothing happens."""


@pytest.fixture
def about(qtbot: QtBot, data_dir: Path) -> HelpDialog:
    data_dir.mkdir()
    window = MainWindow(data_dir, clock)
    qtbot.addWidget(window)
    window.show()
    window.menu_button.about_requested.emit()
    qtbot.waitUntil(lambda: window.findChild(HelpDialog) is not None)
    found = window.findChild(HelpDialog)
    assert found is not None
    return found


def test_it_tells_the_version_and_the_folder_of_the_data(about: HelpDialog, data_dir: Path) -> None:
    words = [label.text() for label in about.findChildren(QLabel)]
    assert {__version__, str(data_dir), str(data_dir / "logs")} <= set(words)


def test_what_it_copies_names_versions_and_system_and_not_the_person(
    qtbot: QtBot, about: HelpDialog, data_dir: Path
) -> None:
    copy = about.findChild(QPushButton, "copy_details")
    assert copy is not None
    qtbot.mouseClick(copy, Qt.MouseButton.LeftButton)
    copied = QApplication.clipboard().text()
    names = [line.partition(": ")[0] for line in copied.splitlines()]
    assert names == ["Momentum", "Python", "Qt", "Style", "System", "Desktop", "Tray"]
    assert __version__ in copied
    assert str(data_dir) not in copied
    assert str(Path.home()) not in copied
    assert copy.text() == "Copied"


def test_the_version_is_the_same_wherever_it_is_written() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__
    metainfo = ElementTree.parse(ROOT / "resources" / "desktop" / "org.momentum_desktop.momentum.metainfo.xml")
    release = metainfo.find("releases/release")
    assert release is not None
    assert release.get("version") == __version__


def keys_taken_by(part: str) -> set[str]:
    """The names of the keys that the source of a part of the window knows."""
    source = (Path(help_dialogs.__file__).parent / f"{part}.py").read_text(encoding="utf-8")
    found = set(re.findall(r"Key\.Key_(\w+)", source)) - NEVER_TOLD
    acting = {NAMES.get(name, name) for name in found} - SWALLOWED.get(part, set())
    return acting | set(re.findall(r"""QKeySequence\("([^"]+)"\)""", source))


@pytest.mark.parametrize("group", GROUPS)
def test_the_sheet_tells_every_key(group: str) -> None:
    told = "\n".join(keys for title, rows in SHORTCUTS if title == group for keys, _ in rows)
    for part in GROUPS[group]:
        missing = {key for key in keys_taken_by(part) if key not in told and not key.startswith("Shift+?")}
        assert not missing, f"{part} takes {sorted(missing)}, of which “{group}” says nothing"


def test_no_part_takes_keys_that_belong_to_no_group() -> None:
    parts = {path.stem for path in Path(help_dialogs.__file__).parent.glob("*.py") if keys_taken_by(path.stem)}
    assert parts == {part for parts in GROUPS.values() for part in parts}
