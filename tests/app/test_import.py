"""The import wizard over a real service: a file read, looked at, stored, called off and taken back."""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.app import import_bridge
from momentum_desktop.app.import_desk import ImportDesk
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.exchange import bringing, document
from momentum_desktop.gui.import_wizard import ImportWizard
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service.values import Submission
from tests.exchange.small_files import small_files
from tests.service.lives import rows

NOON = datetime(2024, 5, 1, 12, 0, tzinfo=UTC)
EVENTS = 4_000
TABLES = ("tasks", "occurrences", "source_items", "events", "acts")


class Desk:
    """A window over a service of its own, with the import wizard open."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)

        async def opener():
            return await open_service(data_dir=folder, clock=lambda: NOON)

        self.qtbot, self.folder = qtbot, folder
        self.bridge = ServiceBridge(opener)
        self.window = MainWindow(folder, lambda: NOON)
        self.switchboard = Switchboard(self.window, self.bridge)
        self.imports = ImportDesk(self.window, self.bridge)
        qtbot.addWidget(self.window)
        with qtbot.waitSignal(self.window.pages_ready, timeout=20_000):
            self.window.show()
            self.bridge.start()
        control = Qt.KeyboardModifier.ControlModifier
        qtbot.keyClick(self.window, Qt.Key.Key_I, control)
        wizard = self.window.findChild(ImportWizard)
        assert wizard is not None
        self.wizard: ImportWizard = wizard
        self.until(lambda: wizard.choice.format.count() > 15)

    def until(self, wanted: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(wanted, timeout=20_000)

    def look(self, path: Path) -> None:
        self.wizard.choice.choose(str(path))
        self.wizard.forward.click()
        self.until(lambda: self.wizard.pages.currentWidget() is self.wizard.look)

    def stored(self) -> dict[str, list[dict[str, Any]]]:
        return rows(self.folder, *TABLES)


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    made = Desk(qtbot, data_dir)
    yield made
    made.wizard.show_stopped()
    made.wizard.close()
    made.bridge.close()


def laid(folder: Path, name: str) -> Path:
    small = small_files()[name]
    path = folder / small.name
    path.write_bytes(small.content)
    return path


def test_a_file_is_looked_at_stored_and_taken_back(desk: Desk, tmp_path: Path) -> None:
    wizard, small = desk.wizard, small_files()["org"]
    desk.look(laid(tmp_path, "org"))
    assert "Org mode" in wizard.look.program.text()
    assert desk.stored() == {table: [] for table in TABLES}
    outlook = wizard.look.outlook.text()

    wizard.forward.click()
    desk.until(lambda: wizard.pages.currentWidget() is wizard.end)
    assert len(desk.stored()["tasks"]) == small.tasks
    assert len(desk.stored()["events"]) == small.completions
    desk.until(lambda: desk.window.header.ring.accessibleName() == _level(outlook))
    assert (desk.folder / "backups").is_dir()

    wizard.undo.click()
    desk.until(lambda: "taken back" in wizard.end.words.text())
    assert desk.stored()["tasks"] == []
    desk.look(laid(tmp_path, "org"))
    assert wizard.forward.text() == f"Bring in {small.tasks + small.completions}"


def _level(outlook: str) -> str:
    """Level 3, as the header says it, out of “… take you to level 3, Title.”"""
    return f"Level {outlook.rpartition('level ')[2].partition(',')[0]}"


def test_a_file_that_nothing_recognises_is_told_in_the_wizard(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "picture.bin"
    path.write_bytes(b"\x00\x01\x02" * 100)
    desk.wizard.choice.choose(str(path))
    desk.wizard.forward.click()
    desk.until(desk.wizard.choice.trouble.isVisible)
    assert desk.wizard.choice.trouble.text().startswith("“picture.bin”: no format recognises this file")


def test_reading_that_is_called_off_stores_nothing_and_ends(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()
    read_file = bringing.read_file

    def slow(*values: Any, tell: Callable[[float], None], **named: Any) -> Any:
        begun.set()
        assert go_on.wait(20)
        tell(0.5)
        return read_file(*values, tell=tell, **named)

    monkeypatch.setattr(bringing, "read_file", slow)
    desk.wizard.choice.choose(str(laid(tmp_path, "loop")))
    desk.wizard.forward.click()
    desk.until(begun.is_set)
    desk.wizard.cancel.click()
    go_on.set()
    desk.until(lambda: desk.wizard.pages.currentWidget() is desk.wizard.choice)
    assert desk.stored() == {table: [] for table in TABLES}


def test_what_breaks_is_told_and_the_wizard_goes_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(bringing, "read_file", broken)
        desk.wizard.choice.choose(str(laid(tmp_path, "loop")))
        desk.wizard.forward.click()
        desk.until(desk.wizard.choice.trouble.isVisible)
    assert "nothing of the file was stored" in desk.wizard.choice.trouble.text()
    desk.look(laid(tmp_path, "loop"))


def test_whose_commits_are_meant_can_be_said_after_a_look(desk: Desk, tmp_path: Path) -> None:
    desk.look(laid(tmp_path, "git"))
    assert "Ada Hopper" in desk.wizard.look.remarks.text()
    assert desk.wizard.forward.text() == "Bring in 2"
    desk.wizard.back.click()
    desk.wizard.choice.author.setText("Grace")
    desk.wizard.forward.click()
    desk.until(lambda: desk.wizard.forward.text() == "Bring in 1")


def test_the_welcome_opens_it_too(qtbot: QtBot, desk: Desk) -> None:
    page = desk.window.tasks_page
    desk.wizard.close()
    desk.until(lambda: page.state == "welcome")
    qtbot.mouseClick(page.welcome.bring, Qt.MouseButton.LeftButton)
    assert desk.wizard.isVisible()


def test_everything_comes_with_moving_progress_and_can_be_called_off(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_bytes(everything(tmp_path / "other"))
    files = desk.bridge.findChild(import_bridge.ImportBridge)
    told: list[tuple[float, str, bool]] = []
    files.progressed.connect(lambda *values: told.append(values))
    desk.look(path)
    assert len({done for done, _, _ in told}) > 5
    empty = desk.stored()
    told.clear()

    def stop(done: float, _words: str, _stops: bool) -> None:
        if 0.1 < done < 0.5:
            desk.wizard.cancel.click()

    files.progressed.connect(stop)
    desk.wizard.forward.click()
    desk.until(lambda: desk.wizard.pages.currentWidget() is desk.wizard.choice)
    assert desk.stored() == empty
    files.progressed.disconnect(stop)
    told.clear()
    desk.look(path)
    desk.wizard.forward.click()
    desk.until(lambda: desk.wizard.pages.currentWidget() is desk.wizard.end)
    storing = [(done, stops) for done, words, stops in told if words == import_bridge.STORING]
    assert len({done for done, _ in storing}) > 5
    assert storing == sorted(storing, key=lambda step: step[0])
    assert {stops for done, stops in storing if done >= import_bridge.HELD_FROM} == {False}
    assert len(desk.stored()["events"]) == EVENTS
    assert [name for name in os.listdir(desk.folder / "backups") if "before-import" in name]


def everything(folder: Path) -> bytes:
    """The document of a service with a history."""

    async def made() -> bytes:
        service = await open_service(data_dir=folder, clock=lambda: NOON)
        first = NOON - timedelta(hours=EVENTS)
        await service.process_events(
            [Submission("task_completion", first + timedelta(hours=n), {}, f"key {n}") for n in range(EVENTS)]
        )
        async with service.snapshot() as taken:
            text = "".join(document.write(taken))
        await service.close()
        return text.encode()

    return asyncio.run(made())
