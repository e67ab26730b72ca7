"""The import wizard, and where its signals meet the bridge that reads the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from momentum_desktop.app.import_bridge import ImportBridge

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.gui.import_wizard import ImportWizard
    from momentum_desktop.gui.main_window import MainWindow


class ImportDesk(QObject):
    """One wizard over one window, made when it is first asked for."""

    def __init__(self, window: MainWindow, bridge: ServiceBridge) -> None:
        super().__init__(window)
        self._main = window
        self._bridge = bridge
        self._made: ImportWizard | None = None
        window.menu_button.import_requested.connect(self.open)
        window.tasks_page.import_requested.connect(self.open)

    def open(self, path: str = "") -> None:
        """The wizard before everyone; with a path it looks at what lies there."""
        wizard = self._made or self._make()
        wizard.shows_points = self._main.choices["game.points"]
        wizard.show()
        wizard.raise_()
        wizard.activateWindow()
        wizard.begin(path)

    @property
    def wizard(self) -> ImportWizard | None:
        """The wizard, once it was asked for."""
        return self._made

    def _make(self) -> ImportWizard:
        from momentum_desktop.gui.import_wizard import ImportWizard

        wizard = self._made = ImportWizard(self._main)
        files = ImportBridge(self._bridge)
        wizard.apply_theme(self._main.theme)
        self._main.theme_changed.connect(wizard.apply_theme)
        wizard.formats_requested.connect(files.ask_formats)
        wizard.look_requested.connect(files.look)
        wizard.store_requested.connect(files.store)
        wizard.stop_requested.connect(files.stop)
        wizard.undo_requested.connect(files.take_back)
        wizard.finished.connect(files.forget)
        files.formats_ready.connect(wizard.show_formats)
        files.progressed.connect(wizard.show_progress)
        files.looked_at.connect(wizard.show_look)
        files.stored.connect(wizard.show_stored)
        files.refused.connect(wizard.show_refusal)
        files.stopped.connect(wizard.show_stopped)
        files.taken_back.connect(wizard.show_taken_back)
        return wizard
