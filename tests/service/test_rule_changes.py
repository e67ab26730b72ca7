"""Other rules for a whole history: previewed, taken, undone; and what is stored is always what the log gives."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.errors import RefusedInput, RulesFault
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.rule_values import DEFAULTS, FILE
from momentum_desktop.service.values import TaskDraft
from tests.service.lives import (
    Clock,
    assert_stands_as_its_log_says,
    connected,
    in_loop,
    living,
    shown,
)
from tests.service.other_rules import BOOKWORM, DEARER, everything, without


async def lead_a_life(service: MomentumService, clock: Clock, days: int = 12) -> None:
    for day in range(days):
        clock.forward(days=1)
        added = await service.add_task(TaskDraft(f"Task {day}", complexity="complex"))
        assert added.task is not None
        await service.complete_task(added.task.id)
        await service.process_event(None, "learning_session", {"minutes": day})
        await service.process_event(None, "focus_session", {"minutes": 10 * day}, clock.moment - timedelta(days=2))


@in_loop
async def test_the_preview_is_what_taking_gives(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await lead_a_life(service, clock)
        before = everything(data_dir)
        preview = await service.preview_rules(DEARER)
        assert everything(data_dir) == before

        result = await service.take_rules(DEARER)

        progress = await service.get_user_progress()
        assert result.kind == "rules"
        assert result.total_change == preview.after.total_points - preview.before.total_points > 0
        assert progress.total_points == preview.after.total_points
        assert (progress.level.level_number, progress.level.title) == (
            preview.after.level_number,
            preview.after.level_title,
        )
        assert (progress.achievements_completed, progress.achievements_total) == (
            preview.after.achievements_completed,
            preview.after.achievements_total,
        )
        assert preview.tables == ("point_events", "achievements")
        (added,) = [each for each in preview.achievements if each.before is None]
        assert (added.name, added.before, added.after, added.points) == ("Bookworm", None, True, 40)
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_new_achievement_counts_the_history(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await lead_a_life(service, clock, days=3)
        third = clock.moment
        await lead_a_life(service, clock, days=2)
        await service.take_rules(DEARER)
        won = {achievement.name: achievement for achievement in await service.get_achievements()}["Bookworm"]
        assert (won.completed, won.completed_at) == (True, third)


@in_loop
async def test_the_preview_shows_streaks_before_and_after(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        for gap in (1, 1, 4, 1):
            clock.forward(days=gap)
            await service.process_event(None, "task_completion")
        away = [str((clock.moment - timedelta(days=back)).date()) for back in (4, 2)]
        preview = await service.preview_rules({"vacations": [away]})
        moved = {each.title: (each.before, each.after) for each in preview.streaks}
        assert moved["Daily activity"] == ((2, 2), (4, 4))
        gone = await service.preview_rules({"streaks": default_document()["streaks"][:1], **fewer_achievements()})
        assert {each.title for each in gone.streaks if each.after is None} >= {"25 focus minutes a day", "Early riser"}


def fewer_achievements() -> dict[str, Any]:
    return {"achievements": default_document()["achievements"][:1]}


@in_loop
async def test_rules_taken_and_undone_leave_a_database_that_never_saw_them(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await lead_a_life(service, clock, days=5)
        before, seen = everything(data_dir), await shown(service)
        taken = await service.take_rules(DEARER)
        assert everything(data_dir) != before
        undone = await service.undo()
        assert (undone.act_id, undone.total_change) == (taken.act_id, -taken.total_change)
        assert everything(data_dir) == before
        assert await shown(service) == seen
        redone = await service.redo()
        assert redone.total_change == taken.total_change
        await assert_stands_as_its_log_says(service)
        await service.undo(taken.act_id)
        assert everything(data_dir) == before


@in_loop
async def test_the_rules_in_force_are_the_newest_that_are_not_undone(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.process_event(None, "task_completion")
        taken = []
        for points in (20, 30, 40):
            taken.append(await service.take_rules({"more": {"point_events": {"task_completion": points}}}))

        async def points_of_a_task() -> int:
            document = await service.rules_document()
            assert (await service.verify()).ok
            return int(document["point_events"]["task_completion"])

        await service.undo(taken[1].act_id)
        assert await points_of_a_task() == 40
        await service.undo(taken[2].act_id)
        assert await points_of_a_task() == 20
        await service.undo(taken[0].act_id)
        assert await points_of_a_task() == 10
        with connected(data_dir) as connection:
            assert connection.execute("SELECT count(*) FROM rule_sets").fetchone() == (1,)
        connection.close()


@in_loop
async def test_another_process_follows_the_change(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as one, living(data_dir, clock) as other:
        await one.process_event(None, "task_completion")
        await other.process_event(None, "task_completion")
        taken = await one.take_rules(DEARER)
        assert (await other.get_user_progress()).total_points == (await one.get_user_progress()).total_points
        outcome = await other.process_event(None, "task_completion")
        assert outcome.entries[0].points == 30
        await other.undo(taken.act_id)
        assert (await one.process_event(None, "task_completion")).entries[0].points == 10
        # The number of the document that was let go is given again, to another one.
        await other.take_rules({"more": {"point_events": {"task_completion": 50}}})
        assert (await one.process_event(None, "task_completion")).entries[0].points == 50
        for service in (one, other):
            await assert_stands_as_its_log_says(service)


@in_loop
async def test_events_that_the_rules_no_longer_know_count_for_nothing_and_are_told(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        await lead_a_life(service, clock, days=4)
        rules = without("learning_session")
        rules["complexity_multipliers"] = {"simple": "1"}
        preview = await service.preview_rules(rules)
        assert (preview.before.uncounted, preview.after.uncounted) == (0, 8)
        await service.take_rules(rules)
        verification = await service.verify()
        assert (verification.ok, verification.uncounted) == (True, 8)
        await assert_total(service, preview.after.total_points)
        with pytest.raises(RefusedInput, match="unknown"):
            await service.process_event(None, "learning_session")
        again = await service.preview_rules({})
        assert (again.before.uncounted, again.after.uncounted) == (8, 0)


async def assert_total(service: MomentumService, points: int) -> None:
    assert (await service.get_user_progress()).total_points == points


@in_loop
async def test_rules_with_faults_or_in_force_already_are_refused_and_nothing_is_stored(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.process_event(None, "task_completion")
        before = everything(data_dir)
        for take in (service.take_rules, service.preview_rules):
            with pytest.raises(RulesFault, match="icon"):
                await take({"more": {"achievements": [{**BOOKWORM, "icon_name": "spork"}]}})
        with pytest.raises(RefusedInput, match="in force already"):
            await service.take_rules({})
        assert everything(data_dir) == before
        assert len(await service.get_history()) == 1


@in_loop
async def test_the_file_is_offered_and_never_applied_by_itself(data_dir: Path) -> None:
    async with living(data_dir) as service:
        assert await service.rules_offered() is None
        file = data_dir / "rules.toml"
        file.write_text("[more.point_events]\ntask_completion = 30\n", encoding="utf-8")
        offer = await service.rules_offered()
        assert offer is not None
        assert (offer.source, offer.name, offer.faults) == (FILE, "rules.toml", ())
        assert (await service.process_event(None, "task_completion")).entries[0].points == 10
        await service.take_rules(offer.document)
        assert await service.rules_offered() is None
        assert (await service.get_history(limit=1))[0].summary == "Took the rules of your rules file"

        file.write_text("[more.point_events]\ntask_completion = -3\n", encoding="utf-8")
        faulty = await service.rules_offered()
        assert faulty is not None
        assert faulty.document is None
        assert [(fault.line, fault.where) for fault in faulty.faults] == [(2, "more.point_events.task_completion")]
        file.write_text("a = = 1\n", encoding="utf-8")
        assert [fault.line for fault in (await service.rules_offered()).faults] == [1]  # type: ignore[union-attr]

        file.unlink()
        back = await service.rules_offered()
        assert back is not None
        assert (back.source, back.document) == (DEFAULTS, default_document())


@in_loop
async def test_an_upgrade_with_other_defaults_is_offered_until_others_are_chosen(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with living(data_dir) as service:
        await service.process_event(None, "task_completion")
    monkeypatch.setitem(__import__("momentum_desktop.momentum").momentum.POINT_EVENTS, "task_completion", 12)
    async with living(data_dir) as service:
        assert (await service.rules_document())["point_events"]["task_completion"] == 10
        offer = await service.rules_offered()
        assert offer is not None
        assert offer.source == DEFAULTS
        await service.take_rules({"point_events": {**default_document()["point_events"], "task_completion": 99}})
        assert await service.rules_offered() is None
        await service.undo()
        await service.take_rules(offer.document)
        assert await service.rules_offered() is None


@in_loop
async def test_each_user_has_rules_of_their_own(data_dir: Path) -> None:
    async with living(data_dir) as service:
        ann = (await service.add_user("Ann")).user_id
        for user in (None, ann):
            await service.process_event(user, "task_completion")
        (data_dir / f"rules.{ann}.toml").write_text("[more.point_events]\ntask_completion = 30\n", encoding="utf-8")
        assert await service.rules_offered() is None
        offer = await service.rules_offered(ann)
        assert offer is not None
        mine = await shown(service)
        taken = await service.take_rules(offer.document, user_id=ann)
        assert taken.total_change > 0
        assert await shown(service) == mine
        for user in (None, ann):
            await assert_stands_as_its_log_says(service, user)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"#" * 3_000_000, b"a." * 100_000 + b"a = 1", None])
@in_loop
async def test_a_hostile_file_is_told_and_harms_nothing(data_dir: Path, content: bytes | None) -> None:
    async with living(data_dir) as service:
        file = data_dir / "rules.toml"
        file.mkdir() if content is None else file.write_bytes(content)
        offer = await service.rules_offered()
        assert offer is not None
        assert len(offer.faults) == 1
        await service.process_event(None, "task_completion")
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_what_no_rules_act_says_about_the_rules_is_found(data_dir: Path) -> None:
    async with living(data_dir) as service:
        await service.process_event(None, "task_completion")
        await service.take_rules(DEARER)
        await service.undo()
        await service.redo()
    with connected(data_dir) as connection:
        (first,) = connection.execute("SELECT min(id) FROM rule_sets").fetchone()
        connection.execute("UPDATE users SET rule_set_id = ?", (first,))
    connection.close()
    async with living(data_dir) as service:
        assert any("users" in difference for difference in (await service.verify()).differences)
