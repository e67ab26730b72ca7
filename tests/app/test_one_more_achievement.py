"""One more dict in the table is one more achievement everywhere, with nothing else to touch."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from momentum_desktop import momentum
from momentum_desktop.gui.achievements_page import AchievementsPage
from tests.cli.running import Here
from tests.service.lives import Clock, in_loop, living

ONE_MORE = {
    "name": "Second Breakfast",
    "description": "Complete two tasks. Halflings would call that a beginning.",
    "points": 7,
    "category": momentum.AchievementCategory.GROWTH,
    "criteria_type": momentum.CriteriaType.COUNT,
    "criteria_value": 2,
    "icon_name": "cup",
    "events": ["task_completion"],
}
HIDDEN = {**ONE_MORE, "name": "Elevenses", "criteria_value": 3, "secret": True}
SCRIPT = Path(__file__).parents[2] / "scripts" / "achievement_list.py"


@pytest.fixture
def one_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(momentum, "ACHIEVEMENTS", [*momentum.ACHIEVEMENTS, ONE_MORE, HIDDEN])


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Here:
    monkeypatch.setenv("MOMENTUM_NOW", "2026-03-04T12:00:00+01:00")
    return Here(capsys)


def row_of(document: list[dict[str, Any]], name: str) -> dict[str, Any]:
    (row,) = [row for row in document if row["name"] == name]
    return row


@pytest.mark.usefixtures("one_more")
def test_the_command_line_shows_wins_explains_and_exports_it(command: Here, tmp_path: Path) -> None:
    assert "Second Breakfast" in command("achievements").out
    open_row = row_of(command.json("achievements", "--available"), "Second Breakfast")
    assert (open_row["progress"], open_row["category"], open_row["icon_name"]) == (0, "growth", "cup")
    command("event", "task_completion")
    outcome = command.json("event", "task_completion")
    assert {"kind": "achievement:Second Breakfast", "points": 7} in outcome["entries"]
    assert row_of(command.json("achievements"), "Second Breakfast")["completed"]
    assert command.json("history")[0]["points"] == outcome["points_awarded"]
    assert command.json("why", "Second", "Breakfast")["heading"] == "Why “Second Breakfast”?"
    assert "Second Breakfast" in runpy.run_path(str(SCRIPT))["listing"]()
    assert row_of(command.json("rules")["achievements"], "Second Breakfast")["description"] == ONE_MORE["description"]
    assert command.json("verify")["ok"]
    whole = tmp_path / "whole.json"
    assert command("export", "json", whole).code == 0
    assert "Second Breakfast" in whole.read_text(encoding="utf-8")


@pytest.mark.usefixtures("one_more")
def test_a_secret_one_tells_its_name_when_it_is_won_and_not_before(command: Here) -> None:
    document = command.json("achievements")
    assert document[-1] == {**document[-1], "name": None, "description": None, "tier": None}
    assert "Elevenses" not in command("achievements").out
    assert "Elevenses" not in runpy.run_path(str(SCRIPT))["listing"]()
    assert command("why", "Elevenses").code == 2
    for _ in range(3):
        command("event", "task_completion")
    assert row_of(command.json("achievements"), "Elevenses")["description"] == HIDDEN["description"]
    assert "Elevenses" in command("achievements").out


@pytest.mark.usefixtures("one_more")
def test_the_gallery_shows_it(qtbot: QtBot, data_dir: Path) -> None:
    shown: list[Any] = []

    @in_loop
    async def ask() -> None:
        async with living(data_dir, Clock()) as service:
            shown.extend(await service.get_achievements())

    ask()
    page = AchievementsPage()
    qtbot.addWidget(page)
    page.show_achievements(tuple(shown))
    names = [page.choice.index(row, 0).data() for row in range(page.choice.rowCount())]
    assert "Second Breakfast" in names
    assert "Elevenses" not in names
    assert len(names) == len(momentum.ACHIEVEMENTS)
    assert not page.gallery.grab().isNull()


@in_loop
async def test_data_that_exists_is_offered_it_and_counts_what_was_done_before(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with living(data_dir, Clock()) as service:
        for _ in range(2):
            await service.process_event(None, "task_completion")
    monkeypatch.setattr(momentum, "ACHIEVEMENTS", [*momentum.ACHIEVEMENTS, ONE_MORE])
    async with living(data_dir, Clock()) as service:
        assert ONE_MORE["name"] not in [row.name for row in await service.get_achievements()]
        offer = await service.rules_offered()
        assert offer is not None
        assert offer.source == "defaults"
        assert offer.document is not None
        taken = await service.take_rules(offer.document)
        assert taken.total_change == ONE_MORE["points"]
        assert [row.completed for row in await service.get_achievements() if row.name == ONE_MORE["name"]] == [True]
        assert (await service.verify()).ok
        assert await service.rules_offered() is None
