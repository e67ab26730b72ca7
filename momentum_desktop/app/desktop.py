"""The program with a window: its options, and its life from the first paint to the last commit."""

from __future__ import annotations

import argparse
import gc
import logging
import os
import signal
import socket
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from momentum_desktop import __version__
from momentum_desktop.app.display import is_x_server, missing_display
from momentum_desktop.app.window_lock import QUICK_ADD, RAISE, WindowLock, taken_or_called
from momentum_desktop.errors import MomentumError
from momentum_desktop.service.clock import clock_in_force
from momentum_desktop.service.uncollected import uncollected
from momentum_desktop.settings import DATABASE_NAME, data_folder, named_database

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from PySide6.QtWidgets import QApplication

    from momentum_desktop.app.presence import Presence
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.gui.main_window import MainWindow
    from momentum_desktop.service.momentum_service import MomentumService

    Opener = Callable[[], Awaitable[MomentumService]]

GENERATIONS = (5_000, 3, 3_000)
"""When what only holds itself is looked for: often among the young, hardly ever among all. A look at everything walks
each of 100,000 tasks and holds every thread, and reading them anew would begin ten."""

START_MS = 2_000
"""How long after the first paint it begins: a start makes much, and nearly all of it stays."""

DEMO_TITLE = "Momentum · demo, nothing is kept"
EXAMPLE = "example: momentum-desktop --demo"


def main(arguments: list[str] | None = None) -> int:
    """Run the program; the exit code."""
    options = _options(arguments)
    heard = logging.StreamHandler()
    heard.setLevel(logging.WARNING)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s", handlers=[heard])
    try:
        if options.demo:
            options.database_url = None
            with tempfile.TemporaryDirectory(prefix="momentum-demo-") as folder:
                return _run(options, Path(folder))
        options.database_url = named_database(options.database_url, options.data_dir)
        if options.autostart or options.menu_entry:
            return _settle_in(options)
        return _run(options, data_folder(options.data_dir))
    except MomentumError as error:
        print(f"momentum-desktop: {error}", file=sys.stderr)
        return error.exit_code


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        "momentum-desktop", description="Daily tasks whose real work earns points, streaks and levels.", epilog=EXAMPLE
    )
    parser.add_argument("--version", action="version", version=f"momentum-desktop {__version__}")
    parser.add_argument("--data-dir", metavar="DIR", help="the folder of the data (or MOMENTUM_DATA_DIR)")
    parser.add_argument("--database-url", metavar="URL", help="the database (or MOMENTUM_DATABASE_URL)")
    parser.add_argument("--minimized", action="store_true", help="start in the tray, or minimized where there is none")
    parser.add_argument("--api", action="store_true", help="let other programs on this computer use the data over HTTP")
    parser.add_argument("--quick-add", action="store_true", help="open only the line that adds a task")
    parser.add_argument("--autostart", choices=("on", "off"), help="start with the desktop, or no longer, and exit")
    parser.add_argument("--menu-entry", choices=("add", "remove"), help="put it into the desktop's menu, and exit")
    parser.add_argument("--demo", action="store_true", help="look around in a believable year, thrown away afterwards")
    parser.add_argument("--screenshots", metavar="DIR", help="paint every page, light and dark, into DIR and exit")
    return parser.parse_args(arguments)


def _settle_in(options: argparse.Namespace) -> int:
    from momentum_desktop.app import desktop_entry

    arguments = named(options)
    if options.autostart:
        print(desktop_entry.start_by_itself(options.autostart == "on", arguments))
    if options.menu_entry == "add":
        for path in desktop_entry.add_to_menu(arguments):
            print(path)
    elif options.menu_entry == "remove":
        desktop_entry.remove_from_menu()
    return 0


def named(options: argparse.Namespace) -> list[str]:
    """The arguments that a later start needs to find the same data."""
    folder = ["--data-dir", str(data_folder(options.data_dir))] if options.data_dir else []
    return [*folder, *(["--database-url", options.database_url] if options.database_url else [])]


def _opener(options: argparse.Namespace, folder: Path) -> Opener:
    clock = clock_in_force()

    async def opener() -> MomentumService:
        # Imported here, on the service's thread, after the first paint: the database libraries take their time.
        from momentum_desktop import open_service

        if options.demo and not (folder / DATABASE_NAME).exists():
            from momentum_desktop.app.demo import live_a_year

            await live_a_year(folder, clock())
        return await open_service(data_dir=folder, database_url=options.database_url, clock=clock)

    return opener


