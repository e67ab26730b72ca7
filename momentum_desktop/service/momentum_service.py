"""The one door to a person's data: everything the window, the command line and the API do goes through it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from momentum_desktop.engine.values import Event, Outcome
from momentum_desktop.service import answers, history, rule_changes, undoing, users, why
from momentum_desktop.service.api_settings import ApiSettings, api_settings, choose_port, switch_api
from momentum_desktop.service.backup_values import BackupResult, Holdings, KeptBackups, Proof, Upkeep
from momentum_desktop.service.backups import Backups
from momentum_desktop.service.choices import Choices
from momentum_desktop.service.clock import Clock, clock_in_force
from momentum_desktop.service.holdings import holdings_of
from momentum_desktop.service.import_service import ImportService
from momentum_desktop.service.looking_back import LookingBack
from momentum_desktop.service.perk_settings import all_perks_open, open_all_perks
from momentum_desktop.service.recording import record_batch, record_event
from momentum_desktop.service.reminder_service import ReminderService
from momentum_desktop.service.repairing import repair_all
from momentum_desktop.service.rule_values import RulesOffer, RulesPreview
from momentum_desktop.service.rules_file import RulesFiles
from momentum_desktop.service.tokens import TokenDesk
from momentum_desktop.service.values import (
    AchievementStanding,
    Act,
    ActResult,
    BatchResult,
    Leaderboard,
    LevelStanding,
    Progress,
    Repair,
    Stats,
    StreakStanding,
    Submission,
    User,
    Verification,
)
from momentum_desktop.service.verification import verify_all
from momentum_desktop.service.why_values import WhyPage, WhyQuestion
from momentum_desktop.settings import database_url
from momentum_desktop.store import questions
from momentum_desktop.store.database import StatementListener
from momentum_desktop.store.eventlog import recorded_after
from momentum_desktop.store.failures import as_people_meet_them
from momentum_desktop.store.store import Reader, Store

if TYPE_CHECKING:
    from momentum_desktop.service.snapshot import Snapshot
    from momentum_desktop.store.filling import Filled


async def open_service(
    data_dir: str | Path | None = None,
    database_url: str | None = None,
    *,
    user: str | int | None = None,
    clock: Clock | None = None,
    on_statement: StatementListener | None = None,
) -> MomentumService:
    """The service over the data in a folder (default: the platform's) or at a database address, for a user by name or
    number (default: the one in use).

    MomentumError says why the data cannot be used; it is then untouched."""
    service = await asyncio.to_thread(_opened, data_dir, database_url, clock, on_statement)
    service.begin()
    if user is not None:
        try:
            await service.act_for(user)
        except BaseException:
            await service.close()
            raise
    return service


def _opened(
    data_dir: str | Path | None, url: str | None, clock: Clock | None, on_statement: StatementListener | None
) -> MomentumService:
    store = Store(database_url(url, data_dir), on_statement=on_statement)
    return MomentumService(store, clock or clock_in_force())


class MomentumService(ImportService, ReminderService, LookingBack):
    """Async, safe to call from any number of tasks. Writes are answered after their commit. `user_id` None is the user
    in use; an unknown one is an error."""

    def __init__(self, store: Store, clock: Clock) -> None:
        super().__init__(store, clock)
        self._backups = Backups(store.path, clock)
        self._rules_files = RulesFiles(store.folder)
        self.tokens = TokenDesk(self._act, self._read, clock)

    async def process_event(
        self,
        user_id: int | None = None,
        event_type: str = "",
        metadata: Any = None,
        occurred_at: datetime | str | None = None,
        idempotency_key: str | None = None,
    ) -> Outcome:
        """Record one event and return what it gave, after the commit. The same key with the same event gives the first
        outcome again. RefusedInput names what is wrong; then nothing is stored."""
        submission = Submission(event_type, occurred_at, metadata, idempotency_key)
        result = await self._act(record_event, user_id, submission, self._clock())
        assert result.outcome is not None
        return result.outcome

    async def process_events(
        self, submissions: Sequence[Submission], *, user_id: int | None = None, summary: str = "Imported events"
    ) -> BatchResult:
        """Record many events in one commit, as one act; those whose keys came before are left as they are."""
        return await self._act(record_batch, user_id, submissions, self._clock(), summary)

    async def get_user_progress(self, user_id: int | None = None) -> Progress:
        """Where the user stands now."""
        return await self._ask(answers.progress_of, user_id, self._clock())

    async def get_day(self, user_id: int | None = None) -> date:
        """The logical day that it is for the user now."""
        return await self._ask(answers.today_of, user_id, self._clock())

    async def get_span(
        self, user_id: int | None = None, *, period: str = "day", day: date | None = None
    ) -> tuple[date, date]:
        """The first and the last day of the day, the week or the month that holds `day`, or the present one."""
        return await self._ask(answers.span_of, user_id, self._clock(), period, day)

    async def get_momentum_stats(
        self, user_id: int | None = None, days: int = 365, *, until: date | None = None
    ) -> Stats:
        """Points over the last days up to today, or to an earlier day; 0 for all."""
        return await self._ask(answers.stats_of, user_id, days, until, self._clock())

    async def get_achievements(self, user_id: int | None = None) -> tuple[AchievementStanding, ...]:
        """Every achievement, in the order of the rules."""
        return await self._ask(answers.achievements_of, user_id)

    async def get_streaks(self, user_id: int | None = None) -> tuple[StreakStanding, ...]:
        """Every streak as of now, in the order of the rules."""
        return await self._ask(answers.streaks_of, user_id, self._clock())

    async def get_levels(self, user_id: int | None = None) -> tuple[LevelStanding, ...]:
        """Every level, lowest first."""
        return await self._ask(answers.levels_of, user_id)

    async def get_leaderboard(self, user_id: int | None = None, *, period: str = "all", limit: int = 10) -> Leaderboard:
        """The users by points of all time, this week or this month."""
        return await self._ask(answers.leaderboard_of, user_id, period, limit, self._clock())

    async def mark(self) -> int:
        """A number that is another one once anybody has written anything."""
        return await self._read(Reader.mark)

    async def get_users(self) -> tuple[User, ...]:
        """Everyone who shares the data, in the order they came."""
        in_use = await self._in_use.remembered()
        return await self._read(lambda reader: users.users_of(reader, in_use))

    async def get_history(
        self, user_id: int | None = None, *, limit: int = 50, before: int | None = None, words: str = ""
    ) -> tuple[Act, ...]:
        """The newest acts, newest first: those before the act `before`, and whose summary holds all the words."""
        return await self._ask(history.acts_of, user_id, limit, before, words)

    async def why(
        self,
        user_id: int | None = None,
        *,
        day: date | None = None,
        last_day: date | None = None,
        level: bool = False,
        event_id: int | None = None,
        act_id: int | None = None,
        kind: str | None = None,
        achievement: str | None = None,
        streak: str | None = None,
        level_number: int | None = None,
        kinds: Sequence[str] = (),
        weekday: int | None = None,
        hour: int | None = None,
        limit: int = why.PAGE,
        before: str | None = None,
    ) -> WhyPage:
        """The lines that a number opens to, newest first: those of a day or a span of days, of kinds or a weekday's
        hour in it, an event, an act, a kind, an achievement, a streak or a level; of the total if nothing is named.
        `before` is the last page's own."""
        question = WhyQuestion(
            day=day,
            last_day=last_day,
            level=level,
            event_id=event_id,
            act_id=act_id,
            kind=kind,
            achievement=achievement,
            streak=streak,
            level_number=level_number,
            kinds=tuple(kinds),
            weekday=weekday,
            hour=hour,
        )
        return await self._ask(why.why_of, user_id, question, limit, before)

    async def undo(self, act_id: int | None = None, *, user_id: int | None = None) -> ActResult:
        """Take back an act, or the last one."""
        return await self._act(undoing.undo, user_id, act_id, self._clock())

    async def redo(self, act_id: int | None = None, *, user_id: int | None = None) -> ActResult:
        """Do an undone act again, or the one that was undone last."""
        return await self._act(undoing.redo, user_id, act_id, self._clock())

    async def add_user(self, name: str) -> ActResult:
        """Another user, with a log of their own; `user_id` of the result is their number."""
        return await self._writer.write(lambda journal: users.add_user(journal, name, self._clock()))

    async def rename_user(self, user: str | int, name: str) -> ActResult:
        """Another name for a user; an act of theirs, so it can be undone."""
        user_id = await self._found(user)
        return await self._act(users.rename_user, user_id, name, self._clock())

    async def use_user(self, user: str | int) -> int:
        """Make a user the one in use, here and wherever the data is opened; their number. CannotWrite if the settings
        do not take it."""
        user_id = await self._found(user)
        await asyncio.to_thread(self._settings.set, users.SETTING, user_id, comment=users.COMMENT)
        return user_id

    async def user_in_use(self) -> int:
        """The number of the user in use, whoever this process acts for."""
        return await self._in_use.remembered()

    async def act_for(self, user: str | int) -> None:
        """Let everything asked of this service without a `user_id` be for a user, whoever is in use."""
        await self._in_use.choose(user)

    def take_notices(self) -> tuple[str, ...]:
        """What a person should hear about their settings, each only once."""
        return self._settings.take_notices()

    def points_in_sight(self) -> bool:
        """Whether the settings let points and levels be seen."""
        return bool(Choices(self._settings)["game.points"])

    async def all_perks_open(self) -> bool:
        """Whether the settings open every perk, whatever the level."""
        return await asyncio.to_thread(all_perks_open, self._settings)

    async def open_all_perks(self, on: bool) -> None:
        """Keep in the settings whether every perk is open. CannotWrite if they do not take it."""
        await asyncio.to_thread(open_all_perks, self._settings, on)

    def api_settings(self) -> ApiSettings:
        """Whether the settings say that other programs may use the API, and at which port."""
        return api_settings(self._settings)

    async def remember_api(self, on: bool) -> None:
        """Keep in the settings whether the API is on. CannotWrite if they do not take it."""
        await asyncio.to_thread(switch_api, self._settings, on)

    async def choose_api_port(self, port: int) -> None:
        """Keep in the settings at which port the API answers. CannotWrite if they do not take it."""
        await asyncio.to_thread(choose_port, self._settings, port)

    async def rules_document(self, user_id: int | None = None) -> dict[str, Any]:
        """The rules in force, as one document."""
        return await self._ask(_rules_document, user_id)

    async def rules_taken(self, user_id: int | None = None) -> dict[str, Any]:
        """The rules taken, without the rests and the rules of one's own that were added to them."""
        return await self._ask(rule_changes.taken_by, user_id)

    async def rules_offered(self, user_id: int | None = None, *, over_choice: bool = False) -> RulesOffer | None:
        """The rules that `rules.toml`, or without one the program, asks for, if they differ from those now; the
        program's, where others were chosen by name, only with `over_choice`."""
        return await self._ask(rule_changes.offer_to, user_id, self._rules_files, over_choice)

    async def faulty_rules_file(self, user_id: int | None = None) -> RulesOffer | None:
        """The user's rules file, if it has faults and is not used for that."""
        return await self._ask(rule_changes.faulty_file_of, user_id, self._rules_files)

    async def preview_rules(self, document: Mapping[str, Any], *, user_id: int | None = None) -> RulesPreview:
        """What the history would amount to under other rules; tables that are absent are the default ones. Stores
        nothing. RulesFault names what is wrong with the document."""
        checked = await asyncio.to_thread(rule_changes.checked_rules, document)
        user, now = await self._user(user_id), self._clock()
        return await self._open_readers.ask_aside(lambda reader: rule_changes.preview_of(reader, user, checked, now))

    async def take_rules(self, document: Mapping[str, Any], *, user_id: int | None = None) -> ActResult:
        """Put other rules in force for the whole history, as an act that can be undone."""
        checked = await asyncio.to_thread(rule_changes.checked_rules, document)
        source = await self._ask(rule_changes.source_of, user_id, checked, self._rules_files)
        return await self._act(rule_changes.take_rules, user_id, checked, source, self._clock())

    async def export_events(self, user_id: int | None = None) -> list[Event]:
        """The events that count, in the order of the log."""
        return await self._ask(_events, user_id)

    async def backup(self, folder: str | Path | None = None) -> BackupResult:
        """A checked copy of everything acknowledged so far, made while others write (default folder: `backups` beside
        the data). MomentumError says why there is none."""
        return await self._backups.make(folder)

    def backup_before_import(self) -> AbstractAsyncContextManager[None]:
        """A checked copy before what is stored inside `async with`; not kept if nothing was."""
        return self._backups.before_import()

    async def get_backups(self, folder: str | Path | None = None) -> KeptBackups:
        """The backups in a folder, newest first, and the last proof of one."""
        return await self._backups.listed(folder)

    async def get_holdings(self, user_id: int | None = None) -> Holdings:
        """What the data holds, in the few figures by which one tells a backup from what there is now."""
        return await self._ask(holdings_of, user_id)

    async def prove_backup(self, path: str | Path) -> Proof:
        """Restore a backup to a temporary place and replay it, in a process of low priority."""
        return await self._backups.prove(path)

    def proof_due(self, backup: str | Path) -> bool:
        """Whether a backup just made is to be proven, as one a week is."""
        return self._backups.proof_due(backup)

    async def keep_up_backups(self) -> Upkeep:
        """Make the daily backup and the weekly proof that are due, in a process of low priority."""
        return await self._backups.keep_up()

    @asynccontextmanager
    async def snapshot(self, user_id: int | None = None) -> AsyncIterator[Snapshot]:
        """Everything as it is at this moment, to be read row by row inside `async with`."""
        from momentum_desktop.service.snapshot import Snapshot

        user = await self._user(user_id)
        with as_people_meet_them(), self._store.passing_reader() as reader:
            yield Snapshot(reader, user, self._clock())

    async def import_document(
        self,
        rows: Iterable[tuple[str, Any, str]],
        *,
        dry_run: bool = False,
        tell: Callable[[float], None] = lambda _done: None,
    ) -> Filled:
        """Make an empty database what the rows of a document say, each with its table and its place, in one commit.

        RefusedInput names the first fault, and then nothing is stored; nor is anything with `dry_run`. `tell` hears,
        once all rows are in, how much of what follows from them is derived, 0 to 1; if it raises, nothing is stored."""
        return await self._open_readers.work_aside(lambda: self._store.fill(rows, keep=not dry_run, tell=tell))

    async def verify(self) -> Verification:
        """Derive everything anew from the log and compare it with what is stored."""
        for user in await self._settler.waiting():
            await self._settler.settled(user)
        return await self._open_readers.ask_aside(verify_all)

    async def repair(self) -> Repair:
        """Verify, and make derived rows that differ anew from the log, after a backup; never the log or the rules."""
        return await repair_all(self._store, self._open_readers, self._backups)

    def _close(self) -> None:
        self._backups.close()
        super()._close()


def _rules_document(reader: Reader, user_id: int) -> dict[str, Any]:
    return dict(answers.rules_of(reader, user_id).document)


def _events(reader: Reader, user_id: int) -> list[Event]:
    questions.user_totals(reader.connection, user_id)
    return list(recorded_after(reader.connection, user_id, 0))
