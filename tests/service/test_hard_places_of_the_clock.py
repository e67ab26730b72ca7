"""The hard places of the clock: midnights that never were, days of 22 to 26 hours, a date left out, a leap day,
journeys, and a clock set back. No past day moves, no day gives anything twice, and only a day that was is missed."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from momentum_desktop import open_service
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.gui.task_sections import rows_of_day
from momentum_desktop.service.answers import day_end
from momentum_desktop.service.clock import wall_clock
from momentum_desktop.service.import_values import Gathered, SourceTask
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission, Task, TaskDraft
from tests.service.lives import (
    FAST_FOLDER,
    Clock,
    assert_stands_as_its_log_says,
    connected,
    in_loop,
    living,
    rows,
    shown,
)

PLACES = {
    "Cairo has no 00:00": ("Africa/Cairo", date(2023, 4, 28)),
    "Cairo has 23:00 twice": ("Africa/Cairo", date(2023, 10, 27)),
    "Havana has no 00:00": ("America/Havana", date(2024, 3, 10)),
    "Havana has 00:00 twice": ("America/Havana", date(2024, 11, 3)),
    "Baku has no 04:00": ("Asia/Baku", date(2015, 3, 29)),
    "Baku has 04:00 twice": ("Asia/Baku", date(2015, 10, 25)),
    "Lord Howe skips half an hour": ("Australia/Lord_Howe", date(2024, 10, 6)),
    "Lord Howe repeats half an hour": ("Australia/Lord_Howe", date(2025, 4, 6)),
    "Troll skips two hours": ("Antarctica/Troll", date(2024, 3, 31)),
    "Troll repeats two hours": ("Antarctica/Troll", date(2024, 10, 27)),
    "Apia leaves out a date": ("Pacific/Apia", date(2011, 12, 30)),
    "a leap day": ("Europe/Berlin", date(2024, 2, 29)),
}
STARTS = ("00:00", "00:30", "02:15", "23:45", "04:00")
STEP = timedelta(minutes=110)
WORK = "task_completion"
ONCE_A_DAY = ("first_task_of_day", "early_bird", "night_owl", "weekend_activity")


class Line(NamedTuple):
    """One entry of the ledger."""

    moment: datetime
    day: date
    kind: str
    points: int


def minutes(start: str) -> timedelta:
    return timedelta(hours=int(start[:2]), minutes=int(start[3:]))


def day_shown(moment: datetime, start: str) -> date:
    """The logical day by the wall clock alone."""
    return (moment.replace(tzinfo=None) - minutes(start)).date()


def instants(zone: ZoneInfo, first: datetime, last: datetime, step: timedelta) -> Iterator[datetime]:
    """Moments on a zone's wall clock, evenly spaced in time as it passes."""
    moment = first.astimezone(UTC)
    while moment < last.astimezone(UTC):
        yield moment.astimezone(zone)
        moment += step


async def ledger(service: MomentumService) -> list[Line]:
    async with service.snapshot() as snapshot:
        return [Line(record.occurred_at, record.day, record.kind, record.points) for record in snapshot.ledger()]


async def days(service: MomentumService) -> dict[date, tuple[int, int]]:
    async with service.snapshot() as snapshot:
        return {day.day: (day.points, day.events) for day in snapshot.days()}


async def begin(folder: Path, clock: Callable[[], datetime], start: str) -> MomentumService:
    """A service whose days start at a time."""
    service = await open_service(folder, clock=clock)
    if start != "04:00":
        await service.take_rules({"day_starts_at": start})
    return service


