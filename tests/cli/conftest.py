"""What the tests of the command line start from."""

from __future__ import annotations

import pytest

from tests.cli.running import Here

NOON = "2026-03-04T12:00:00+01:00"


@pytest.fixture
def momentum(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    """`momentum` in this process, on an empty data folder, on a Wednesday at noon."""
    monkeypatch.setenv("MOMENTUM_NOW", NOON)
    return Here(capsys)
