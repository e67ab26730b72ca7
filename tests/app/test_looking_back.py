"""Stories, levels and insights on the real service: what they show is what was lived, and nothing waits for it."""

import asyncio
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from pytestqt.qtbot import QtBot

from momentum_desktop import open_service
from momentum_desktop.gui.insight_changes import changes
from momentum_desktop.service.values import Submission
from tests.app.test_window_and_service import NOON, Desk, add, tick

DAYS = 120


@pytest.fixture
def desk(qtbot: QtBot, data_dir: Path) -> Iterator[Desk]:
    data_dir.mkdir()
    asyncio.run(live())
    made = Desk(qtbot, data_dir)
    made.window.set_quiet(True)
    yield made
    made.bridge.close()


async def live() -> None:
    """Four months of work, more of it lately."""
    chance = random.Random(7)
    service = await open_service(clock=lambda: NOON)
    submissions = [
        Submission(
            "task_completion",
            NOON - timedelta(days=ago, minutes=chance.randint(1, 300)),
            {"complexity": "epic" if chance.random() < 0.1 else "simple", "title": "Sweep the yard"},
        )
        for ago in range(DAYS, 0, -1)
        for _ in range(3 if ago <= 28 else chance.randint(0, 2))
    ]
    await service.process_events(submissions)
    await service.close()


class Heard:
    """What a signal of the service's thread carried. Its slot lives as long as the window: one that went earlier could
    still be called by what is on its way."""

    def __init__(self, signal) -> None:
        self.told: list[object] = []
        signal.connect(self.told.append)

    @contextmanager
    def once_more(self, qtbot: QtBot) -> Iterator[None]:
        before = len(self.told)
        yield
        qtbot.waitUntil(lambda: len(self.told) > before, timeout=10_000)


def open_page(qtbot: QtBot, desk: Desk, name: str):
    """Brings a page to the front, and waits until a round has gone by."""
    rounds = len(desk.rounds)
    desk.window.frame.tabs.go_to(name)
    desk.bridge.refresh()
    qtbot.waitUntil(lambda: len(desk.rounds) > rounds, timeout=10_000)
    return desk.window.frame.tabs.page(name)


def test_a_card_opens_to_the_events_that_counted(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk, "achievements")
    gallery = page.gallery
    names = [page.choice.index(row, 0).data() for row in range(page.choice.rowCount())]
    place = page.choice.index(names.index("Task Master"), 0)
    gallery.scrollTo(place)
    qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=gallery.visualRect(place).center())
    qtbot.waitUntil(lambda: bool(page.story.model.rows) and page.story.card.story is not None, timeout=5_000)
    card = page.story.card
    assert card.state.text().startswith("Won on")
    assert card.rarity.text().startswith("Such work came on ")
    assert card.story.course[-1][1] == 100
    words = [row.words for row in page.story.model.rows]
    assert "99 → 100 of 100" in words
    assert "Sweep the yard" in words


def test_the_rarest_first_are_counted_when_they_are_asked_for(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk, "achievements")
    heard = Heard(desk.bridge.looking_back.rarities_ready)
    with heard.once_more(qtbot):
        page.filters.orders.setCurrentText("Rarest first")
    by_number = {row.achievement_id: row.days for row in heard.told[-1]}
    shown = [page.choice.index(row, 0).data(int(Qt.ItemDataRole.UserRole) + 1) for row in range(page.choice.rowCount())]
    won = [by_number[row.id] for row in shown if row.completed]
    assert won == sorted(won)
    with heard.once_more(qtbot):
        desk.bridge.undo()


def test_levels_know_the_pace_of_the_last_weeks(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk, "levels")
    qtbot.waitUntil(lambda: any(row.pace.text() for row in page.rows), timeout=5_000)
    following = next(row for row in page.rows if not row.step.standing.reached)
    assert following.pace.text().startswith("At this pace on ")
    before = following.step.to_go
    add(qtbot, desk, "Write the book !epic")
    with desk.act(qtbot):
        tick(qtbot, desk, "Write the book")
    qtbot.waitUntil(lambda: following.step.to_go < before, timeout=5_000)


def test_insights_follow_the_days_dragged_over_and_say_what_changed(qtbot: QtBot, desk: Desk) -> None:
    page = open_page(qtbot, desk, "insights")
    qtbot.waitUntil(lambda: page.changes.isVisible() and bool(page.changes.sentences), timeout=5_000)

    async def known():
        service = await open_service(clock=lambda: NOON)
        insights = await service.get_insights()
        await service.close()
        return insights

    assert page.changes.sentences == changes(asyncio.run(known()))
    assert page.changes.sentences[0].startswith("The last four weeks brought ")
    back = desk.bridge.looking_back
    stats, parts, kinds = (Heard(each) for each in (back.stats_ready, back.part_ready, back.kind_days_ready))
    with stats.once_more(qtbot):
        qtbot.mouseClick(page.ranges.button(1), Qt.MouseButton.LeftButton)
    chart = page.chart
    view = chart.plot.viewport()
    qtbot.waitUntil(lambda: view.width() > 600, timeout=5_000)
    box = chart.plot.getPlotItem().vb
    low, high = (
        chart.plot.mapFromScene(box.mapViewToScene(QPointF((NOON.date() - timedelta(days=ago)).toordinal(), 1)))
        for ago in (40, 20)
    )
    with parts.once_more(qtbot):
        qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=low - QPoint(4, 0))
        qtbot.mouseMove(view, (low + high) / 2)
        qtbot.mouseMove(view, high + QPoint(4, 0))
        qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=high + QPoint(4, 0))
    assert page.points.view == (NOON.date() - timedelta(days=40), NOON.date() - timedelta(days=20))
    qtbot.waitUntil(lambda: page.active.note.text() == "of 21 days", timeout=5_000)
    with kinds.once_more(qtbot):
        qtbot.mouseClick(page.points.by_kind, Qt.MouseButton.LeftButton)
    assert page.points.legend.isVisible()


def test_none_of_it_runs_on_the_windows_thread(qtbot: QtBot, desk: Desk) -> None:
    for name in ("achievements", "levels", "insights"):
        open_page(qtbot, desk, name)
    asked = len(desk.statements)
    bridge = desk.bridge.looking_back
    heard = [
        Heard(signal)
        for signal in (bridge.rarities_ready, bridge.story_ready, bridge.insights_ready, bridge.kind_days_ready)
    ]
    bridge.ask_rarities()
    bridge.ask_story("Task Master")
    bridge.ask_insights()
    bridge.ask_kind_days(0)
    qtbot.waitUntil(lambda: all(each.told for each in heard), timeout=10_000)
    assert len(desk.statements) > asked
    assert threading.get_ident() not in {thread for _, thread in desk.statements}
