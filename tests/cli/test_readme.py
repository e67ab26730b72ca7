"""The commands in README run as they stand there, one after another, on a machine that has nothing yet."""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import Here
from tests.exchange.small_parts import loop_database

README = Path(__file__).parents[2] / "README.md"
DATE = re.compile(r"\b20[0-9]{2}-[01][0-9]-[0-3][0-9]\b")


def commands(section: str) -> list[str]:
    """The indented lines of a section, without their comments."""
    words = README.read_text(encoding="utf-8").partition(f"## {section}\n")[2].partition("\n## ")[0]
    return [re.sub(r"\s+#.*", "", line.strip()) for line in words.splitlines() if line.startswith("    ")]


def test_each_command_does_what_it_is_there_for(
    momentum: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("Loop Habits Backup.db").write_bytes(loop_database())
    lines = commands("On the command line")
    assert len(lines) > 20
    for line in lines:
        name, *arguments = shlex.split(line)
        ran = momentum(*arguments)
        assert (name, ran.code) == ("momentum", 0), line
        assert ran.err.startswith("Wrote ") if arguments[0] == "export" else ran.err == "", line
        assert ran.out or ran.err, line
    assert {path.name for path in tmp_path.iterdir()} >= {"log.jsonl", "all.json", "plan.json", "tables.zip"}


def test_what_other_programs_do_runs_in_its_order(data_dir: Path, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    lines = commands("For other programs")
    assert any(line.startswith("momentum serve") for line in lines)
    script = "\n".join(lines).replace("momentum serve", f"momentum serve --port {port}").replace("47615", port)
    shell = {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}", "MOMENTUM_DATA_DIR": str(data_dir)}
    done = subprocess.run(
        ["sh", "-eu", "-c", f"{script}\nkill $!\nwait $!"],
        env={**os.environ, **shell},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    answers = [line for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(answers) == 2
    assert '"total_points":0' in answers[0]
    assert '"heading":"Why 0?"' in answers[1]


def test_no_day_that_it_plans_for_is_past(momentum: Here) -> None:
    assert not DATE.findall("\n".join(commands("On the command line")))
    told = momentum("add", "Water the plants", "--due", "nonsense").err
    assert DATE.findall(told) == ["2026-03-11"]
