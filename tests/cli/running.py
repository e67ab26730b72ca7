"""The real command, in a process of its own or in this one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from momentum_desktop.cli import main


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        return json.loads(self.out)


class Here:
    """Runs `momentum` in this process."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str | Path) -> Ran:
        code = main([str(argument) for argument in arguments])
        captured = self._capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    def json(self, *arguments: str | Path) -> Any:
        """The document of a command that must succeed."""
        ran = self(*arguments, "--json")
        assert ran.code == 0, ran.err
        assert ran.err == ""
        return ran.document


def spawned(*arguments: str | Path, stdin: str | bytes = b"") -> Ran:
    """Runs `momentum` in a process of its own, as a person's shell would."""
    content = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run(
        [sys.executable, "-m", "momentum_desktop.cli", *map(str, arguments)],
        input=content,
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def momentum(*arguments: str | Path) -> Any:
    """The document of a command that must succeed, in a process of its own."""
    ran = spawned(*arguments, "--json")
    assert ran.code == 0, ran.err
    return ran.document
