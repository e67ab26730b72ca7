"""What Loop's database and its CSV export have in common: frequencies, amounts, and habits that have ended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from momentum_desktop.exchange.repeats import ended, rule_of, times_a_week
from momentum_desktop.service.import_values import Kind, SourceRecord, SourceTask


def frequency_rule(times: int, days: int) -> str:
    """“3 times in 7 days” as a rule: on whichever days of a week, or every so many days."""
    if times < 1 or days < 1 or times >= days:
        return "FREQ=DAILY"
    if days == 7:
        return times_a_week(times) or "FREQ=DAILY"
    if days in (30, 31):
        return times_a_week(max(round(times * 7 / days), 1)) or "FREQ=DAILY" if times > 1 else "FREQ=MONTHLY"
    if times == 1:
        return rule_of("DAILY", days) or "FREQ=DAILY"
    return times_a_week(max(round(times * 7 / days), 1)) or "FREQ=DAILY"


def amount_of(target: Any) -> Decimal | None:
    """A day's amount; None if there is none."""
    try:
        amount = Decimal(str(target)).quantize(Decimal("0.001")).normalize()
    except (ArithmeticError, ValueError):
        return None
    return amount if Decimal(0) < amount < Decimal(10**9) else None


def became_of_amount(amount: Decimal, target: Decimal | None, at_most: bool) -> tuple[Kind, Decimal] | None:
    """What an amount says about a day; None if it says nothing."""
    if amount < 0:
        return None
    goal = target or Decimal(0)
    enough = amount <= goal if at_most else amount >= goal and amount > 0
    return "done" if enough else "missed", amount


def lived(tasks: Iterable[SourceTask], records: Iterable[SourceRecord]) -> list[SourceTask]:
    """Habits that begin on the first day that something is known of, and, put away, have ended on the last."""
    days: dict[str | None, tuple[date, date]] = {}
    for record in records:
        first, last = days.get(record.task, (record.day, record.day))
        days[record.task] = min(first, record.day), max(last, record.day)
    return [_lived(task, days.get(task.key)) for task in tasks]


def _lived(task: SourceTask, days: tuple[date, date] | None) -> SourceTask:
    put_away = bool(task.extra.get("archived"))
    task = replace(task, state="cancelled") if put_away else task
    if days is None:
        return task
    first, last = days
    repeat = ended(task.repeat, last) if task.repeat and put_away else task.repeat
    return replace(task, due=first, repeat=repeat)
