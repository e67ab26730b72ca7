"""When a daily of Habitica is due, as a rule of RFC 5545."""

from __future__ import annotations

from typing import Any

from momentum_desktop.exchange.repeats import WEEKDAYS, on_weekdays, rule_of

NAMES = ("m", "t", "w", "th", "f", "s", "su")


def rule_of_daily(task: dict[str, Any]) -> str | None:
    """None if it is never due."""
    every = task.get("everyX", 1)
    if isinstance(every, bool) or not isinstance(every, int) or every < 1:
        return None
    frequency = task.get("frequency", "weekly")
    repeat = task.get("repeat") if isinstance(task.get("repeat"), dict) else {}
    days = [code for name, code in zip(NAMES, WEEKDAYS, strict=True) if repeat.get(name) is True]  # type: ignore[union-attr]
    if frequency == "daily":
        return rule_of("DAILY", every)
    if frequency == "weekly":
        return on_weekdays(days, every)
    if frequency == "monthly":
        return _monthly(task, days, every)
    return rule_of("YEARLY", every) if frequency == "yearly" else None


def _monthly(task: dict[str, Any], days: list[str], every: int) -> str | None:
    in_month = [day for day in task.get("daysOfMonth") or [] if type(day) is int and 1 <= day <= 31]
    if in_month:
        return rule_of("MONTHLY", every, BYMONTHDAY=in_month)
    weeks = [week for week in task.get("weeksOfMonth") or [] if type(week) is int and 0 <= week <= 4]
    if weeks and days:
        return rule_of("MONTHLY", every, BYDAY=[f"{week + 1}{day}" for week in weeks for day in days])
    return rule_of("MONTHLY", every)
