"""The round through what the window shows: at once for a person, at a pace for a flood, and right at the end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from momentum_desktop.app.paced_round import PacedRound
from tests.service.lives import in_loop

VIEWS = ("first", "second", "third")
FOR_EVER = 3600.0


class Window:
    """What was shown, each with how things stood by then; `while_shown` is what goes on meanwhile."""

    def __init__(self, rest_seconds: float) -> None:
        self.stands = 0
        self.shown: list[tuple[str, int]] = []
        self.while_shown: Callable[[str], None] = lambda _: None
        self.round = PacedRound(VIEWS, self.show, rest_seconds)

    async def show(self, view: str) -> None:
        stood = self.stands
        self.while_shown(view)
        await asyncio.sleep(0)
        self.shown.append((view, stood))

    def change(self) -> None:
        self.stands += 1
        self.round.mark(VIEWS)


@in_loop
async def test_what_changed_after_a_rest_is_shown_at_once_and_in_order() -> None:
    window = Window(FOR_EVER)
    window.change()
    await window.round.run()
    assert window.shown == [("first", 1), ("second", 1), ("third", 1)]


@in_loop
async def test_changes_during_a_round_are_shown_in_one_more_however_many() -> None:
    window = Window(0.0)

    def change_often(view: str) -> None:
        if window.stands < 1_000 and view == "first":
            for _ in range(999):
                window.change()

    window.while_shown = change_often
    window.change()
    await window.round.run()
    assert [view for view, _ in window.shown] == ["first", "second", "third", "first"]
    assert dict(window.shown) == dict.fromkeys(VIEWS, 1_000)


@in_loop
async def test_who_changes_everything_all_the_time_keeps_no_view_from_being_shown() -> None:
    window = Window(0.0)
    window.while_shown = lambda _: window.change() if window.stands < 100 else None
    window.change()
    await window.round.run()
    assert [view for view, _ in window.shown[:3]] == list(VIEWS)
    assert dict(window.shown) == dict.fromkeys(VIEWS, 100)


@in_loop
async def test_a_change_waits_for_the_rest_to_be_over_unless_somebody_waits_for_it() -> None:
    window = Window(FOR_EVER)
    window.change()
    await window.round.run()
    window.change()
    running = asyncio.create_task(window.round.run())
    for _ in range(10):
        await asyncio.sleep(0)
    assert len(window.shown) == len(VIEWS)
    window.round.hurry()
    await running
    assert [stood for _, stood in window.shown[len(VIEWS) :]] == [2, 2, 2]


@in_loop
async def test_who_waits_sees_first_what_comes_first() -> None:
    window = Window(FOR_EVER)

    def wish(view: str) -> None:
        if view == "second" and window.stands == 1:
            window.change()
            window.round.hurry()

    window.while_shown = wish
    window.change()
    await window.round.run()
    assert window.shown == [("first", 1), ("second", 1), ("first", 2), ("second", 2), ("third", 2)]


@in_loop
async def test_a_round_that_rests_ends_when_the_window_does() -> None:
    window = Window(FOR_EVER)
    window.change()
    await window.round.run()
    window.change()
    running = asyncio.create_task(window.round.run())
    await asyncio.sleep(0)
    window.round.end()
    await running
    assert len(window.shown) == len(VIEWS)
