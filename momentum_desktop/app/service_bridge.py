"""The bridge between the window's thread and the service: wishes go over as coroutines, answers come as signals."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject, Signal

from momentum_desktop.app.api_bridge import ApiBridge
from momentum_desktop.app.company import Companion, Company
from momentum_desktop.app.looking_back_bridge import LookingBackBridge
from momentum_desktop.app.others_acts import OthersActs
from momentum_desktop.app.paced_round import PacedRound
from momentum_desktop.app.planner_bridge import PlannerBridge
from momentum_desktop.app.upkeep import keep_backups
from momentum_desktop.app.views import CHANGES, PEOPLE, PROGRESS, TASKS, VIEWS, Question
from momentum_desktop.app.watch import watch
from momentum_desktop.errors import Closed, DamagedData, MomentumError, sentence
from momentum_desktop.service.quick_add import make_ready

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.values import ActResult

Opener = Callable[[], Awaitable["MomentumService"]]
Wish = Callable[["MomentumService"], Awaitable[Any]]
Answer = Callable[[Any], None] | None
Refused = Callable[[], None] | None
Aside = Callable[["MomentumService | None", "int | None"], Coroutine[Any, Any, None]]
log = logging.getLogger(__name__)


class ServiceBridge(QObject):
    """Runs the service on one asyncio loop in one background thread. No call on it waits.

    `opened` comes when the data can be used; `act_done` after each act of the user in use, whoever did it in this
    process, and of another process after one that reached something, and before it `outcome_ready` for each event that
    the act made; `data_changed` once for all acts since it
    came last, at a pace that leaves the window free; the `…_ready` signals carry what was asked for, `tasks_ready` with
    the number of the list; `person_changed` comes before the first of another user's; `settled` comes when nothing
    asked is outstanding; `failed` carries an error in words for a person, `noticed` what else they should hear;
    `unavailable` says why the data cannot be read at all."""

    opened = Signal()
    act_done = Signal(object)
    data_changed = Signal()
    outcome_ready = Signal(object)
    progress_ready = Signal(object)
    tasks_ready = Signal(object, int)
    goals_ready = Signal(object)
    habits_ready = Signal(object)
    focus_ready = Signal(object)
    rests_ready = Signal(object)
    own_rules_ready = Signal(object)
    all_perks_ready = Signal(object)
    achievements_ready = Signal(object)
    streaks_ready = Signal(object)
    levels_ready = Signal(object)
    rules_ready = Signal(object)
    rules_preview_ready = Signal(object)
    people_ready = Signal(object)
    person_changed = Signal()
    noticed = Signal(str)
    failed = Signal(str)
    unavailable = Signal(str)
    settled = Signal()
    _acts_came = Signal(object)
    _person_came = Signal(object, object, object)

    def __init__(self, opener: Opener, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._opener = opener
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._service: MomentumService | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="momentum-service", daemon=True)
        self.refusal: MomentumError | None = None
        self._gate = threading.Lock()
        self._held: list[Callable[[], None]] = []
        self._early: list[tuple[Wish, Answer, Refused]] = []
        self._lists = 0
        self.unsure_lists = 0
        self._round = PacedRound((CHANGES, PEOPLE, *VIEWS), self._show)
        self._shown_mark = 0
        self._refreshing = False
        self._outstanding = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._closing = False
        self._company = Company()
        self._replacing = False
        self._user_id: int | None = None
        # Of the window's thread, which hears later of another user: whom it shows, and so whom its wishes are for.
        self._shown_user: int | None = None
        self._person_came.connect(self._on_person_came)
        # The writer's thread tells of an act, the loop's of another user: one after the other, never across.
        self._whose = threading.Lock()
        self._others: OthersActs | None = None
        self._untold: list[Any] | None = None
        self._acts_came.connect(self._on_acts_came)
        self.planner = PlannerBridge(self)
        self.looking_back = LookingBackBridge(self)
        self.api = ApiBridge(self)

    def start(self) -> None:
        """Open the data in the background, and show from then on also what others write."""
        self.accompany(self._watch)
        self._thread.start()

    def keep_backups(self) -> None:
        """Look after the backups from when the data is open and shown until the end; `failed` tells what goes wrong."""
        self.accompany(lambda service: keep_backups(service, self.tell_failure))

    def accompany(self, work: Companion) -> None:
        """Do something beside all else on the service's loop, from when the data is open and shown until the end."""
        self._call(lambda: self._company.join(work))

    def aside(self, work: Aside) -> None:
        """Do something on the service's loop that needs no open data: the service may be None, and the user; `failed`
        says why it was not done."""
        whose = self._shown_user
        self._call(lambda: self._track(self.fulfil(work(self._service, whose), None)))

    def replace_data(self, work: Callable[[], Awaitable[bool]]) -> None:
        """Let go of the data, do something with it, and open it anew; `work` says whether it is other data then.
        Meanwhile nothing is asked for, and acts are refused."""
        self._call(lambda: None if self._replacing else self._track(self._replace(work)))

    def refresh(self) -> None:
        """Ask for everything that the window shows; asking again before the answer costs one more round at most."""
        self._call(self._refresh)

    def use_person(self, user_id: int) -> None:
        """Make another user the one in use; everything that the window shows is then asked for."""
        self._wish(lambda service: service.use_user(user_id), lambda _: self._refresh())

    def add_person(self, name: str) -> None:
        """Add a user and make them the one in use."""

        async def added(service: MomentumService) -> None:
            await service.use_user((await service.add_user(name)).user_id)

        self._wish(added, lambda _: self._refresh())

    def rename_person(self, user_id: int, name: str) -> None:
        self._wish(lambda service: service.rename_user(user_id, name))

    def open_all_perks(self, on: bool) -> None:
        """Open every perk whatever the level, or each from its level on."""
        self._wish(lambda service: service.open_all_perks(on), lambda _: self._refresh())

    def preview_rules(self, document: Any) -> None:
        """Ask what other rules would make of the history."""
        self.ask(lambda service, user: service.preview_rules(document, user_id=user), self.rules_preview_ready.emit)

    def take_rules(self, document: Any) -> None:
        """Put other rules in force."""
        self.wish(lambda service, user: service.take_rules(document, user_id=user))

    def undo(self, act_id: int = -1) -> None:
        """Take back an act; -1 for the last one."""
        self.wish(lambda service, user: service.undo(None if act_id < 0 else act_id, user_id=user))

    def redo(self, act_id: int = -1) -> None:
        """Do an undone act again; -1 for the one undone last."""
        self.wish(lambda service, user: service.redo(None if act_id < 0 else act_id, user_id=user))

    def close(self) -> None:
        """Finish what waits and end the thread. Returns when the data is let go."""
        self._closing = True
        if self._thread.is_alive():
            self._call(self._end)
            self._thread.join()

    async def _serve(self) -> None:
        self._stop = asyncio.Event()
        self._refreshing = True
        with self._gate:
            self._loop = asyncio.get_running_loop()
            held, self._held = self._held, []
        self._track(self._open())
        for call in held:
            call()
        await self._stop.wait()
        self._round.end()
        await self._company.end()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._service is not None:
            await self._service.close()

    async def _open(self) -> None:
        try:
            self._service = await self._opener()
        except MomentumError as error:
            self.refusal = error
            self.unavailable.emit(sentence(str(error)))
        except Exception as fault:
            log.exception("the data could not be opened")
            self.unavailable.emit(f"The data could not be opened ({fault}); nothing was changed.")
        else:
            self._service.subscribe(self._on_act)
            self.opened.emit()
            self._round.mark((PEOPLE, *VIEWS))
            await self._show_all()
            warming = asyncio.ensure_future(self._warm_up(self._service))
            self._tasks.add(warming)
            warming.add_done_callback(self._tasks.discard)
            self._company.begin(self._service)
        finally:
            self._refreshing = False
            early, self._early = self._early, []
            for each in early:
                self._begin(*each)

    async def _replace(self, work: Callable[[], Awaitable[bool]]) -> None:
        self._replacing = True
        try:
            self._round.end()
            while others := self._tasks - {asyncio.current_task()}:
                await asyncio.gather(*others, return_exceptions=True)
            await self._company.end()
            service, self._service = self._service, None
            if service is not None:
                await service.close()
            if await work():
                with self._whose:
                    self._user_id = self._untold = None
                    self._person_came.emit(None, (), None)
        finally:
            self._replacing = False
        if not self._closing:
            self._refreshing = True
            await self._open()

    async def _warm_up(self, service: MomentumService) -> None:
        try:
            await service.warm_up()
        except DamagedData as damage:
            self.tell_failure(str(damage))
        except MomentumError as error:
            log.info("nothing can be written now: %s", error)
        await asyncio.to_thread(make_ready)

    def tell_failure(self, words: str) -> None:
        """Tell what went wrong beside what the window asked for."""
        log.warning("%s", words)
        self.failed.emit(sentence(words))

    def _on_act(self, result: Any) -> None:
        """On the writer's thread, after the commit. What comes before the window is free goes over together: each call
        over would wait for the interpreter by itself."""
        with self._whose:
            if self._user_id in (None, result.user_id):
                if self._untold is None:
                    self._untold = []
                    self._acts_came.emit(self._untold)
                self._untold.append(result)
        self._call(self._on_written)

    async def _watch(self, service: MomentumService) -> None:
        others = self._others = OthersActs(service)
        await watch(
            service, lambda: (self._shown_mark, self._user_id), self._on_written, others, self._on_others_reached
        )

    def _on_others_reached(self, user_id: int, acts: tuple[ActResult, ...]) -> None:
        with self._whose:
            if self._user_id == user_id:
                self._acts_came.emit(list(acts))

    def _on_written(self) -> None:
        self.unsure_lists = self._lists
        self._begin_round((CHANGES, PEOPLE, *VIEWS))

    def _on_acts_came(self, acts: list[Any]) -> None:
        with self._whose:
            if self._untold is acts:
                self._untold = None
        for result in acts:
            for outcome in result.outcomes or (result.outcome,):
                if outcome is not None:
                    self.outcome_ready.emit(outcome)
            self.act_done.emit(result)

    def _call(self, act: Callable[[], None]) -> None:
        with self._gate:
            if self._loop is None:
                self._held.append(act)
                return
        try:
            self._loop.call_soon_threadsafe(act)
        except RuntimeError:
            log.debug("the service has ended already")

    def wish(self, act: Question, answer: Answer = None, refused: Refused = None) -> None:
        """Have something done for the user whom the window shows at this moment; `failed` says why it was not. Of the
        lists of tasks those up to `unsure_lists` may then not know of it yet."""
        whose = self._shown_user
        self._wish(lambda service: act(service, whose), answer, refused)

    def _wish(self, wish: Wish, answer: Answer = None, refused: Refused = None) -> None:
        async def fulfilled(service: MomentumService) -> Any:
            result = await wish(service)
            self._round.hurry()
            return result

        self._call(lambda: self._begin(fulfilled, answer, refused))

    def ask(self, question: Question, tell: Callable[[Any], None]) -> None:
        """Ask for the user whom the window shows; an answer that comes when it is another is told to nobody."""
        asked_for = self._shown_user

        def begin() -> None:
            if self._replacing:
                return  # everything is asked for anew when it is done

            def answer(result: Any) -> None:
                if asked_for in (None, self._user_id):
                    tell(result)

            self._begin(lambda service: question(service, asked_for), answer)

        self._call(begin)

    def _begin(self, wish: Wish, answer: Answer, refused: Refused = None) -> None:
        if self._service is None and self._refreshing and not self._replacing:
            self._early.append((wish, answer, refused))
        elif self._replacing or self._service is None:
            why = "A backup is being restored" if self._replacing else "The data is not open"
            self.failed.emit(f"{why}, so nothing was changed.")
            if refused is not None:
                refused()
        else:
            self._track(self.fulfil(wish(self._service), answer, refused))

    def _track(self, work: Coroutine[Any, Any, None]) -> None:
        self._outstanding += 1
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._settle)

    async def fulfil(self, wished: Awaitable[Any], answer: Answer, refused: Refused = None) -> None:
        """On the service's loop: what is wished for, answered when it is done; `failed` says why it was not."""
        try:
            result = await wished
        except Closed:
            pass
        except MomentumError as error:
            self.failed.emit(sentence(str(error)))
        except Exception as fault:
            log.exception("a wish could not be fulfilled")
            self.failed.emit(f"Something unexpected happened ({fault}); nothing of it was stored.")
        else:
            if answer is not None:
                answer(result)
            return
        if refused is not None:
            refused()

    def _refresh(self) -> None:
        self._begin_round((PEOPLE, *VIEWS))
        self._round.hurry()

    def _begin_round(self, views: tuple[str, ...]) -> None:
        self._round.mark(views)
        if not (self._refreshing or self._closing or self._replacing):
            self._refreshing = True
            self._track(self._open() if self._service is None else self._show_all())

    async def _show_all(self) -> None:
        service = cast("MomentumService", self._service)
        try:
            await self._round.run()
            for notice in service.take_notices():
                self.noticed.emit(sentence(notice))
        except Closed:
            return
        except MomentumError as error:
            self.unavailable.emit(sentence(str(error)))
        except Exception as fault:
            log.exception("the data could not be read")
            self.unavailable.emit(f"The data could not be read ({fault}); nothing was changed.")
        finally:
            self._refreshing = False

    async def _show(self, view: str) -> None:
        service = cast("MomentumService", self._service)
        if view == CHANGES:
            self.data_changed.emit()
        elif view == PEOPLE:
            await self._show_people(service)
        else:
            asked_for = self._user_id
            self._lists += view == TASKS
            answer = await VIEWS[view](service, asked_for)
            if asked_for == self._user_id:
                number = (self._lists,) if view == TASKS else ()
                getattr(self, f"{view}_ready").emit(answer, *number)

    async def _show_people(self, service: MomentumService) -> None:
        self._shown_mark = await service.mark()  # all else is asked for after it
        people = await service.get_users()
        in_use = next((each for each in people if each.in_use), people[0]).user_id
        if in_use == self._user_id:
            self.people_ready.emit(people)
            return
        progress = await service.get_user_progress(in_use)
        with self._whose:
            self._user_id, self._untold = in_use, None
            self._person_came.emit(in_use, people, progress)
        self._round.mark(VIEWS)
        self._round.unmark(PROGRESS)

    def _on_person_came(self, user_id: int | None, people: Any, progress: Any) -> None:
        """The name, the day and whom a wish is for change in one go: nothing is typed for one on another's day."""
        another, self._shown_user = self._shown_user not in (None, user_id), user_id
        if another:
            self.person_changed.emit()
        if progress is not None:
            self.people_ready.emit(people)
            self.progress_ready.emit(progress)

    def _settle(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._outstanding -= 1
        if self._outstanding == 0:
            self.settled.emit()

    def _end(self) -> None:
        if self._stop is not None:
            self._stop.set()
