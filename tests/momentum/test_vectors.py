"""Logs with their expected results: the rules hold when `momentum replay` gives exactly these."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from momentum_desktop.cli import main

VECTORS = sorted(path for path in (Path(__file__).parent / "vectors").iterdir() if path.is_dir())


@pytest.mark.parametrize("vector", VECTORS, ids=lambda path: path.name)
def test_replay_gives_what_the_vector_expects(vector: Path, capsys: pytest.CaptureFixture[str]) -> None:
    expected = json.loads((vector / "expected.json").read_text(encoding="utf-8"))
    as_of = expected.pop("as_of")

    log, rules = str(vector / "events.jsonl"), str(vector / "rules.json")
    code = main(["replay", log, "--rules", rules, "--as-of", as_of, "--ledger", "--json"])

    assert code == 0
    assert json.loads(capsys.readouterr().out) == expected


def test_there_are_vectors_to_hold_on_to() -> None:
    assert len(VECTORS) >= 9
