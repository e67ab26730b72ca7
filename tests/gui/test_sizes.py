"""In a hundred sizes of the window nothing on these pages is cut off, and nothing lies over something else."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.fitting import hundred_sizes, misfits, settle
from tests.gui.window_states import STATES, State, filled_window


@pytest.mark.parametrize("show", STATES, ids=lambda show: show.__name__)
def test_nothing_is_cut_off_in_a_hundred_sizes(qtbot: QtBot, tmp_path: Path, show: State) -> None:
    window = filled_window(qtbot, tmp_path)
    show(window)
    faults: dict[str, list[str]] = {}
    for size in hundred_sizes():
        window.resize(size)
        for fault in misfits(window):
            faults.setdefault(fault, []).append(f"{size.width()}×{size.height()}")
    assert not faults, "\n".join(f"{fault} ({len(sizes)} sizes, {sizes[0]} first)" for fault, sizes in faults.items())


def test_what_is_cut_off_or_covered_is_found(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    row = QHBoxLayout(window)
    label, button = QLabel("A label with quite some words in it"), QPushButton("A button with words")
    for part in (label, button):
        row.addWidget(part)
    window.resize(QSize(600, 80))
    window.show()
    settle()
    assert misfits(window) == []
    label.setFixedWidth(40)
    button.setFixedWidth(50)
    assert sum("needs" in fault for fault in misfits(window)) == 2
    over = QLabel("Over", window)
    over.setGeometry(button.geometry())
    over.show()
    assert any("lies over" in fault for fault in misfits(window))
    over.move(window.width() - 5, 0)
    assert any("reaches" in fault for fault in misfits(window))


def test_a_column_that_scrolls_past_its_end_is_found(qtbot: QtBot) -> None:
    area, inside = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    QLabel("The only thing in it", inside)
    inside.resize(200, 900)
    area.setWidget(inside)
    area.resize(300, 200)
    area.show()
    assert any("after the last thing" in fault for fault in misfits(area))
    inside.resize(200, 100)
    assert misfits(area) == []
