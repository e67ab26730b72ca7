"""A backup restored from the settings: looked into, taken, shown at once, refused where it must be, and never half."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton

from momentum_desktop import open_service
from momentum_desktop.errors import CannotWrite
from momentum_desktop.gui.restore_dialog import RestoreDialog
from momentum_desktop.gui.task_dialog import TaskDialog
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.restoring import backups_kept
from tests.app.desk import NOON, Desk, free_port


def do(desk: Desk, ask: Any, *values: Any) -> Any:
    with desk.qtbot.waitSignal(desk.bridge.act_done, timeout=20_000) as done:
        ask(*values)
    return done.args[0]


def titles(desk: Desk) -> set[str]:
    return {task.title for task in desk.window.tasks_page.tasks}


def backups(folder: Path, kind: str) -> list[str]:
    return [each.path for each in backups_kept(data_dir=folder, now=NOON).backups if each.kind == kind]


def backed_up(desk: Desk) -> str:
    before = len(backups(desk.folder, "asked-for"))
    desk.click("backup_now")
    desk.until(lambda: len(backups(desk.folder, "asked-for")) > before)
    (newest, *_) = backups(desk.folder, "asked-for")
    desk.until(lambda: desk.settings.findChild(QPushButton, f"restore_{Path(newest).name}") is not None)
    return newest


def opened(desk: Desk, path: str) -> RestoreDialog:
    """The dialog over a backup, once it is known what it holds."""
    desk.click(f"restore_{Path(path).name}")
    dialog: RestoreDialog = desk.dialog(RestoreDialog)
    desk.until(dialog.restore.isEnabled)
    return dialog


def words(dialog: RestoreDialog) -> list[str]:
    return [each.text() for each in dialog.table.findChildren(QLabel)]


def close(desk: Desk, dialog: RestoreDialog) -> None:
    dialog.cancel.click()
    desk.until(lambda: desk.settings.findChild(RestoreDialog) is None)


def test_a_backup_is_looked_into_restored_and_shown_at_once_and_can_be_undone(desk: Desk) -> None:
    first = do(desk, desk.bridge.planner.add_task, TaskDraft("Before"))
    do(desk, desk.bridge.planner.complete_task, first.task.id)
    do(desk, desk.bridge.planner.add_task, TaskDraft("Still open"))
    backup = backed_up(desk)
    do(desk, desk.bridge.planner.add_task, TaskDraft("After"))
    do(desk, desk.bridge.planner.record_event, "goal_completion", {"complexity": "epic"})
    desk.until(lambda: titles(desk) == {"Before", "Still open", "After"})
    points = desk.ask(lambda service: service.get_user_progress()).total_points

    dialog = opened(desk, backup)
    then = desk.ask(lambda service: service.get_holdings())
    told = dialog.table.accessibleName()
    assert f"Open tasks: now {then.open_tasks}, in the backup {then.open_tasks - 1}." in told
    assert f"Events: now {then.events}, in the backup 1." in told
    assert f"Points: now {points}, in the backup " in told
    dialog.restore.click()
    assert not dialog.restore.isEnabled()
    desk.until(lambda: dialog.heading.text() == "Restored")
    desk.until(lambda: titles(desk) == {"Before", "Still open"})
    shown = desk.ask(lambda service: service.get_user_progress())
    desk.until(lambda: desk.window.header.total_area.accessibleName().endswith(f": {shown.total_points:,}"))
    assert shown.total_points < points
    (kept,) = backups(desk.folder, "before-restore")
    assert "newest backup in the list" in dialog.words.text()
    desk.until(lambda: desk.settings.findChild(QPushButton, f"restore_{Path(kept).name}") is not None)
    close(desk, dialog)

    do(desk, desk.bridge.planner.add_task, TaskDraft("Written after it"))
    desk.until(lambda: "Written after it" in titles(desk))
    dialog = opened(desk, kept)
    dialog.restore.click()
    desk.until(lambda: dialog.heading.text() == "Restored", lambda: titles(desk) == {"Before", "Still open", "After"})
    assert desk.ask(lambda service: service.get_user_progress()).total_points == points
    assert desk.ask(lambda service: service.verify()).ok
    close(desk, dialog)


def test_every_page_shows_the_restored_state(desk: Desk) -> None:
    backup = backed_up(desk)
    for _ in range(3):
        do(desk, desk.bridge.planner.record_event, "goal_completion", {"complexity": "epic"})
    desk.window.frame.tabs.go_to("insights")
    desk.until(lambda: desk.window.insights_page.state == "content")
    dialog = opened(desk, backup)
    dialog.restore.click()
    desk.until(lambda: dialog.heading.text() == "Restored")
    desk.until(lambda: desk.window.insights_page.state == "empty")
    desk.until(lambda: all(level.reached is (level.level_number == 1) for level in desk.desk._levels))
    won = desk.window.achievements_page.model.standings
    desk.until(lambda: not any(each.completed for each in desk.window.achievements_page.model.standings))
    assert won
    close(desk, dialog)


def test_a_backup_of_elsewhere_is_chosen_as_a_file(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"

    async def live() -> str:
        service = await open_service(elsewhere, clock=lambda: NOON)
        try:
            await service.add_task(TaskDraft("From the other computer"))
            return (await service.backup()).path
        finally:
            await service.close()

    path = asyncio.run(live())
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (path, ""))
    desk.click("restore_file")
    dialog = desk.dialog(RestoreDialog)
    desk.until(dialog.restore.isEnabled)
    dialog.restore.click()
    desk.until(lambda: dialog.heading.text() == "Restored", lambda: titles(desk) == {"From the other computer"})
    close(desk, dialog)


def test_a_backup_that_is_damaged_is_refused_before_anything_is_asked(desk: Desk) -> None:
    do(desk, desk.bridge.planner.add_task, TaskDraft("Here"))
    path = Path(backed_up(desk))
    spoiled = bytearray(path.read_bytes())
    spoiled[len(spoiled) // 2] ^= 1
    path.write_bytes(spoiled)
    before = (desk.folder / "momentum.db").read_bytes()
    desk.click(f"restore_{path.name}")
    dialog = desk.dialog(RestoreDialog)
    desk.until(lambda: "damaged" in dialog.words.text())
    assert dialog.words.text().endswith("nothing was changed.")
    assert not dialog.restore.isEnabled()
    assert (desk.folder / "momentum.db").read_bytes() == before
    close(desk, dialog)
    assert titles(desk) == {"Here"}


def test_while_another_program_has_the_data_open_nothing_is_restored_and_it_can_be_tried_again(desk: Desk) -> None:
    backup = backed_up(desk)
    do(desk, desk.bridge.planner.add_task, TaskDraft("Here"))
    holder = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import asyncio, sys\nfrom momentum_desktop import open_service\n"
            "async def hold():\n    service = await open_service(sys.argv[1])\n    print('open', flush=True)\n"
            "    sys.stdin.read()\n    await service.close()\nasyncio.run(hold())",
            str(desk.folder),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    try:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"open\n"
        dialog = opened(desk, backup)
        dialog.restore.click()
        desk.until(lambda: "has the data open" in dialog.words.text())
        assert str(holder.pid) in dialog.words.text()
        assert "nothing was changed" in dialog.words.text()
        desk.until(lambda: desk.bridge._service is not None)
        do(desk, desk.bridge.planner.add_task, TaskDraft("And this"))
        desk.until(lambda: titles(desk) == {"Here", "And this"})
    finally:
        holder.communicate(timeout=30)
    dialog.restore.click()
    desk.until(lambda: dialog.heading.text() == "Restored", lambda: titles(desk) == set())
    close(desk, dialog)


def test_damaged_data_is_replaced_from_the_window_that_cannot_open_it(qtbot: Any, data_dir: Path) -> None:
    desk = Desk(qtbot, data_dir)
    do(desk, desk.bridge.planner.add_task, TaskDraft("Safe in a backup"))
    backup = backed_up(desk)
    desk.settings.close()
    desk.bridge.close()
    data = data_dir / "momentum.db"
    data.write_bytes(b"not a database any more" * 1000)

    desk = Desk(qtbot, data_dir, opens=False)
    desk.until(lambda: desk.window.tasks_page.state == "failure")
    desk.until(lambda: desk.settings.findChild(QPushButton, f"restore_{Path(backup).name}") is not None)
    dialog = opened(desk, backup)
    assert "now cannot be read" in dialog.table.accessibleName()
    assert "keys of other programs are to be made anew" in dialog.words.text()
    dialog.restore.click()
    desk.until(lambda: dialog.heading.text() == "Restored", lambda: titles(desk) == {"Safe in a backup"})
    (aside,) = data_dir.glob("momentum.db.corrupt.*")
    assert str(aside) in dialog.words.text()
    assert aside.read_bytes().startswith(b"not a database")
    desk.settings.close()
    desk.bridge.close()


def test_what_goes_on_beside_and_the_api_go_on_with_the_restored_data(desk: Desk) -> None:
    begun: list[Any] = []

    async def companion(service: Any) -> None:
        begun.append(service)
        await asyncio.Event().wait()

    (desk.folder / "settings.toml").write_text(f"[api]\nport = {free_port()}\n")
    desk.bridge.accompany(companion)
    desk.until(lambda: len(begun) == 1)
    with desk.qtbot.waitSignal(desk.bridge.api.switched, timeout=20_000):
        desk.bridge.api.begin(True)
    desk.until(lambda: desk.part(QPushButton, "copy_address").isEnabled())
    dialog = opened(desk, backed_up(desk))
    with desk.qtbot.waitSignal(desk.bridge.api.switched, timeout=20_000) as switched:
        dialog.restore.click()
    assert switched.args is not None
    assert switched.args[0].startswith("http://")
    desk.until(lambda: len(begun) == 2)
    assert begun[0] is not begun[1]
    close(desk, dialog)


def test_an_act_meant_for_what_was_shown_before_is_refused_while_a_backup_is_restored(desk: Desk) -> None:
    backup = backed_up(desk)
    told: list[str] = []
    desk.bridge.failed.connect(told.append)
    going, done = asyncio.Event(), []

    async def slow() -> bool:
        await going.wait()
        return False

    desk.bridge.replace_data(slow)
    desk.until(lambda: desk.bridge._service is None)
    desk.bridge.planner.add_task(TaskDraft("Meant for other data"))
    desk.until(lambda: bool(told))
    assert told == ["A backup is being restored, so nothing was changed."]
    desk.bridge.opened.connect(lambda: done.append(True))
    desk.bridge._loop.call_soon_threadsafe(going.set)
    desk.until(lambda: bool(done))
    assert desk.ask(lambda service: service.get_tasks()) == ()
    assert Path(backup).exists()


def test_what_the_settings_are_to_do_is_refused_in_words_while_a_backup_is_restored(desk: Desk, tmp_path: Path) -> None:
    told: list[str] = []
    desk.bridge.failed.connect(told.append)
    going, path = asyncio.Event(), tmp_path / "out"

    async def slow() -> bool:
        await going.wait()
        return False

    desk.bridge.replace_data(slow)
    desk.until(lambda: desk.bridge._service is None)
    desk.click("backup_now")
    desk.settings.data.export_requested.emit("json", str(path))
    desk.settings.api.token_requested.emit("Script", ["read"], None)
    desk.settings.api.token_revocation_requested.emit("Script")
    desk.bridge.planner.publish_plan(str(path))
    desk.bridge.planner.follow_plan(str(path))
    with desk.qtbot.waitSignal(desk.bridge.opened, timeout=20_000):
        desk.bridge._loop.call_soon_threadsafe(going.set)
    assert told == ["A backup is being restored, so nothing was changed."] * 6
    assert not path.exists()
    assert desk.settings.data.make.isEnabled()


def test_what_was_open_over_the_window_is_closed_and_the_dialog_stays_while_it_works(desk: Desk) -> None:
    do(desk, desk.bridge.planner.add_task, TaskDraft("Here"))
    backup = backed_up(desk)
    desk.until(lambda: titles(desk) == {"Here"})
    desk.window.tasks_page.list.edit_requested.emit(desk.window.tasks_page.tasks[0])
    assert desk.window.findChild(TaskDialog) is not None
    dialog = opened(desk, backup)
    dialog.restore.click()
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    desk.until(lambda: dialog.heading.text() == "Restored")
    desk.until(lambda: desk.window.findChild(TaskDialog) is None)
    desk.qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    desk.until(lambda: desk.settings.findChild(RestoreDialog) is None)


def test_why_something_beside_the_data_was_not_done_is_told(desk: Desk) -> None:
    async def refused(*_: object) -> None:
        raise CannotWrite("the folder of the backups cannot be read")

    with desk.qtbot.waitSignal(desk.bridge.failed, timeout=20_000) as told:
        desk.bridge.aside(refused)
    assert told.args == ["The folder of the backups cannot be read."]


def test_an_answer_for_a_dialog_that_was_closed_is_not_shown_in_the_next(desk: Desk) -> None:
    do(desk, desk.bridge.planner.add_task, TaskDraft("One"))
    first = backed_up(desk)
    desk.click(f"restore_{Path(first).name}")
    desk.dialog(RestoreDialog).reject()
    desk.until(lambda: desk.settings.findChild(RestoreDialog) is None)
    desk.restores.open(str(desk.folder / "no-such-file.db"))
    dialog = desk.dialog(RestoreDialog)
    desk.until(lambda: "does not exist" in dialog.words.text())
    QApplication.processEvents()
    assert not dialog.restore.isEnabled()
    assert words(dialog) == []
    dialog.reject()


def test_without_points_in_sight_the_backup_is_told_without_them(desk: Desk) -> None:
    desk.toggle("game.points")
    dialog = opened(desk, backed_up(desk))
    assert "Events" in words(dialog)
    assert not {"Level", "Points"} & set(words(dialog))
    close(desk, dialog)


KILLED = """
import asyncio, os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
folder, backup, moment = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
from PySide6.QtWidgets import QApplication
application = QApplication([])
from momentum_desktop import open_service
from momentum_desktop.app.restore_desk import RestoreDesk
from momentum_desktop.app.service_bridge import ServiceBridge
from momentum_desktop.app.switchboard import Switchboard
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service import restoring
from momentum_desktop.store import restoring as beneath

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

