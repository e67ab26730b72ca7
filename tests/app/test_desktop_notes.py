"""The line to the desktop's notification service, when its owner goes while a call is on it."""

from __future__ import annotations

import asyncio

import pytest

from momentum_desktop.app.desktop_notes import DesktopNotes
from momentum_desktop.gui.note import Note
from tests.app.session_bus import NotificationDaemon
from tests.service.lives import in_loop

TURNS = range(6)
"""Turns of the loop between the answer's arrival and the cancellation: in one of them the answer is just being read."""


@pytest.mark.parametrize("turns", TURNS)
@in_loop
async def test_who_is_cancelled_as_the_answer_comes_ends(daemon: NotificationDaemon, turns: int) -> None:
    notes = DesktopNotes(lambda _key, _action: None)
    assert await notes.show(Note("first", "Head", "Words"))
    daemon.called("Notify")
    showing = asyncio.create_task(notes.show(Note("second", "Head", "Words")))
    for _ in TURNS:
        await asyncio.sleep(0)
    # The loop stands still until the answer lies in the socket.
    daemon.called("Notify")
    for _ in range(turns):
        await asyncio.sleep(0)
    goes_on = not showing.done()
    showing.cancel()
    (ended,) = await asyncio.gather(showing, return_exceptions=True)
    await notes.close()
    assert isinstance(ended, asyncio.CancelledError) if goes_on else ended is True