def _run(options: argparse.Namespace, folder: Path) -> int:
    opener = _opener(options, folder)
    if options.screenshots:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    missing = missing_display()
    if missing is not None and options.quick_add:
        raise MomentumError(f"{missing}; `momentum add TITLE` adds a task without one")
    if missing is not None:
        from momentum_desktop.app.headless import run_headless
        from momentum_desktop.app.logs import keep_log

        keep_log(folder)
        return run_headless(opener, folder, missing, api=options.api)
    if is_x_server():
        from momentum_desktop.app.system_libraries import WINDOWS, missing_libraries

        lacking = missing_libraries(WINDOWS)
        if lacking is not None:
            raise MomentumError(lacking)
    if options.demo or options.screenshots:
        return _show(options, folder, opener, None)
    lock = taken_or_called(folder, QUICK_ADD if options.quick_add else RAISE)
    if lock is None:
        return 0
    try:
        return _show(options, folder, opener, lock)
    except Exception:
        from momentum_desktop.app.logs import keep_log

        keep_log(folder)  # what ends the program before its first paint is logged as well
        raise
    finally:
        lock.release()


def _show(options: argparse.Namespace, folder: Path, opener: Opener, lock: WindowLock | None) -> int:
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as fault:
        from momentum_desktop.app.system_libraries import IMPORTS, missing_libraries

        raise MomentumError(missing_libraries(IMPORTS) or f"Qt cannot be loaded ({fault})") from fault
    from momentum_desktop.gui.main_window import MainWindow

    gc.set_threshold(*GENERATIONS)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Momentum")
    application.setDesktopFileName("momentum-desktop")
    clock = clock_in_force()
    window = MainWindow(folder, clock)
    if options.demo:
        window.setWindowTitle(DEMO_TITLE)
    if options.screenshots:
        from momentum_desktop.app.screenshots import paint_pages

        for path in paint_pages(window, opener, folder, Path(options.screenshots)):
            print(path)
        return 0
    from PySide6.QtCore import QTimer

    from momentum_desktop.app.presence import Presence

    start = ExitStack()
    start.enter_context(uncollected())
    window.ready.connect(lambda: QTimer.singleShot(START_MS, window, start.close))
    listener = lock.listener if lock is not None else None
    presence = Presence(application, window, clock, listener, may_stay=not options.demo)
    _end_on_signals(application, window)
    life = _Life(window, presence, opener, options, folder)
    window.hold_pages()
    window.ready.connect(life.begin)
    if options.quick_add:
        presence.begin_with_quick_add()
    elif options.minimized:
        presence.begin_put_away()
    else:
        window.show()
    try:
        return application.exec()
    finally:
        life.end()
        start.close()


class _Life:
    """The service beside the window, from the first paint to the end."""

    def __init__(
        self, window: MainWindow, presence: Presence, opener: Opener, options: argparse.Namespace, folder: Path
    ) -> None:
        self._window = window
        self._presence = presence
        self._opener = opener
        self._options = options
        self._folder = folder
        self._bridge: ServiceBridge | None = None

    def begin(self) -> None:
        # Imported after the first paint: the loop and what it brings take their time.
        from momentum_desktop.app.import_desk import ImportDesk
        from momentum_desktop.app.logs import keep_log
        from momentum_desktop.app.restore_desk import RestoreDesk
        from momentum_desktop.app.settings_desk import SettingsDesk
        from momentum_desktop.app.switchboard import joined

        if not self._options.demo:
            keep_log(self._folder)
        self._bridge = joined(self._window, self._opener, self._presence)
        imports = ImportDesk(self._window, self._bridge)
        settings = SettingsDesk(self._window, self._bridge, self._folder, named(self._options))
        settings.import_requested.connect(imports.open)
        restores = RestoreDesk(self._window, self._bridge, self._folder, self._options.database_url, clock_in_force())
        restores.join(settings)
        if not self._options.demo:
            self._bridge.keep_backups()
        self._bridge.api.begin(self._options.api)

    def end(self) -> None:
        if self._bridge is not None:
            self._bridge.close()


def _end_on_signals(application: QApplication, window: MainWindow) -> None:
    """SIGTERM and SIGINT end the program as closing the window does; Qt's loop is woken by a socket."""
    from PySide6.QtCore import QSocketNotifier

    ours, theirs = socket.socketpair()
    ours.setblocking(False)
    theirs.setblocking(False)
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(window.leave)
    signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    application.setProperty("signal_sockets", (ours, theirs))
