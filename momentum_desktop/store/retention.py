"""Which backups of one kind are kept: by days, weeks and months, or just the last few."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

DAYS, WEEKS, MONTHS = 7, 4, 12
LATEST = 5
"""The last few of each kind always stay: what several imports in a row displaced can be had back, step by step."""


def kept_by_time(backups: Iterable[tuple[datetime, str]]) -> frozenset[str]:
    """The names to keep, of backups as (moment in UTC, name): the newest of each of the last days, of the weeks before,
    of the months before those, and the last few. Days, weeks and months without a backup do not count, and each backup
    counts once: for its day, else for its week, else for its month."""
    newest_first = sorted(backups, reverse=True)
    names: set[str] = set()
    for most, period in ((DAYS, _day), (WEEKS, _week), (MONTHS, _month)):
        newest = [name for _, name in _newest_of_each(newest_first, period) if name not in names]
        names.update(newest[:most])
    return frozenset(names.union(name for _, name in newest_first[:LATEST]))


def kept_latest(backups: Iterable[tuple[datetime, str, str]]) -> frozenset[str]:
    """The names to keep, of backups as (moment in UTC, name, digest): the last few. Of several with the same bytes the
    newest stands for all."""
    newest: dict[str, str] = {}
    for _, name, digest in sorted(backups, reverse=True):
        newest.setdefault(digest, name)
    return frozenset(list(newest.values())[:LATEST])


def _newest_of_each(
    newest_first: list[tuple[datetime, str]], period: Callable[[datetime], object]
) -> list[tuple[datetime, str]]:
    found: dict[object, tuple[datetime, str]] = {}
    for moment, name in newest_first:
        found.setdefault(period(moment), (moment, name))
    return list(found.values())


def _day(moment: datetime) -> object:
    return moment.date()


def _week(moment: datetime) -> object:
    return moment.isocalendar()[:2]


def _month(moment: datetime) -> object:
    return moment.year, moment.month