if moment == "after the rename":
    beneath.sync = killed
elif moment != "never":
    setattr(restoring, moment, killed)
clock = lambda: datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
window = MainWindow(folder, clock)
window.show()
bridge = ServiceBridge(lambda: open_service(data_dir=folder, clock=clock))
switchboard = Switchboard(window, bridge)
desk = RestoreDesk(window, bridge, folder, None, clock)
desk._done.connect(killed)
bridge.opened.connect(lambda: desk._restore(backup))
bridge.start()
application.exec()
"""
MOMENTS = ("replayed", "take_backup", "fold_in_journal", "keep_tokens", "put_in_place", "after the rename", "never")


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_moment_leaves_the_data_before_or_after_whole_and_loses_nothing(
    moment: str, data_dir: Path
) -> None:
    async def live() -> str:
        service = await open_service(data_dir, clock=lambda: NOON)
        try:
            await service.add_task(TaskDraft("Before"))
            path = (await service.backup()).path
            await service.add_task(TaskDraft("After"))
            return path
        finally:
            await service.close()

    async def found() -> set[str]:
        service = await open_service(data_dir, clock=lambda: NOON)
        try:
            assert (await service.verify()).ok
            return {task.title for task in await service.get_tasks()}
        finally:
            await service.close()

    backup = asyncio.run(live())
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, str(data_dir), backup, moment],
        env=environment,
        capture_output=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    now = asyncio.run(found())
    if moment in ("after the rename", "never"):
        assert now == {"Before"}
        assert len(backups(data_dir, "before-restore")) == 1
    else:
        assert now == {"Before", "After"}
    assert backup in backups(data_dir, "asked-for")
