"""Every page, and what opens over them, painted into files, light and dark, from the data at hand."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QEventLoop,
    QMessageLogContext,
    QSize,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

from momentum_desktop.app.import_desk import ImportDesk
from momentum_desktop.app.service_bridge import Opener, ServiceBridge
from momentum_desktop.app.settings_desk import SettingsDesk
from momentum_desktop.app.switchboard import joined
from momentum_desktop.errors import CannotWrite
from momentum_desktop.gui.help_dialogs import shortcuts_dialog
from momentum_desktop.gui.main_window import PAGES, MainWindow
from momentum_desktop.gui.theme import DARK, LIGHT

SIZE = QSize(1280, 800)
PATIENCE_MS = 60_000


def paint_pages(window: MainWindow, opener: Opener, data: Path, folder: Path) -> list[Path]:
    """The files, NAME-light.png and NAME-dark.png for each page and what opens over it. `data` is the folder of the
    data, which the settings name. CannotWrite if the folder takes none, or with the reason why there is no data to
    paint."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise CannotWrite(f"{folder} cannot be made ({fault.strerror}); choose a folder that takes files") from None
    # Windows that come to the front are nothing that a platform without a screen knows, and it says so.
    qInstallMessageHandler(_heard)
    # Without a screen the mouse stands at the window's corner; nothing is to look as if it were under it.
    QCursor.setPos(SIZE.width() - 1, SIZE.height() - 1)
    window.resize(SIZE)
    window.show()
    window.resize(SIZE)
    window.set_quiet(True)
    bridge = joined(window, opener)
    settings, imports = SettingsDesk(window, bridge, data), ImportDesk(window, bridge)
    failures: list[str] = []
    bridge.unavailable.connect(failures.append)
    files = []
    try:
        _wait(bridge)
        for theme in (LIGHT, DARK):
            window.apply_theme(theme)
            for place, (name, _, _) in enumerate(PAGES):
                window.tabs.setCurrentIndex(place)
                _wait(bridge, bridge.refresh)
                if failures:
                    raise bridge.refusal or CannotWrite(failures[0])
                files.append(_paint(window, folder / f"{name}-{theme.name}.png"))
            if _open_newest_story(window, bridge):
                files.append(_paint(window, folder / f"story-{theme.name}.png"))
                window.achievements_page.close_story()
            _wait(bridge, window.frame.tabs.show_history)
            files.append(_paint(window, folder / f"history-{theme.name}.png"))
            window.frame.tabs.go_to("tasks")
            for name, part in _over(window, bridge, settings, imports):
                files.append(_paint(part, folder / f"{name}-{theme.name}.png"))
    finally:
        bridge.close()
    return files


def _over(
    window: MainWindow, bridge: ServiceBridge, settings: SettingsDesk, imports: ImportDesk
) -> Iterator[tuple[str, QWidget]]:
    """The name and the widget of each thing that opens over the pages, one after the other, in front."""
    window.tasks_page.show_welcome()
    yield "welcome", window
    _wait(bridge, bridge.refresh)
    window.door.open()
    yield "palette", window
    window.door.palette.leave()
    keys = shortcuts_dialog(window)
    keys.show()
    _settle()
    yield "keys", keys
    keys.close()
    _wait(bridge, settings.open)
    made = settings.window
    assert made is not None
    for page in made.pages:
        made.go_to(page.name)
        _settle()
        yield f"settings-{page.name}", made
    made.close()
    _wait(bridge, imports.open)
    wizard = imports.wizard
    assert wizard is not None
    yield "import", wizard
    wizard.close()


def _heard(_kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if not message.startswith("This plugin does not support"):
        print(message, file=sys.stderr)


def _open_newest_story(window: MainWindow, bridge: ServiceBridge) -> bool:
    """Opens the story of what was won last; false if nothing was."""
    page = window.achievements_page
    won = [(row.completed_at, row) for row in page.model.standings if row.completed_at is not None]
    if not won:
        return False
    window.frame.tabs.go_to("achievements")
    newest = max(won, key=lambda pair: pair[0])[1]
    _wait(bridge, lambda: page.open_story(newest))
    return True


def _paint(window: QWidget, path: Path) -> Path:
    focused = window.focusWidget()
    if focused is not None:
        # Nobody is typing: a cursor that blinks and an outline are no part of a page.
        focused.clearFocus()
    if not window.grab().save(str(path)):
        raise CannotWrite(f"{path} could not be written; choose a folder that takes files")
    return path


def _wait(bridge: ServiceBridge, begin: Callable[[], None] | None = None) -> None:
    """Until all that was asked for, by `begin` too, is shown."""
    loop = QEventLoop()
    bridge.settled.connect(loop.quit)
    if begin is not None:
        begin()
    QTimer.singleShot(PATIENCE_MS, loop.quit)
    loop.exec()
    bridge.settled.disconnect(loop.quit)
    _settle()


def _settle() -> None:
    """Until what was done is laid out."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
