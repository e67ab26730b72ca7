"""A person who cannot leave the rules alone: whatever they change and undo, what is stored is what the log gives."""

from __future__ import annotations

import asyncio
import copy
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from momentum_desktop import open_service
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store import checkpoints, derivation
from tests.momentum.random_rules import documents
from tests.service.lives import FAST_FOLDER, Clock, assert_stands_as_its_log_says, shown, undo_in_any_order
from tests.service.other_rules import BOOKWORM, DEARER, everything, without

ALTERATIONS = (
    st.sampled_from(
        [
            {},
            DEARER,
            {"week_starts_on": "sunday", "rest_weekdays": ["wednesday"], "day_starts_at": "06:00"},
            {"more": {"vacations": [["2026-03-03", "2026-03-06"]], "freezes": {"earned_every": 2, "most": 3}}},
            {"multiplier_streak": None, "streak_multipliers": [], "complexity_events": []},
            {"complexity_multipliers": {"simple": "1.25"}, "windows": {"early_bird": ["08:00", "11:00"]}},
            without("focus_session"),
            {"achievements": [], "levels": default_document()["levels"][:3]},
            {
                "achievements": [BOOKWORM],
                "streaks": [
                    {
                        "name": "daily_activity",
                        "period": "week",
                        "events": ["focus_session"],
                        "field": "minutes",
                        "needed": "12.5",
                        "distinct_days": False,
                        "pauses": [["2026-03-02", "2026-03-09"]],
                        "weekdays": ["monday", "tuesday"],
                    }
                ],
            },
        ]
    )
    | documents()
)


class LifeUnderManyRules(RuleBasedStateMachine):
    """One person who cannot leave the rules alone."""

    def __init__(self) -> None:
        super().__init__()
        self.patched = pytest.MonkeyPatch()
        for module in (checkpoints, derivation):
            self.patched.setattr(module, "SPACING", 3, raising=False)
        self.folder = tempfile.TemporaryDirectory(dir=FAST_FOLDER)
        self.clock = Clock()
        self.runner = asyncio.Runner()
        self.service = self.runner.run(open_service(self.folder.name, clock=self.clock))
        self.fresh = everything(Path(self.folder.name))

    def do(self, work: Any) -> Any:
        return self.runner.run(work)

    @rule(
        hours=st.integers(-400, 60),
        event_type=st.sampled_from(["task_completion", "focus_session", "learning_session"]),
        complexity=st.sampled_from([{}, {"complexity": "epic", "minutes": 13}, {"minutes": 400}]),
    )
    def work(self, hours: int, event_type: str, complexity: dict[str, Any]) -> None:
        moment = self.clock.moment + timedelta(hours=hours)
        self.clock.forward(hours=max(hours, 0))
        try:
            self.do(self.service.process_event(None, event_type, complexity, moment))
        except RefusedInput as refusal:
            known = "unknown" in str(refusal)
            assert known

    @rule(document=ALTERATIONS)
    def take_other_rules(self, document: dict[str, Any]) -> None:
        document = copy.deepcopy(document)
        for streak in document.get("streaks", []):
            if streak.get("needed") == "12.5":
                streak["needed"] = 12.5
        preview = self.do(self.service.preview_rules(document))
        try:
            result = self.do(self.service.take_rules(document))
        except RefusedInput as refusal:
            same = "in force already" in str(refusal)
            assert same
            assert (preview.before, preview.tables) == (preview.after, ())
            return
        assert result.total_change == preview.after.total_points - preview.before.total_points
        progress = self.do(self.service.get_user_progress())
        assert progress.total_points == preview.after.total_points
        assert progress.achievements_completed == preview.after.achievements_completed
        assert self.do(self.service.verify()).uncounted == preview.after.uncounted

    @rule(data=st.data())
    def undo_any(self, data: st.DataObject) -> None:
        live = self.live()
        if live:
            self.do(self.service.undo(data.draw(st.sampled_from(live))))

    @rule()
    def undo_and_redo(self) -> None:
        if self.live():
            before = everything(Path(self.folder.name)), self.do(shown(self.service))
            self.do(self.service.undo())
            self.do(self.service.redo())
            ids = {"id", "rule_set_id", "base_rule_set_id", "achievement_id", "current_level_id"}
            after = everything(Path(self.folder.name)), self.do(shown(self.service))
            assert without_keys(after[0], ids) == without_keys(before[0], ids)
            assert after[1] == before[1]

    def live(self) -> list[int]:
        history = self.do(self.service.get_history(limit=10_000))
        return [act.id for act in history if act.kind not in ("undo", "redo") and not act.undone]

    @invariant()
    def all_that_is_stored_is_what_the_log_gives(self) -> None:
        verification = self.do(self.service.verify())
        assert verification.ok, verification.differences
        if not verification.uncounted:
            self.do(assert_stands_as_its_log_says(self.service))

    def teardown(self) -> None:
        try:
            self.do(undo_in_any_order(self.service, self.live()))
            assert self.do(self.service.verify()).ok
            assert everything(Path(self.folder.name)) == self.fresh
        finally:
            self.do(self.service.close())
            self.runner.close()
            self.folder.cleanup()
            self.patched.undo()


def without_keys(tables: dict[str, list[dict[str, Any]]], keys: set[str]) -> dict[str, list[Any]]:
    """The rows without the numbers that only name other rows."""
    return {
        table: sorted(sorted((k, repr(v)) for k, v in row.items() if k not in keys) for row in found)
        for table, found in tables.items()
    }


LifeUnderManyRules.TestCase.settings = settings(max_examples=10, stateful_step_count=20, deadline=None)
TestALifeUnderManyRules = LifeUnderManyRules.TestCase
