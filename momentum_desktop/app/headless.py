"""The program without a window: the service stays open until it is told to end."""

from __future__ import annotations

import asyncio
import logging
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from momentum_desktop.app.api_switch import ApiSwitch
from momentum_desktop.app.end_signal import end_signal
from momentum_desktop.app.reminder_round import ReminderRound
from momentum_desktop.app.upkeep import keep_backups
from momentum_desktop.app.window_lock import window_is_open
from momentum_desktop.errors import MomentumError
from momentum_desktop.gui.note import Note
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.settings_file import SettingsFile

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import Opener
    from momentum_desktop.service.plan_values import FocusSession

log = logging.getLogger(__name__)


def run_headless(opener: Opener, folder: Path, reason: str, *, api: bool = False) -> int:
    """Say why there is no window, and serve until SIGTERM or SIGINT, with the API if it is wanted or the settings say
    so; the exit code."""
    asyncio.run(_serve(opener, folder, reason, api))
    return 0


async def _serve(opener: Opener, folder: Path, reason: str, wanted: bool) -> None:
    ended = end_signal()
    print(f"momentum-desktop: {reason}; running without a window until SIGTERM or Ctrl+C", file=sys.stderr, flush=True)
    service = await opener()
    api = ApiSwitch(service)
    await _begin(api, wanted)
    reminders = ReminderRound(service, Choices(SettingsFile(folder)), _LogVoice(folder))
    company = [asyncio.ensure_future(work) for work in (keep_backups(service, _complain), reminders.run())]
    try:
        await ended.wait()
    finally:
        for work in company:
            work.cancel()
        await asyncio.gather(*company, return_exceptions=True)
        await api.turn_off()
        await service.close()


async def _begin(api: ApiSwitch, wanted: bool) -> None:
    try:
        await api.begin(wanted)
    except MomentumError as error:
        log.warning("%s", error)
    else:
        if api.address is not None:
            print(f"momentum-desktop: other programs may ask at {api.address}", file=sys.stderr, flush=True)


class _LogVoice:
    """Writes reminders into the log. While a window is open over the same data they are its to show."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def tell(self, note: Note) -> None:
        log.warning("reminder: %s", ". ".join(part for part in (note.headline, *note.words.splitlines()) if part))

    async def take_back(self, key: str) -> None:
        """What is written stays."""

    async def is_held(self) -> bool:
        return window_is_open(self._folder)

    def open(self) -> None:
        """There is no window."""

    def show_snooze(self, until: datetime | None) -> None:
        """There is nothing to show it on."""

    def show_focus(self, session: FocusSession | None) -> None:
        """There is nothing to show it on."""

    def fail(self, words: str) -> None:
        _complain(words)


def _complain(words: str) -> None:
    log.warning("%s", words)
