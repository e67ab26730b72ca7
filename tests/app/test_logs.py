"""The log helps with a fault and knows nothing of what a person wrote."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop import open_service
from momentum_desktop.app import logs
from momentum_desktop.app.logs import DiscreetFormatter, keep_log, log_path
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.plan_values import TaskDraft

CANARY = "canary-4711"
NOW = "2026-03-04T19:00:00+00:00"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Path]:
    """A log that is kept, and let go of afterwards."""
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook)
    before = list(root.handlers)
    sys.excepthook = lambda _kind, fault, _way: print(fault, file=sys.stderr)
    keep_log(tmp_path)
    yield log_path(tmp_path)
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    sys.excepthook, threading.excepthook = hooks
    logging.getLogger("momentum_desktop").setLevel(logging.NOTSET)


def ours(name: str = "anything") -> logging.Logger:
    return logging.getLogger(f"momentum_desktop.{name}")


def test_it_begins_with_what_a_report_needs_and_only_its_owner_reads_it(kept: Path) -> None:
    (line,) = kept.read_text().splitlines()
    assert "Momentum 0.1.0 begins: Python 3." in line
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700


def test_words_are_left_out_and_numbers_and_kinds_of_errors_stay(kept: Path) -> None:
    ours().warning("%s of %d failed: %s, %s", CANARY, 3, RefusedInput(CANARY), RefusedInput)
    assert kept.read_text().splitlines()[-1].endswith("… of 3 failed: RefusedInput, RefusedInput")


def test_an_error_is_told_by_its_kind_and_its_way(kept: Path) -> None:
    def below() -> None:
        raise OSError(28, CANARY)

    try:
        try:
            below()
        except OSError as fault:
            raise RefusedInput(f"“{CANARY}” is refused", where=CANARY) from fault
    except RefusedInput:
        ours().exception("a wish could not be fulfilled")
    text = kept.read_text()
    assert "momentum_desktop.errors.RefusedInput" in text
    assert "builtins.OSError (28)" in text
    assert "app/test_logs.py" in text
    assert "in below" in text
    assert CANARY not in text
    assert str(Path.home()) not in text


def test_what_nobody_caught_is_told_too(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ValueError(CANARY)
    except ValueError as fault:
        sys.excepthook(type(fault), fault, fault.__traceback__)
    assert "nobody caught an error" in kept.read_text()
    assert "builtins.ValueError" in kept.read_text()
    assert CANARY in capsys.readouterr().err
    assert CANARY not in kept.read_text()


def test_other_libraries_are_cut_short(kept: Path) -> None:
    logging.getLogger("asyncio").error("Task exception was never retrieved\nfuture: <Task exception='%s'>" % CANARY)  # noqa: UP031
    logging.getLogger("sqlalchemy.pool").error("A connection failed: %s", CANARY)
    assert "Task exception was never retrieved" in kept.read_text()
    assert CANARY not in kept.read_text()


def test_a_record_that_does_not_fit_its_words_harms_nothing(kept: Path) -> None:
    record = logging.LogRecord("momentum_desktop.x", logging.INFO, "", 1, "%d of %d", (CANARY,), None)
    assert DiscreetFormatter().format(record).endswith(": …")


def test_it_is_turned_over_and_old_ones_go(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = [each for each in logging.getLogger().handlers if isinstance(each, logs._OwnerOnly)]
    monkeypatch.setattr(handler, "maxBytes", 2_000)
    for number in range(300):
        ours().info("line %d", number)
    files = sorted(kept.parent.iterdir())
    assert [each.name for each in files] == ["momentum.log", "momentum.log.1", "momentum.log.2", "momentum.log.3"]
    assert all(each.stat().st_size <= 2_000 and stat.S_IMODE(each.stat().st_mode) == 0o600 for each in files)
    assert "line 299" in kept.read_text()


def test_a_folder_that_takes_no_log_has_none(tmp_path: Path) -> None:
    (tmp_path / "logs").write_text("in the way")
    handlers = list(logging.getLogger().handlers)
    keep_log(tmp_path)
    assert logging.getLogger().handlers == handlers


async def _evening(folder: Path) -> None:
    service = await open_service(folder, clock=lambda: datetime(2026, 3, 4, 12, 0, tzinfo=UTC))
    await service.add_user(f"Anna {CANARY}")
    await service.add_task(
        TaskDraft(
            f"Call {CANARY}",
            notes=CANARY,
            tags=(CANARY,),
            due=datetime(2026, 3, 4, tzinfo=UTC).date(),
            reminder="18:00",
        )
    )
    await service.close()


@pytest.mark.parametrize("display", ["none", "offscreen"])
def test_a_program_that_ran_left_no_word_of_its_person_in_the_log(data_dir: Path, display: str) -> None:
    asyncio.run(_evening(data_dir))
    (data_dir / "settings.toml").write_text(f"user = [{CANARY!r}")
    (data_dir / "backups").write_text("in the way")
    hidden = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    environment |= {"MOMENTUM_NOW": NOW} | ({"QT_QPA_PLATFORM": display} if display != "none" else {})
    process = subprocess.Popen(
        [sys.executable, "-m", "momentum_desktop"], stderr=subprocess.PIPE, text=True, env=environment
    )
    assert process.stderr is not None
    awaited = {"no backup could be made"}
    if display == "none":
        awaited.add(f"reminder: Call {CANARY}. Due today.")
    for line in process.stderr:
        awaited -= {words for words in awaited if words in line}
        if not awaited:
            break
    assert not awaited
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)
    assert process.returncode == 0
    text = log_path(data_dir).read_text()
    assert "Momentum 0.1.0 begins" in text
    assert text.count("\n") >= 2
    assert CANARY not in text
