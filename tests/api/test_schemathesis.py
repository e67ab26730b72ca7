"""schemathesis over the whole document with all its checks: a tenth in `make test`, all of it in `make api-proof`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from momentum_desktop.api import refusals
from tests.api.serving import Serving

FULL = os.environ.get("MOMENTUM_PROOF") == "full"
STREAM = ("--include-path", "/momentum/stream", "--request-timeout", "1")
ALL_ELSE = ("--exclude-path", "/momentum/stream", "--request-timeout", "20")
PHASES = "examples,coverage,fuzzing,stateful"


@pytest.fixture
def address(serving: Serving, monkeypatch: pytest.MonkeyPatch) -> str:
    # It tries a bad token on every path, which is more than the twenty a minute that are let through.
    monkeypatch.setattr(refusals, "MOST_BAD_TOKENS", 1_000_000)
    return f"http://127.0.0.1:{serving.port}/openapi.json"


@pytest.mark.parametrize(
    ("chosen", "phases", "most"),
    [
        pytest.param(STREAM, PHASES, 20 if FULL else 2, id="the stream"),
        pytest.param(ALL_ELSE, PHASES if FULL else "examples,fuzzing,stateful", 100 if FULL else 4, id="all else"),
        *(
            pytest.param(("--include-path-regex", path, "--request-timeout", "20"), "coverage", 1, id=path)
            for path in ("/(event|progress|stats)$", "/tasks/{task_id}$")
            if not FULL
        ),
    ],
)
def test_no_check_fails(
    serving: Serving, address: str, tmp_path: Path, chosen: tuple[str, ...], phases: str, most: int
) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-c", "from schemathesis.cli import schemathesis; schemathesis()", "run", address),
            *("--header", f"Authorization: Bearer {serving.token('write')}", "--checks", "all", "--phases", phases),
            *(
                "--max-examples",
                str(most),
                "--generation-deterministic",
                "--no-color",
                "--suppress-health-check",
                "all",
            ),
            *chosen,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=7_000 if FULL else 110,
        check=False,
    )
    if FULL:
        print(done.stdout[-1_500:])
    assert done.returncode == 0, done.stdout[-20_000:] + done.stderr[-2_000:]
    assert "generated" in done.stdout
    assert "❌" not in done.stdout
    assert serving.run(serving.service.verify()).ok