def assert_nothing_of_a_day_is_given_twice(lines: list[Line], worked: set[date]) -> None:
    given = Counter((line.kind, line.day) for line in lines if line.kind in ONCE_A_DAY)
    assert set(given.values()) <= {1}
    assert {day for kind, day in given if kind == "first_task_of_day"} == worked
    assert {day for kind, day in given if kind == "weekend_activity"} == {day for day in worked if day.weekday() > 4}
    weeks = Counter(line.day - timedelta(days=line.day.weekday()) for line in lines if line.kind == "perfect_week")
    assert set(weeks.values()) <= {1}


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder for what is written often."""
    with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as name:
        yield Path(name)


@pytest.mark.parametrize("start", STARTS[::2])
@pytest.mark.parametrize("place", PLACES)
def test_a_week_of_work_around_it_counts_every_day_once(folder: Path, place: str, start: str) -> None:
    name, day = PLACES[place]
    zone = ZoneInfo(name)
    middle = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    moments = list(instants(zone, middle - timedelta(days=4), middle + timedelta(days=5), STEP))
    clock = Clock(moments[0])

    @in_loop
    async def live() -> None:
        service = await begin(folder, clock, start)
        for moment in moments:
            clock.moment = moment
            outcome = await service.process_event(None, WORK)
            assert outcome.total_change == outcome.points_awarded > 0
        worked = Counter(day_shown(moment, start) for moment in moments)
        lines = await ledger(service)

        assert [event.day for event in await service.export_events()] == [
            day_shown(moment, start).toordinal() for moment in moments
        ]
        assert {each: events for each, (_, events) in (await days(service)).items()} == worked
        assert_nothing_of_a_day_is_given_twice(lines, set(worked))
        (streak,) = [each for each in await service.get_streaks() if each.streak_type == "daily_activity"]
        assert (streak.current_count, streak.longest_count, streak.status) == (len(worked), len(worked), "kept")
        await assert_stands_as_its_log_says(service)
        await assert_no_past_day_moves(service, clock)
        await service.close()

    live()


async def assert_no_past_day_moves(service: MomentumService, clock: Clock) -> None:
    """Another zone, and another start of the day, leave the days that were; undone, everything is as before."""
    before, seen = await days(service), await shown(service)
    stored = [event.day for event in await service.export_events()]
    here = clock.moment
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        clock.moment = here.astimezone(ZoneInfo(zone))
        assert await days(service) == before
    result = await service.take_rules({"day_starts_at": "11:00"})
    assert [event.day for event in await service.export_events()] == stored
    assert await days(service) == before
    clock.moment = here
    await service.undo(result.act_id)
    assert await shown(service) == seen


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("place", PLACES)
def test_the_day_ends_when_the_next_one_begins(place: str, start: str) -> None:
    name, day = PLACES[place]
    zone = ZoneInfo(name)
    rules = compile_rules({**default_document(), "day_starts_at": start})
    middle = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
    for moment in instants(zone, middle - timedelta(days=2), middle + timedelta(days=2), timedelta(minutes=35)):
        with time_machine.travel(moment, tick=False):
            now = wall_clock()
            today = day_shown(moment, start)
            end = day_end(today, rules, now)
        # Of the system's clock only the offset is known, as of any clock that was asked once.
        assert instant_and_offset(now) == instant_and_offset(moment)
        assert type(now.tzinfo) is timezone
        assert end > now
        assert day_shown((end - timedelta(seconds=1)).astimezone(zone), start) == today
        assert day_shown(end.astimezone(zone), start) > today
        assert end.utcoffset() == end.astimezone(zone).utcoffset()
        assert end == day_end(today, rules, moment)


def test_what_was_done_late_yesterday_is_not_done_today_because_of_a_dst_night(data_dir: Path) -> None:
    zone = ZoneInfo("Europe/Berlin")

    @in_loop
    async def night() -> None:
        service = await begin(data_dir, wall_clock, "00:00")
        for title, wall in (("Before midnight", "2026-03-28T23:40"), ("After midnight", "2026-03-29T00:20")):
            with time_machine.travel(datetime.fromisoformat(wall).replace(tzinfo=zone), tick=False):
                task = (await service.add_task(TaskDraft(title))).task
                assert task is not None
                await service.complete_task(task.id)
        for wall in ("2026-03-29T12:00", "2026-03-29T23:30"):
            with time_machine.travel(datetime.fromisoformat(wall).replace(tzinfo=zone), tick=False):
                assert [task.title for task in await service.get_tasks() if task.done] == ["After midnight"]
                ends = (await service.get_user_progress()).day_ends_at
                assert ends.isoformat() == "2026-03-30T00:00:00+02:00"
        await service.close()

    night()


def test_a_day_of_25_hours_began_25_hours_before_its_end(data_dir: Path) -> None:
    zone = ZoneInfo("Europe/Berlin")

    @in_loop
    async def day() -> None:
        service = await begin(data_dir, wall_clock, "00:00")
        with time_machine.travel(datetime(2026, 10, 25, 0, 20, tzinfo=zone), tick=False):
            task = (await service.add_task(TaskDraft("In the first hour"))).task
            assert task is not None
            await service.complete_task(task.id)
        with time_machine.travel(datetime(2026, 10, 25, 23, 30, tzinfo=zone), tick=False):
            progress = await service.get_user_progress()
            assert progress.day_began_at.isoformat() == "2026-10-25T00:00:00+02:00"
            assert progress.day_ends_at.isoformat() == "2026-10-26T00:00:00+01:00"
            rows = rows_of_day(await service.get_tasks(), progress.day, progress.day_began_at)
            assert [row.title for row in rows if isinstance(row, Task)] == ["In the first hour"]
        await service.close()

    day()


@in_loop
async def test_the_date_that_was_left_out_breaks_no_streak_and_one_that_was_does(data_dir: Path) -> None:
    for folder, name, counts in (("apia", "Pacific/Apia", [1, 2, 3]), ("pago", "Pacific/Pago_Pago", [1, 1, 2])):
        zone = ZoneInfo(name)
        clock = Clock()
        service = await begin(data_dir / folder, clock, "00:00")
        found = []
        for day in (date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)):
            clock.moment = datetime(day.year, day.month, day.day, 12, tzinfo=zone)
            await service.process_event(None, WORK)
            found.append((await service.get_streaks())[0].current_count)
        assert found == counts
        assert date(2011, 12, 30) not in await days(service)
        await assert_stands_as_its_log_says(service)
        await service.close()


@pytest.mark.parametrize(
    ("journey", "counts"),
    [
        # Over the date line westward a date is skipped, which a day's difference of 12 hours or more forgives.
        ([("Pacific/Honolulu", "2026-03-03T20:00"), ("Pacific/Auckland", "2026-03-05T08:00")], [1, 2]),
        # Eastward it comes twice, and counts once.
        (
            [
                ("Pacific/Auckland", "2026-03-04T20:00"),
                ("Pacific/Honolulu", "2026-03-04T08:00"),
                ("Pacific/Honolulu", "2026-03-05T08:00"),
            ],
            [1, 1, 2],
        ),
        # Berlin to Tokyo is too short a way to lose a day on.
        ([("Europe/Berlin", "2026-03-03T20:00"), ("Asia/Tokyo", "2026-03-05T08:00")], [1, 1]),
        ([("Europe/Berlin", "2026-03-03T20:00"), ("Asia/Tokyo", "2026-03-04T23:00")], [1, 2]),
    ],
)
def test_a_traveller_keeps_every_day_that_was(tmp_path: Path, journey: list[tuple[str, str]], counts: Any) -> None:
    clock = Clock()

    @in_loop
    async def travel() -> None:
        async with living(tmp_path, clock) as service:
            found = []
            for zone, wall in journey:
                clock.moment = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone))
                await service.process_event(None, WORK)
                found.append((await service.get_streaks())[0].current_count)
            assert found == counts
            lines = await ledger(service)
            assert_nothing_of_a_day_is_given_twice(lines, {date.fromisoformat(wall[:10]) for _, wall in journey})
            assert [line.moment.utcoffset() for line in lines if line.kind == WORK] == [
                datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).utcoffset()
                for zone, wall in sorted(journey, key=lambda stop: moment_of(*stop))
            ]
            await assert_stands_as_its_log_says(service)

    travel()


def moment_of(zone: str, wall: str) -> datetime:
    return datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize("back", [timedelta(minutes=5), timedelta(hours=3), timedelta(days=1), timedelta(days=40)])
def test_a_clock_set_back_gives_nothing_twice_and_loses_nothing(tmp_path: Path, back: timedelta) -> None:
    clock = Clock(datetime(2026, 3, 7, 10, tzinfo=UTC))

    @in_loop
    async def live() -> None:
        async with living(tmp_path, clock) as service:
            moments = []

            async def work() -> None:
                moments.append(clock.moment)
                before = (await service.get_user_progress()).total_points
                outcome = await service.process_event(None, WORK)
                total = (await service.get_user_progress()).total_points
                assert (outcome.total_points, outcome.total_change) == (total, total - before)
                task = (await service.add_task(TaskDraft("Sweep"))).task
                assert task is not None
                moments.append(clock.moment)
                await service.complete_task(task.id)
                await assert_stands_as_its_log_says(service)

            await work()
            clock.moment -= back
            await work()
            clock.forward(minutes=1)
            await work()
            clock.moment += back
            await work()
            lines = await ledger(service)
            assert_nothing_of_a_day_is_given_twice(lines, {day_shown(moment, "04:00") for moment in moments})
            assert sum(line.kind == WORK for line in lines) == len(moments) == 8
            assert [line.moment for line in lines] == sorted(line.moment for line in lines)
            longest = max(streak.longest_count for streak in await service.get_streaks())
            assert longest == (2 if back == timedelta(days=1) else 1)
            acts = await service.get_history(limit=100)
            for act in acts:
                await service.undo(act.id)
            assert (await service.get_user_progress()).total_points == 0
            assert (await service.verify()).ok

    live()


@in_loop
async def test_with_the_clock_behind_the_last_event_everything_can_still_be_asked(data_dir: Path) -> None:
    clock = Clock(datetime(2026, 3, 7, 10, tzinfo=UTC))
    async with living(data_dir, clock) as service:
        await service.process_event(None, WORK)
        clock.moment = datetime(2026, 3, 6, 9, tzinfo=UTC)
        progress = await service.get_user_progress()
        assert (progress.total_points, progress.today_points, progress.day) == (65, 0, date(2026, 3, 6))
        assert progress.streaks[0].status == "kept"
        assert (await service.get_momentum_stats(days=7)).totals.points == 0
        assert (await service.why()).lines
        assert len(await service.get_history()) == 1
        assert (await service.backup()).events == 1
        await service.undo()
        assert (await service.get_user_progress()).total_points == 0


@in_loop
async def test_a_leap_day_is_a_day_of_february_and_of_its_streaks(data_dir: Path) -> None:
    clock = Clock()
    async with living(data_dir, clock) as service:
        for day, count in ((date(2024, 2, 28), 1), (date(2024, 2, 29), 2), (date(2024, 3, 1), 3)):
            clock.moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            await service.process_event(None, WORK)
            assert (await service.get_streaks())[0].current_count == count
            monthly = (await service.get_user_progress()).monthly_points
            points = await days(service)
            assert monthly == sum(points[each][0] for each in points if each.month == day.month)
        # In a common year the first of March is the day after.
        for day, count in ((date(2100, 2, 28), 1), (date(2100, 3, 1), 2)):
            clock.moment = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
            await service.process_event(None, WORK)
            assert (await service.get_streaks())[0].current_count == count
        await assert_stands_as_its_log_says(service)


@in_loop
async def test_a_rest_on_a_leap_day_keeps_a_streak_over_it(data_dir: Path) -> None:
    clock = Clock(datetime(2024, 2, 28, 12, tzinfo=UTC))
    async with living(data_dir, clock) as service:
        await service.plan_rest("2024-02-29")
        await service.process_event(None, WORK)
        clock.forward(days=1)
        assert (await service.get_streaks())[0].status == "resting"
        clock.forward(days=1)
        await service.process_event(None, WORK)
        assert (await service.get_streaks())[0].current_count == 2


@settings(max_examples=12, deadline=None)
@given(
    place=st.sampled_from(sorted(PLACES)),
    start=st.integers(0, 24 * 60 - 1),
    steps=st.lists(st.integers(-300, 900), min_size=5, max_size=40),
)
def test_at_any_start_of_the_day_nothing_of_a_day_is_given_twice(place: str, start: int, steps: list[int]) -> None:
    name, day = PLACES[place]
    zone = ZoneInfo(name)
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=2)
    text = f"{start // 60:02}:{start % 60:02}"
    moments = []
    for step in steps:
        moment += timedelta(minutes=step)
        moments.append(moment.astimezone(zone))
    clock = Clock(moments[0])

    @in_loop
    async def live() -> None:
        with tempfile.TemporaryDirectory(dir=FAST_FOLDER) as folder:
            service = await begin(Path(folder), clock, text)
            for each in moments:
                clock.moment = each
                await service.process_event(None, WORK)
            worked = {day_shown(each, text) for each in moments}
            assert_nothing_of_a_day_is_given_twice(await ledger(service), worked)
            assert set(await days(service)) == worked
            await assert_stands_as_its_log_says(service)
            await service.close()

    live()


@in_loop
async def test_a_week_in_one_zone_and_its_import_in_another_are_the_same(data_dir: Path) -> None:
    zone = ZoneInfo("Australia/Lord_Howe")
    first = datetime(2024, 10, 4, 12, tzinfo=zone)
    moments = list(instants(zone, first, first + timedelta(days=5), timedelta(hours=5)))
    clock = Clock(first)
    async with living(data_dir / "one", clock) as service:
        for moment in moments:
            clock.moment = moment
            await service.process_event(None, WORK, idempotency_key=moment.isoformat())
    elsewhere = Clock(moments[-1].astimezone(ZoneInfo("America/Havana")))
    async with living(data_dir / "other", elsewhere) as service:
        await service.process_events([Submission(WORK, moment, {}, moment.isoformat()) for moment in reversed(moments)])
        assert (await service.verify()).ok
    tables = ("days", "day_kinds", "day_hours", "streaks", "user_achievements", "users")
    assert rows(data_dir / "one", *tables) == rows(data_dir / "other", *tables)
    with connected(data_dir / "one") as connection:
        assert connection.execute("SELECT count(DISTINCT offset) FROM events").fetchone()[0] == 2
    connection.close()


@in_loop
async def test_what_is_brought_in_before_the_day_begins_is_of_the_day_before(tmp_path: Path) -> None:
    clock = Clock(datetime(2026, 3, 2, 1, 30, tzinfo=UTC))
    async with living(tmp_path, clock) as service:
        await service.import_gathered(
            Gathered("elsewhere", tasks=[SourceTask("1", "Read", repeat="FREQ=DAILY")]), "Imported"
        )
        (task,) = await service.get_tasks()
        assert (task.first_due, task.due) == (date(2026, 3, 1), date(2026, 3, 1))
