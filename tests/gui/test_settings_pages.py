"""The pages of the settings: each is as high as its rows, whatever came and went, and no row is crushed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.settings_window import SettingsWindow
from momentum_desktop.gui.theme import GRID, LIGHT, style_sheet
from momentum_desktop.service.backup_values import Backup, KeptBackups

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
FOLDER = "/home/anna/a/long/way/down/to/where/the/backups/of/her/data/lie"


def kept(count: int) -> KeptBackups:
    backups = (Backup(f"{FOLDER}/{n}.db", NOW - timedelta(days=n), 1_200 - n, "daily", 3_000_000) for n in range(count))
    return KeptBackups(FOLDER, tuple(backups), None)


def test_a_page_ends_with_its_last_row(qtbot: QtBot) -> None:
    settings = SettingsWindow()
    qtbot.addWidget(settings)
    settings.setStyleSheet(style_sheet(LIGHT))
    page = settings.data
    settings.show()
    settings.go_to("data")
    area = next(each for each in settings.findChildren(QScrollArea) if each.isAncestorOf(page))
    for width in (settings.minimumWidth(), 120 * GRID):
        for count in (12, 3):
            settings.resize(width, 40 * GRID)
            page.show_backups(kept(count))

            def fits() -> bool:
                ends = page.listed.geometry().bottom() + 1 + 3 * GRID
                return page.height() == ends and all(
                    row.height() >= row.heightForWidth(row.width()) for row in page.rows
                )

            qtbot.waitUntil(fits, timeout=2_000)
            assert area.verticalScrollBar().maximum() == page.height() - area.viewport().height()
