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


OWN = """
[more.point_events]
task_completion = 30

[[more.achievements]]
name = "Bookworm"
points = 40
category = "growth"
criteria_type = "COUNT"
criteria_value = 1
events = ["learning_session"]
"""


@pytest.fixture
def worked(momentum: Here) -> Here:
    momentum("event", "task_completion")
    momentum("event", "learning_session")
    return momentum


def test_each_fault_is_told_with_its_line(momentum: Here, tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(OWN.replace("growth", "growht"), encoding="utf-8")
    ran = momentum("rules", "check", path)
    assert ran.code == 1
    assert "line 8: more.achievements[0].category" in ran.out
    assert "did you mean “growth”?" in ran.out
    (fault,) = momentum("rules", "check", path, "--json").document["faults"]
    assert (fault["line"], fault["where"]) == (8, "more.achievements[0].category")


def test_the_file_beside_the_data_is_offered_previewed_taken_and_undone(worked: Here, data_dir: Path) -> None:
    assert "differ" not in worked("rules").out
    before = worked.json("status")["total_points"]
    (data_dir / "rules.toml").write_text(OWN, encoding="utf-8")
    assert "differs from the rules in force" in worked("rules").out

    preview = worked.json("rules", "preview")
    assert preview["before"]["total_points"] == before
    told = worked("rules", "preview").out
    assert f"{preview['after']['total_points']:,}" in told
    assert "Bookworm" in told
    assert worked.json("status")["total_points"] == before

    assert worked.json("rules", "take")["total_change"] == preview["after"]["total_points"] - before
    assert worked.json("status")["total_points"] == preview["after"]["total_points"]
    assert "nothing would change" in worked("rules", "preview").out
    again = worked("rules", "take")
    assert again.code == 2
    assert "in force already" in again.err

    assert worked("undo").code == 0
    assert worked.json("status")["total_points"] == before
    assert worked.json("verify")["ok"]


def test_a_rules_file_that_is_not_used_is_told_of_beside_what_goes_by_the_older_rules(
    worked: Here, data_dir: Path
) -> None:
    path = data_dir / "rules.toml"
    path.write_text(OWN.replace("growth", "growht"), encoding="utf-8")
    told = "rules.toml has 1 fault and is not used, the rules in force go on; “momentum rules” names them.\n"
    for command in ("status", "list", "history", "streaks", "leaderboard", "rest", "rest list", "event focus_session"):
        plain, as_json = worked(*command.split()), worked(*command.split(), "--json")
        assert (plain.code, plain.err) == (as_json.code, as_json.err) == (0, told)
        assert as_json.document is not None
    assert "line 8: more.achievements[0].category" in worked("rules").out
    for command in ("rules", "rules preview", "user list", "export events -", "verify"):
        assert worked(*command.split()).err == ""
    assert worked("user", "add", "Anna").code == 0
    assert worked("status", "--user", "Anna").err == ""

    path.write_text(OWN, encoding="utf-8")
    assert worked("status").err == ""
    assert worked("rules", "take").code == 0
    assert worked("status").err == ""


def test_another_file_can_be_previewed_and_taken_by_name(worked: Here, tmp_path: Path) -> None:
    path = tmp_path / "other.json"
    path.write_text(json.dumps({"point_events": {"focus_session": 3}, "more": {}}), encoding="utf-8")
    for command in ("preview", "take"):
        ran = worked("rules", command, path)
        assert ran.code == 1
        assert "takes away" in ran.out
    path.write_text(json.dumps({"more": {"point_events": {"task_completion": 31}}}), encoding="utf-8")
    assert worked.json("rules", "preview", path)["tables"] == ["point_events"]
    assert worked("rules", "take", path).code == 0
    assert worked.json("rules")["point_events"]["task_completion"] == 31


def test_events_that_the_rules_no_longer_know_are_told(worked: Here, tmp_path: Path) -> None:
    text = json.dumps(default_document()).replace("learning_session", "reading")
    path = tmp_path / "rules.json"
    path.write_text(text, encoding="utf-8")
    assert "1 event would count for nothing" in worked("rules", "preview", path).out
    worked("rules", "take", path)
    ran = worked("verify")
    assert ran.code == 0
    assert "count for nothing" in ran.out
    assert worked.json("verify")["uncounted"] == 1


def test_days_off_are_never_taken_for_rules(momentum: Here, tmp_path: Path) -> None:
    momentum("rest", "add", "2026-07-01", "2026-07-14")
    (tmp_path / "printed.json").write_text(json.dumps(momentum.json("rules")))

    for file in ([], [tmp_path / "printed.json"]):
        assert "in force already" in momentum("rules", "preview", *file).out
        taken = momentum("rules", "take", *file)
        assert taken.code == 2
        assert "in force already" in taken.err
    momentum("rest", "remove", "1")
    assert momentum.json("rules")["vacations"] == []


def test_without_a_file_the_games_own_rules_come_back(momentum: Here, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('day_starts_at = "05:00"\n')
    momentum("rules", "take", tmp_path / "mine.toml")
    assert momentum.json("rules")["day_starts_at"] == "05:00"

    assert momentum("rules", "take").code == 0
    assert momentum.json("rules")["day_starts_at"] == "04:00"
