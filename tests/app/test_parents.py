"""What has no parent in Qt is let go of by Python, in whichever thread clears up: there is next to nothing of it."""

from __future__ import annotations

import gc
from pathlib import Path

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QGraphicsItem
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app.import_desk import ImportDesk
from momentum_desktop.app.presence import Presence
from momentum_desktop.app.restore_desk import RestoreDesk
from momentum_desktop.app.settings_desk import SettingsDesk
from momentum_desktop.app.switchboard import joined
from momentum_desktop.gui.main_window import MainWindow
from tests.app.desk import NOON
from tests.app.hearing import heard


def orphans() -> dict[int, QObject]:
    """The objects that Python alone holds, by their numbers. What lies on a scene belongs to it."""
    return {
        id(each): each
        for each in gc.get_objects()
        if isinstance(each, QObject)
        and shiboken6.isValid(each)
        and each.parent() is None
        and shiboken6.ownedByPython(each)
        and not isinstance(each, QGraphicsItem)
    }


def test_everything_the_window_is_made_of_has_a_parent_and_goes_with_it(qtbot: QtBot, data_dir: Path) -> None:
    gc.collect()
    before = orphans()
    application = QApplication.instance()
    assert isinstance(application, QApplication)

    async def opener():
        return await open_service(data_dir=data_dir, clock=lambda: NOON)

    window = MainWindow(data_dir, lambda: NOON)
    presence = Presence(application, window, lambda: NOON)
    with heard(qtbot, window.pages_ready):
        window.show()
        bridge = joined(window, opener, presence)
    settings = SettingsDesk(window, bridge, data_dir)
    restores, imports = RestoreDesk(window, bridge, data_dir, None, lambda: NOON), ImportDesk(window, bridge)
    restores.join(settings)
    for name, _, _ in window.frame.tabs.pages:
        window.frame.tabs.go_to(name)
    window.frame.tabs.show_history()
    window.door.open()
    window.toasts.show_failure("Something went wrong.")
    presence.open_quick_add()
    imports.open()
    with heard(qtbot, bridge.settled):
        settings.open()
    restores.open(str(data_dir / "none.db"))
    quick_add, tray = presence._quick_add, presence.tray
    assert quick_add is not None
    assert tray is not None
    menu = tray.menu
    found = {type(each).__name__ for number, each in orphans().items() if number not in before}
    # The settings of Qt hear nothing and show nothing; the two windows end as seen below.
    assert found <= {"MainWindow", "QuickAddWindow", "QMenu", "QSettings"}, found
    assert [each for number, each in orphans().items() if number not in before and type(each) is type(menu)] == [menu]

    bridge.close()
    window.deleteLater()
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert [each for each in (window, bridge, tray, menu, quick_add) if shiboken6.isValid(each)] == []
