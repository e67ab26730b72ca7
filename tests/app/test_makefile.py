"""`make help` is the list that the Makefile begins with, and that list is whole."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parents[2]


def test_make_help_names_every_target() -> None:
    text = (FOLDER / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert declared is not None

    told = subprocess.run(["make", "help"], cwd=FOLDER, capture_output=True, text=True, check=True).stdout

    assert {line.split()[1] for line in told.splitlines()} == {*declared[1].split()} - {"FORCE"}
