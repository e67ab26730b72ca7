"""The round of reminders: looks at the wall clock at least once a minute, tells what is due, does what is answered.

A timer's own clock stands still while a computer is suspended, so nothing here waits for the hour of a reminder: what
fell into a suspend is found at the first look after it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from momentum_desktop.app.reminder_notes import DAY_OFF, DONE, SNOOZE, Told, told_of
from momentum_desktop.engine.calendar import minute_of
from momentum_desktop.errors import Busy, Closed, MomentumError
from momentum_desktop.gui.note import OPEN, Note
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.reminder_values import Wishes
from momentum_desktop.service.reminders import next_task

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import FocusSession

LONGEST_WAIT = 60.0
SHORTEST_WAIT = 0.05
REST_SECONDS = 0.25
"""How long at least from one look to the next, however much is done meanwhile."""
MORNING = time(8)
"""When what was put off until tomorrow comes again."""
log = logging.getLogger(__name__)


class Voice(Protocol):
    """How a person is told."""

    async def tell(self, note: Note) -> None:
        """Show a note."""

    async def take_back(self, key: str) -> None:
        """Let a note go whose matter is settled."""

    async def is_held(self) -> bool:
        """Whether nothing may be shown now, because a program fills the screen or something else shows it."""

    def open(self) -> None:
        """Bring the window forward."""

    def show_snooze(self, until: datetime | None) -> None:
        """Tell until when nothing reminds."""

    def show_focus(self, session: FocusSession | None) -> None:
        """Tell of the focus session that runs."""

    def fail(self, words: str) -> None:
        """Tell that something could not be done."""


class ReminderRound:
    """Reminds the user in use, on the service's loop. `run` goes on until it is cancelled or the service closes."""

    def __init__(
        self, service: MomentumService, choices: Choices, voice: Voice, *, longest_wait: float = LONGEST_WAIT
    ) -> None:
        self._service = service
        self._choices = choices
        self._voice = voice
        self._longest_wait = longest_wait
        self._told: dict[str, Told] = {}
        self._held = False
        self._look = asyncio.Event()
        self._works: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Look, tell, wait."""
        loop = asyncio.get_running_loop()

        def look_again(_: object) -> None:
            loop.call_soon_threadsafe(self._look.set)

        end = self._service.subscribe(look_again)
        try:
            while True:
                self._look.clear()
                wait = self._longest_wait
                try:
                    wait = await self._looked()
                except Closed:
                    return
                except Busy as fault:
                    log.info("the data is busy, reminders wait: %s", type(fault))
                except MomentumError as fault:
                    log.warning("reminders cannot be looked for: %s", type(fault))
                except Exception:
                    log.exception("reminders could not be looked for")
                try:
                    async with asyncio.timeout(wait):
                        await asyncio.sleep(REST_SECONDS)
                        await self._look.wait()
                except TimeoutError:
                    pass
        finally:
            end()
            for work in self._works:
                work.cancel()

    def answer(self, key: str, action: str) -> None:
        """Do what a person chose on a note."""
        told = self._told.pop(key, None)
        if action == OPEN:
            self._voice.open()
        elif told is not None:
            self._begin(self._done_as_answered(told, action))

    def snooze(self, minutes: int) -> None:
        """Let nothing remind for so many minutes; 0: until tomorrow morning, less: no longer."""
        until = self._service.now() + timedelta(minutes=minutes)
        self._begin(self._snoozed_overnight() if minutes == 0 else self._snoozed(None if minutes < 0 else until))

    def focus(self, minutes: int) -> None:
        """Begin a focus session of so many minutes, or (0) end the one that runs."""
        service = self._service
        self._begin(service.start_focus(minutes) if minutes else service.stop_focus())

    async def _looked(self) -> float:
        """One look; how long the next may wait."""
        service = self._service
        focus = await service.get_focus()
        if focus is not None and await service.pulse_focus():
            focus = await service.get_focus()
        self._voice.show_focus(focus)
        standing = await service.standing_reminders(self._wishes())
        await self._take_back(standing.all)
        self._voice.show_snooze(await service.snoozed_until())
        due = standing.due
        if due and not self._choices["reminders.notifications"]:
            # They pass unheard, lest they come all at once when notifications are switched on again.
            await service.fire_reminders(due, user_id=standing.user_id)
        elif due and (_is_focused(focus) or await self._voice.is_held()):
            self._held = True
        elif due:
            mine = await service.fire_reminders(due, user_id=standing.user_id)
            needs_task = any(each.kind == "streak" for each in mine)
            tasks = await service.get_tasks(standing.user_id) if needs_task else ()
            snooze = self._choices["reminders.snooze_minutes"]
            following = next_task(tasks, await service.get_day(standing.user_id))
            for told in told_of(mine, standing.user_id, following, snooze, as_digest=self._held):
                self._told[told.note.key] = told
                await self._voice.tell(told.note)
            self._held = False
        return self._wait(focus)

    def _wishes(self) -> Wishes:
        choices = self._choices
        return Wishes(
            choices["reminders.streaks"] and choices["game.streaks"],
            minute_of(choices["reminders.streaks_at"]),
            choices["reminders.tasks"],
            choices["reminders.focus"],
        )

    def _wait(self, focus: FocusSession | None) -> float:
        """Until the wall clock shows another minute or a focus session ends."""
        now = self._service.now()
        seconds = 60 - now.second - now.microsecond / 1_000_000
        if focus is not None and _is_focused(focus) and focus.seconds_left is not None:
            seconds = min(seconds, focus.seconds_left)
        return min(max(seconds, SHORTEST_WAIT), self._longest_wait)

    async def _take_back(self, standing: frozenset[str]) -> None:
        """Notes of what has been done meanwhile go."""
        for key, told in tuple(self._told.items()):
            if not any(each.name in standing for each in told.reminders):
                del self._told[key]
                await self._voice.take_back(key)

    async def _done_as_answered(self, told: Told, action: str) -> None:
        service, user_id, first = self._service, told.user_id, told.reminders[0]
        if action == SNOOZE:
            until = service.now() + timedelta(minutes=self._choices["reminders.snooze_minutes"])
            await service.snooze_reminders(told.reminders, until, user_id=user_id)
        elif action == DAY_OFF and first.task_id is not None:
            await service.skip_task(first.task_id, occurrence=first.occurrence, user_id=user_id)
        elif action == DAY_OFF:
            await service.plan_rest(first.day, user_id=user_id)
        elif action == DONE and first.task_id is not None:
            # Answered the day after, it is done now all the same.
            await service.complete_task(first.task_id, service.now(), occurrence=first.occurrence, user_id=user_id)
        elif action == DONE and first.kind == "focus":
            await service.stop_focus(user_id=user_id)
        elif action == DONE and told.next_task is not None:
            following, day = told.next_task, told.next_task.occurrence
            # What is due later is done early, and that names no day.
            is_later = day is not None and day > await service.get_day(user_id)
            await service.complete_task(
                following.id, service.now(), occurrence=None if is_later else day, user_id=user_id
            )

    async def _snoozed_overnight(self) -> None:
        """Until the morning of the next day, which after midnight is the one that comes."""
        day = await self._service.get_day() + timedelta(days=1)
        await self._snoozed(datetime.combine(day, MORNING, self._service.now().tzinfo))

    async def _snoozed(self, until: datetime | None) -> None:
        await self._service.snooze_all(until)
        self._voice.show_snooze(await self._service.snoozed_until())
        self._look.set()

    def _begin(self, work: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.ensure_future(self._fulfilled(work))
        self._works.add(task)
        task.add_done_callback(self._works.discard)

    async def _fulfilled(self, work: Coroutine[Any, Any, Any]) -> None:
        try:
            await work
        except Closed:
            return
        except MomentumError as error:
            self._voice.fail(str(error))
        except Exception as fault:
            log.exception("an answer to a reminder could not be carried out")
            self._voice.fail(f"something unexpected happened ({fault}); nothing of it was stored")


def _is_focused(focus: FocusSession | None) -> bool:
    """Whether a session runs that nothing should break into."""
    return focus is not None and not focus.paused and not focus.interrupted and focus.seconds_left != 0
