"""The command starts lightly, explains itself, and ends quietly."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from momentum_desktop import __version__
from momentum_desktop.cli import build_parser
from tests.cli.running import Here, spawned

HEAVY = ("sqlalchemy", "alembic", "asyncio", "numpy", "PySide6", "momentum_desktop.store")


def commands(parser: object = None) -> list[list[str]]:
    """Every command, those inside others too."""
    parser = parser or build_parser()
    found: list[list[str]] = []
    for action in parser._actions:  # type: ignore[attr-defined]
        for name, inner in (action.choices or {}).items() if hasattr(action, "add_parser") else ():
            found += [[name], *([name, *deeper] for deeper in commands(inner))]
    return found


@pytest.mark.parametrize("command", [[], *commands()], ids=" ".join)
def test_every_command_explains_itself_with_an_example(momentum: Here, command: list[str]) -> None:
    ran = momentum(*command, "--help")

    assert ran.code == 0
    assert "example:\n  momentum " + " ".join(command) in ran.out
    assert "--data-dir" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("arguments", [["--help"], ["replay", "{log}", "--json"]], ids=["help", "replay"])
def test_no_database_is_loaded_before_it_is_needed(tmp_path: Path, arguments: list[str]) -> None:
    log = tmp_path / "events.jsonl"
    log.write_text("", encoding="utf-8")
    code = (
        "import sys; from momentum_desktop.cli import main; "
        f"main({[a.format(log=log) for a in arguments]!r}); "
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)

    assert done.stderr == "[]\n"


@pytest.mark.parametrize("asked", ["status", "list", "stats", "streaks", "achievements", "levels"])
def test_asking_waits_for_none_of_the_libraries_that_write(momentum: Here, asked: str) -> None:
    momentum("add", "Read")
    heavy = [name for name in HEAVY if name not in ("asyncio", "momentum_desktop.store")]
    heavy += ["difflib", "msgspec", "tomlkit"]
    code = (
        f"import sys; from momentum_desktop.cli import main; main([{asked!r}]); "
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == "[]\n"


def test_a_command_that_asks_for_no_event_loads_nothing_of_their_pages(momentum: Here) -> None:
    pages = "momentum_desktop.service.event_pages"
    for asked, loaded in (("status", False), ("event focus_session --at 2150-01-01T12:00Z", True)):
        code = f"import sys; from momentum_desktop.cli import main; main({asked.split()!r})"
        code += f"; print({pages!r} in sys.modules)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
        assert done.stdout.splitlines()[-1] == str(loaded)


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [([], "COMMAND"), (["fly"], "fly"), (["list", "--fast"], "--fast"), (["done", "first"], "ID")],
)
def test_wrong_usage_ends_with_2_and_one_line(arguments: list[str], fault: str) -> None:
    ran = spawned(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert fault in ran.err
    assert ran.err.count("\n") == 1


def test_the_environment_says_where_the_data_lies_unless_an_option_does(
    momentum: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two, three, four = (tmp_path / f"{name}" / "momentum.db" for name in ("one", "two", "three", "four"))
    monkeypatch.setenv("MOMENTUM_DATA_DIR", str(one.parent))
    momentum.json("status")
    assert one.is_file()

    momentum.json("status", "--data-dir", two.parent)
    assert two.is_file()

    monkeypatch.setenv("MOMENTUM_DATABASE_URL", f"sqlite:///{three}")
    momentum.json("event", "focus_session")
    assert three.is_file()

    assert momentum.json("status", "--database-url", f"sqlite:///{four}")["total_points"] == 0
    assert four.is_file()
    assert momentum.json("status")["total_points"] > 0
    assert momentum.json("status", "--data-dir", two.parent)["total_points"] == 0


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [(["lsit"], "did you mean list?"), (["Histroy"], "did you mean history?"), (["goal", "lst"], "did you mean list?")],
)
def test_a_mistyped_command_is_answered_with_what_was_meant(momentum: Here, arguments: list[str], meant: str) -> None:
    ran = momentum(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert meant in ran.err
    assert "achievements" not in ran.err


def test_both_programs_say_which_version_they_are(momentum: Here, capsys: pytest.CaptureFixture[str]) -> None:
    from momentum_desktop.app import desktop

    assert momentum("--version").out == f"momentum {__version__}\n"
    with pytest.raises(SystemExit) as ended:
        desktop.main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"momentum-desktop {__version__}\n")


@pytest.mark.parametrize(("closed", "code"), [("list >&-", 0), ("list --json >&- <&-", 0), ("fly 2>&-", 2)])
def test_a_stream_that_was_closed_before_is_no_fault(data_dir: Path, closed: str, code: int) -> None:
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m momentum_desktop.cli --data-dir "$1" {closed}', sys.executable, str(data_dir)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


def test_a_reader_that_has_enough_ends_the_command_quietly(tmp_path: Path) -> None:
    event = {"event_type": "task_completion", "occurred_at": "2026-03-02T10:00:00+01:00", "metadata": {}}
    log = tmp_path / "events.jsonl"
    log.write_text(f"{json.dumps(event)}\n" * 3000, encoding="utf-8")

    with subprocess.Popen(
        [sys.executable, "-m", "momentum_desktop.cli", "replay", str(log), "--ledger", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(timeout=60) == 0


def test_ctrl_c_ends_quietly_even_while_waiting_for_input() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "momentum_desktop.cli", "import", "events", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        # More than a pipe holds: when this returns, the command is reading.
        process.stdin.write(b"{}\n" * 200_000)
        process.stdin.flush()

        process.send_signal(signal.SIGINT)

        assert process.wait(timeout=60) == 130
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_a_fault_of_the_program_is_told_in_one_line(momentum: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise ZeroDivisionError("seven\nby zero")

    monkeypatch.setattr("momentum_desktop.cli.build_parser", broken)

    ran = momentum("status")

    assert ran.code == 1
    assert "ZeroDivisionError: seven by zero" in ran.err
    assert ran.err.count("\n") == 1
    monkeypatch.setenv("MOMENTUM_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        momentum("status")
