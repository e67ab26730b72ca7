"""Which backups stay: tables of days, years of starting the program day after day, and any order of all kinds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.store.backup import ASKED_FOR, BEFORE_IMPORT, BY_TIME, DAILY, KINDS, BackupFile
from momentum_desktop.store.backup import kept as kept_of_kinds
from momentum_desktop.store.retention import DAYS, LATEST, MONTHS, WEEKS
from momentum_desktop.store.retention import kept_by_time as kept

Named = tuple[datetime, str]


def named(text: str) -> Named:
    return datetime.fromisoformat(text).replace(tzinfo=UTC), text


def daily(last: str, days: int, every: int = 1) -> list[Named]:
    end = datetime.fromisoformat(last).replace(tzinfo=UTC)
    moments = [end - timedelta(days=back) for back in range(0, days, every)]
    return [(moment, moment.isoformat()) for moment in moments]


def days_of(names: frozenset[str]) -> list[str]:
    return sorted((name[:10] for name in names), reverse=True)


@pytest.mark.parametrize(
    ("last", "weekly", "monthly"),
    [
        # A Tuesday: the Sunday before is a day already, so the weeks begin with the Sunday before that.
        ("2026-03-10T09:00", ["03-01", "02-22", "02-15", "02-08"], ["2026-02-28", "2026-01-31", "2025-12-31"]),
        # A Sunday that ends a week: the seven days are one week.
        ("2026-03-08T09:00", ["03-01", "02-22", "02-15", "02-08"], ["2026-02-28", "2026-01-31", "2025-12-31"]),
        # New Year: the week belongs to both years, the month does not.
        ("2026-01-01T09:00", ["12-21", "12-14", "12-07", "11-30"], ["2025-10-31", "2025-09-30"]),
        # The day after a leap day.
        ("2028-03-01T09:00", ["02-20", "02-13", "02-06", "01-30"], ["2028-01-31", "2027-12-31"]),
    ],
)
def test_of_a_backup_a_day_these_stay(last: str, weekly: list[str], monthly: list[str]) -> None:
    days = days_of(kept(daily(last, 800)))

    assert days[:DAYS] == [name[:10] for _, name in daily(last, DAYS)]
    assert [day[5:] for day in days if day[5:] in weekly][: len(weekly)] == weekly
    assert [day for day in days if day in monthly] == monthly
    assert len(days) == DAYS + WEEKS + MONTHS


def test_the_newest_of_a_day_stands_for_it() -> None:
    many = [named(f"2026-03-{day:02}T{hour:02}:00") for day in range(1, 11) for hour in (8, 12, 20)]

    names = kept(many)

    assert {f"2026-03-{day:02}T20:00" for day in range(4, 11)} <= names
    assert {name for name in names if "T20" not in name} == {
        "2026-03-10T08:00",
        "2026-03-10T12:00",
        "2026-03-09T12:00",
    }


def test_the_last_few_stay_even_if_all_are_of_one_minute() -> None:
    many = [named(f"2026-03-10T09:00:{second:02}") for second in range(30)]

    assert kept(many) == {name for _, name in many[-LATEST:]}


def test_days_without_a_backup_cost_none() -> None:
    few = daily("2026-03-10T09:00", 20 * 40, every=40)

    assert kept(few) == {name for _, name in few}


@pytest.mark.parametrize("number", range(6))
def test_of_a_few_all_stay(number: int) -> None:
    few = daily("2026-03-10T09:00", number)

    assert kept(few) == {name for _, name in few}


@pytest.mark.parametrize("every", [1, 2, 3, 7, 30])
@pytest.mark.parametrize("start", ["2026-01-01T09:00", "2026-02-27T23:30", "2027-12-30T00:30"])
def test_thinning_each_time_keeps_what_thinning_once_would(start: str, every: int) -> None:
    first = datetime.fromisoformat(start).replace(tzinfo=UTC)
    made: list[Named] = []
    held: list[Named] = []
    for day in range(0, 900, every):
        moment = first + timedelta(days=day)
        made.append((moment, moment.isoformat()))
        held.append(made[-1])
        names = kept(held)
        held = [each for each in held if each[1] in names]

        assert made[-1] in held

    assert {name for _, name in held} == kept(made)
    assert len(held) == min(len(made), DAYS + WEEKS + MONTHS)


FIRST = datetime(2026, 3, 1, 9, tzinfo=UTC)
MADE = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 60 * 24 * 40), st.integers(0, 3)), max_size=60)
"""Backups as (kind, minutes since the one before, which of a few contents)."""


def thinned_each_time(made: list[tuple[str, int, int]], *kinds: str) -> list[BackupFile]:
    """What is left of these kinds if after each backup those go that are no longer kept."""
    moment, held = FIRST, list[BackupFile]()
    for number, (kind, minutes, content) in enumerate(made):
        moment += timedelta(minutes=minutes)
        if kind in kinds:
            held.append(BackupFile(Path(f"{number}-{kind}.db"), moment, number, kind, str(content)))
            names = kept_of_kinds(held)
            held = [each for each in held if each.path.name in names]
    return held


@given(MADE)
def test_no_kind_costs_another_a_backup(made: list[tuple[str, int, int]]) -> None:
    together = thinned_each_time(made, *KINDS)

    for kind in KINDS:
        assert [each for each in together if each.kind == kind] == thinned_each_time(made, kind)


@given(MADE)
def test_the_newest_of_each_kind_stays_and_the_same_bytes_take_one_place(made: list[tuple[str, int, int]]) -> None:
    together = thinned_each_time(made, *KINDS)

    for kind in {kind for kind, _, _ in made}:
        alike = [each for each in together if each.kind == kind]
        number = sum(each == kind for each, _, _ in made)
        newest = max(number for number, (each, _, _) in enumerate(made) if each == kind)
        assert alike[-1].events == newest
        if kind in BY_TIME:
            assert len(alike) >= min(number, LATEST)
        else:
            assert len({each.digest for each in alike}) == len(alike) <= LATEST


def test_hundreds_of_imports_leave_the_one_asked_for_and_the_days_before() -> None:
    before = [(DAILY, 24 * 60, number) for number in range(DAYS)]
    imports = [(BEFORE_IMPORT, 1, number) for number in range(300)]

    left = thinned_each_time([*before, (ASKED_FOR, 1, 0), *imports], *KINDS)

    assert [each.kind for each in left] == [*[DAILY] * DAYS, ASKED_FOR, *[BEFORE_IMPORT] * LATEST]
