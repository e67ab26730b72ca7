"""The keys and the menu of the window, and what they do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

if TYPE_CHECKING:
    from momentum_desktop.gui.main_window import MainWindow


class WindowKeys(QObject):
    """Connects them for one window of so many `pages`."""

    def __init__(self, window: MainWindow, pages: int, data_folder: Path) -> None:
        super().__init__(window)
        self._window = window
        self._data_folder = data_folder
        self._connect_menu()
        self._connect_keys(pages)

    def _connect_menu(self) -> None:
        window, menu = self._window, self._window.menu_button
        menu.undo_requested.connect(window.undo_requested)
        menu.redo_requested.connect(window.redo_requested)
        menu.history_requested.connect(window.tabs.show_history)
        menu.palette_requested.connect(self._on_menu_palette_requested)
        menu.usual_look_requested.connect(window.desk.use_usual_look)
        menu.appearance_chosen.connect(self._on_menu_appearance_chosen)
        menu.quiet_toggled.connect(self._on_menu_quiet_toggled)
        menu.settings_requested.connect(window.settings_requested)
        menu.settings_page_requested.connect(window.settings_page_requested)
        menu.shortcuts_requested.connect(self._on_menu_shortcuts_requested)
        menu.about_requested.connect(self._on_menu_about_requested)
        menu.quit_requested.connect(window.leave)

    def _connect_keys(self, pages: int) -> None:
        window = self._window
        for number in range(1, pages + 1):
            keys = QShortcut(QKeySequence(f"Ctrl+{number}"), window)
            keys.activated.connect(lambda number=number: window.tabs.go_to_tab(number))
        QShortcut(QKeySequence("Ctrl+N"), window).activated.connect(window.begin_task)
        # Some keyboards need Shift for it and some systems say so; where both are meant, either will do.
        question = QShortcut(window)
        question.setKeys([QKeySequence("?"), QKeySequence("Shift+?")])
        question.activated.connect(self._on_menu_shortcuts_requested)
        question.activatedAmbiguously.connect(self._on_menu_shortcuts_requested)
        QShortcut(QKeySequence("F10"), window).activated.connect(window.menu_button.showMenu)

    def _on_menu_appearance_chosen(self, appearance: str) -> None:
        self._window.choose("appearance.theme", appearance)

    def _on_menu_quiet_toggled(self, quiet: bool) -> None:
        self._window.choose("appearance.animation", not quiet)

    def _on_menu_palette_requested(self) -> None:
        self._window.door.open()

    def _on_menu_shortcuts_requested(self) -> None:
        from momentum_desktop.gui.help_dialogs import shortcuts_dialog

        shortcuts_dialog(self._window).open()

    def _on_menu_about_requested(self) -> None:
        from momentum_desktop.gui.help_dialogs import about_dialog

        about_dialog(self._window, self._data_folder).open()
