"""What docs/formats.md says of the lines of the event log, held to the program."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Here, Ran

GUIDE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
SECTION = GUIDE.partition("## events\n")[2].partition("\n## ")[0]
EXAMPLE = SECTION.partition("```json\n")[2].partition("```")[0]
LINES: list[dict[str, Any]] = [json.loads(line) for line in EXAMPLE.splitlines()]
KEYED = LINES[0]


def brought(momentum: Here, folder: Path, *lines: dict[str, Any] | str) -> Ran:
    path = folder / "log.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line) for line in lines)
    path.write_text("".join(f"{text}\n" for text in texts), encoding="utf-8")
    return momentum("import", "events", path, "--json")


def test_the_example_counts_each_line_once_however_often_it_comes(momentum: Here, tmp_path: Path) -> None:
    path = tmp_path / "example.jsonl"
    path.write_text(EXAMPLE, encoding="utf-8")
    assert "4 events" in momentum("replay", path).out
    first, again = momentum.json("import", "events", path), brought(momentum, tmp_path, *LINES).document
    assert (first["added"], again["added"], again["unchanged"]) == (4, 0, 4)
    exported = [json.loads(line) for line in momentum("export", "events", "-").out.splitlines()]
    assert [line["day"] for line in exported] == ["2026-03-02", "2026-03-02", "2026-03-03", "2026-03-03"]
    assert [line["metadata"] for line in exported] == [{"complexity": "complex"}, {"minutes": 25}, {}, {}]
    momentum("undo")
    assert momentum("export", "events", "-").out == ""
    assert momentum.json("import", "events", path)["added"] == 4


def test_the_keys_in_the_guide_are_all_there_are() -> None:
    told = re.findall(r"^\| `(\w+)` \|", SECTION, re.MULTILINE)
    assert told == ["event_type", "occurred_at", "metadata", "idempotency_key", "day"]


@pytest.mark.parametrize(
    "line",
    [
        {**KEYED, "event_type": "perfect_week"},
        {**KEYED, "event_type": "sleeping"},
        {**KEYED, "occurred_at": "2026-03-02T09:30+01:00"},
        {**KEYED, "occurred_at": "2026-03-02T09:30:00"},
        {**KEYED, "occurred_at": "1999-03-02T09:30:00Z"},
        {**KEYED, "metadata": {"complexity": "gigantic"}},
        {**KEYED, "metadata": {"notes": "x" * 65_536}},
        {**KEYED, "idempotency_key": "k" * 201},
        {**KEYED, "colour": "red"},
        '{"event_type": "focus_session", "event_type": "focus_session", "occurred_at": "2026-03-02T09:30:00Z"}',
        '{"event_type": "focus_session", "occurred_at": "2026-03-02T09:30:00Z", "metadata": {"minutes": NaN}}',
        "",
    ],
)
def test_a_line_that_is_no_event_is_left_out_and_alone_it_is_refused(
    momentum: Here, tmp_path: Path, line: dict[str, Any] | str
) -> None:
    assert brought(momentum, tmp_path, line).code == 2
    ran = brought(momentum, tmp_path, line, LINES[1])
    assert (ran.code, ran.document["added"], ran.document["problems"][0]["where"]) == (1, 1, "line 1")
    assert momentum("replay", tmp_path / "log.jsonl").code == 2


def test_an_event_may_lie_ahead_of_now(momentum: Here, tmp_path: Path) -> None:
    ran = brought(momentum, tmp_path, {**KEYED, "occurred_at": "2126-03-02T09:30:00+01:00"})
    assert (ran.code, ran.document["added"], ran.err) == (0, 1, "")


@pytest.mark.parametrize(
    "other",
    [
        {"event_type": "goal_completion"},
        {"occurred_at": "2026-03-02T09:30:01+01:00"},
        {"occurred_at": "2026-03-02T08:30:00Z"},
        {"day": "2026-03-01"},
        {"metadata": {}},
    ],
)
def test_a_key_that_came_with_another_event_is_a_conflict_in_the_file_and_in_the_data(
    momentum: Here, tmp_path: Path, other: dict[str, Any]
) -> None:
    together = brought(momentum, tmp_path, KEYED, {**KEYED, **other}, LINES[1])
    assert (together.code, together.document["added"]) == (1, 2)
    assert [problem["where"] for problem in together.document["problems"]] == ["line 2"]
    assert momentum("replay", tmp_path / "log.jsonl").code == 2
    apart = brought(momentum, tmp_path, {**KEYED, **other}, LINES[2])
    assert (apart.code, apart.document["added"]) == (1, 1)
    assert momentum("export", "events", "-").out.splitlines()[0] == (
        '{"event_type": "task_completion", "occurred_at": "2026-03-02T09:30:00+01:00", '
        '"metadata": {"complexity":"complex"}, "idempotency_key": "report-1", "day": "2026-03-02"}'
    )


def test_a_repeat_counts_once_in_a_replay_and_in_an_import(momentum: Here, tmp_path: Path) -> None:
    assert brought(momentum, tmp_path, KEYED, KEYED, {**KEYED, "day": "2026-03-02"}).document["added"] == 1
    assert "1 event" in momentum("replay", tmp_path / "log.jsonl").out
