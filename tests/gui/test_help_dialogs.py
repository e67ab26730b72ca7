"""About tells the version and where the data lies; what it copies for a report tells nothing of the person."""

from __future__ import annotations

import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop import __version__
from momentum_desktop.gui.help_dialogs import HelpDialog
from momentum_desktop.gui.main_window import MainWindow
from tests.gui.samples import clock

ROOT = Path(__file__).resolve().parents[2]


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
