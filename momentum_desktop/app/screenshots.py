"""Every page painted into files, light and dark, from the data at hand."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication

from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.errors import CannotWrite
from momentum_desktop.gui.main_window import PAGES, MainWindow
from momentum_desktop.gui.theme import DARK, LIGHT

SIZE = QSize(1280, 800)
PATIENCE_MS = 60_000


class Photographer(QObject):
    """Waits until the window shows all it asked for, then paints it page by page."""

    def __init__(self, window: MainWindow, bridge: ServiceBridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._failure: str | None = None
        bridge.unavailable.connect(self._on_unavailable)

    def paint_all(self, folder: Path) -> list[Path]:
        """The files, PAGE-light.png and PAGE-dark.png for each page. CannotWrite if the folder takes none, or with the
        reason why there is no data to paint."""
        folder.mkdir(parents=True, exist_ok=True)
        self._window.set_quiet(True)
        self._window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        self._window.resize(SIZE)
        self._window.show()
        self._window.resize(SIZE)
        self._bridge.start()
        self._wait()
        files = []
        for theme in (LIGHT, DARK):
            self._window.apply_theme(theme)
            for place, (name, _, _) in enumerate(PAGES):
                self._window.tabs.setCurrentIndex(place)
                self._bridge.refresh()
                self._wait()
                files.append(self._paint(folder / f"{name}-{theme.name}.png"))
        return files

    def _paint(self, path: Path) -> Path:
        if not self._window.grab().save(str(path)):
            raise CannotWrite(f"{path} could not be written; choose a folder that takes files")
        return path

    def _wait(self) -> None:
        loop = QEventLoop()
        self._bridge.settled.connect(loop.quit)
        QTimer.singleShot(PATIENCE_MS, loop.quit)
        loop.exec()
        self._bridge.settled.disconnect(loop.quit)
        if self._failure is not None:
            raise CannotWrite(self._failure)
        for _ in range(3):
            QApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _on_unavailable(self, text: str) -> None:
        self._failure = text
