"""The files that other programs wrote, which are kept beside the checkout, and what a right import of each gives."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, date, tzinfo
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.exchange.formats import format_named, format_of
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered, SourceTask

DATA = Path(os.environ.get("MOMENTUM_REAL_FILES") or Path(__file__).parents[3] / "shared" / "data")
"""Where they lie; a checkout that lies elsewhere names the place."""

needs_real_files = pytest.mark.skipif(
    not DATA.is_dir(), reason="the files of other programs are kept beside the checkout, not in it"
)


@cache
def expectations() -> dict[str, dict[str, Any]]:
    """By file what stands in EXPECTED.md: its figures, and under "parts" those of each habit or track."""
    if not DATA.is_dir():
        return {}
    found: dict[str, dict[str, Any]] = {}
    name = ""
    for line in (DATA / "EXPECTED.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            name = line[4:]
            found[name] = {"parts": {}}
        elif line.startswith("{"):
            found[name].update(json.loads(line))
        elif part := re.match(r"    - (.+?): (\{.*\})$", line):
            found[name]["parts"][part[1]] = json.loads(part[2])
    return found


def files_of(kind: str) -> list[str]:
    """The files of a kind that figures are given for; one name that skips where there are none."""
    return [name for name in expectations() if name.startswith(f"{kind}/")] or [f"{kind}/absent"]


def read(name: str, program: str, zone: tzinfo | None = UTC, **more: Any) -> Gathered:
    """What the reader of a format finds in a file; the file is also recognised as that format."""
    path = str(DATA / name)
    take = format_named(program).take
    assert take is not None
    assert format_of(path).name == program
    return take(Source(path, zone, **more))


def state_counts(tasks: list[SourceTask]) -> dict[str, int]:
    """How many tasks, items of checklists aside, are in each state."""
    counts: dict[str, int] = {}
    for task in tasks:
        if not task.item:
            counts[task.state] = counts.get(task.state, 0) + 1
    return counts


def done_days(gathered: Gathered, key: str | None = None) -> list[date]:
    """The days of what was done, of one task or all."""
    records = [record for record in gathered.records if record.kind == "done"]
    return [record.day for record in records if key is None or record.task == key]


def title_of(gathered: Gathered, title: str) -> SourceTask:
    """The one task with a title."""
    (task,) = [task for task in gathered.tasks if task.title == title]
    return task
