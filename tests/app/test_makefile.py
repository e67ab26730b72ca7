"""`make help` is the list that the Makefile begins with, and that list is whole."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

FOLDER = Path(__file__).parents[2]


def test_make_help_names_every_target() -> None:
    text = (FOLDER / "Makefile").read_text(encoding="utf-8")
    declared = re.search(r"^\.PHONY: (.*)$", text, re.MULTILINE)
    assert declared is not None

    # Under `make test` the flags of that make would have this one tell of folders, too.
    apart = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    told = subprocess.run(["make", "help"], cwd=FOLDER, env=apart, capture_output=True, text=True, check=True).stdout

    assert {line.split()[1] for line in told.splitlines()} == {*declared[1].split()} - {"FORCE"}
