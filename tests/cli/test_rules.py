"""`momentum rules check`: every fault with its place and its mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from momentum_desktop.engine.defaults import default_document
from tests.cli.running import Here


def test_the_default_rules_are_sound_and_so_is_a_file_with_a_few_tables(momentum: Here, tmp_path: Path) -> None:
    whole, part = tmp_path / "rules.json", tmp_path / "rules.toml"
    whole.write_text(json.dumps(default_document()), encoding="utf-8")
    part.write_text('day_starts_at = "05:00"\n', encoding="utf-8")

    assert momentum.json("rules", "check", whole) == {"ok": True, "faults": []}
    assert "sound" in momentum("rules", "check", part).out


def test_every_fault_is_named_at_once(momentum: Here, tmp_path: Path) -> None:
    document = default_document()
    document["day_starts_at"] = "25:00"
    document["achievements"][0]["icon_name"] = "spork"
    document["levels"][1]["points_required"] = -5
    path = tmp_path / "rules.json"
    path.write_text(json.dumps(document), encoding="utf-8")

    ran = momentum("rules", "check", path, "--json")

    assert ran.code == 1
    places = {fault["where"] for fault in ran.document["faults"]}
    assert {"day_starts_at", "achievements[0].icon_name"} <= places
    assert any(place.startswith("levels[1]") for place in places)
    told = momentum("rules", "check", path)
    assert told.code == 1
    assert all(place in told.out for place in places)


@pytest.mark.parametrize(
    ("name", "content", "fault"),
    [
        ("rules.toml", b"day_starts_at = ", "TOML"),
        ("rules.json", b"{", "JSON"),
        ("rules.json", b"[]", "one object"),
        ("rules.json", b'{"a": 1, "a": 2}', "twice"),
        ("rules.json", b"\xff\xfe", "UTF-8"),
        ("rules.toml", b"a = " + b"[" * 50_000, "nested|TOML"),
    ],
)
def test_a_file_that_is_no_rules_file_is_refused(
    momentum: Here, tmp_path: Path, name: str, content: bytes, fault: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    ran = momentum("rules", "check", path)

    assert (ran.code, ran.out) == (2, "")
    assert any(word in ran.err for word in fault.split("|"))
    assert ran.err.count("\n") == 1
