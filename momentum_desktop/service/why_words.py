"""Reasons, streaks and achievements in the words of a person."""

from __future__ import annotations

from datetime import date

from momentum_desktop.engine.calendar import WEEKDAYS, Window
from momentum_desktop.engine.explanation import Factor, Reason, Source
from momentum_desktop.engine.rules import AchievementRule, Rules, StreakRule
from momentum_desktop.engine.values import StreakState
from momentum_desktop.service.kind_words import achievement_of, kind_in_words, milestone_of, spelled
from momentum_desktop.service.number_words import Number, counted, number
from momentum_desktop.service.repeat_words import MONTHS

ONCE = {
    "first_task_of_day": "once a day",
    "weekend_activity": "once each Saturday and Sunday with work",
    "perfect_week": "once a week, for work on each day that asks for it",
}


def name_of(reason: Reason, rules: Rules) -> str:
    """What an entry is for."""
    if reason.source is Source.MILESTONE:
        return milestone_of(streak_title(reason.name, rules))
    if reason.source is Source.ACHIEVEMENT:
        return achievement_of(reason.name)
    return kind_in_words(reason.kind)


def sum_of(reason: Reason, rules: Rules) -> str:
    """How its points come about: “10 × 2 (complex) × 1.25 (Daily activity, 9 days) = 25”."""
    if reason.source is Source.MILESTONE:
        streak = next(streak for streak in rules.streaks if streak.name == reason.name)
        return f"{number(reason.base)} for {counted(reason.count, _period(streak))} in a row"
    if reason.source is Source.ACHIEVEMENT:
        rule = next(rule for rule in rules.achievements if rule.name == reason.name)
        return f"{number(reason.base)} for it. {rule.description}".rstrip()
    if reason.source is Source.BONUS:
        return f"{number(reason.base)} {ONCE.get(reason.kind) or _window_words(rules.windows.get(reason.kind))}"
    if not reason.factors:
        return f"{number(reason.base)} each time"
    product = reason.product
    factors = "".join(f" × {number(each.multiplier)} ({_factor_in_words(each, rules)})" for each in reason.factors)
    exact = number(product.normalize())
    rounded = "" if product == reason.points else f", rounded\u00a0{number(reason.points)}"
    return f"{number(reason.base)}{factors} = {exact}{rounded}"


def weekday_in_words(weekday: int) -> str:
    """“Mondays” for 0."""
    return f"{WEEKDAYS[weekday].capitalize()}s"


def hour_in_words(hour: int) -> str:
    """“09:00 to 10:00” for 9."""
    return f"{hour:02}:00 to {(hour + 1) % 24:02}:00"


def streak_step(streak: StreakRule, before: StreakState, after: StreakState) -> str:
    """What keeping one more period did to a streak."""
    if after.current_count == 1:
        return "A new beginning" if before.last is not None else "The beginning"
    words = f"{number(before.current_count)} → {counted(after.current_count, _period(streak))}"
    if after.freezes < before.freezes:
        words += f", {counted(before.freezes - after.freezes, 'freeze')} used"
    elif after.freezes > before.freezes:
        words += ", a freeze earned"
    return words


def achievement_step(rule: AchievementRule, before: Number, after: Number) -> str:
    """What one event did for an achievement."""
    return f"{number(before)} → {number(after)} of {number(rule.criteria_value)}"


def streak_sentence(streak: StreakRule, held: StreakState) -> str:
    """What the steps of a streak are."""
    each = "Each week" if streak.weekly else "Each day"
    longest = f"longest {counted(held.longest_count, _period(streak))}"
    return f"{each} that was kept, with the event that did it; {longest}."


def streak_title(name: str, rules: Rules) -> str:
    """A streak as its cards call it."""
    title = next((streak.title for streak in rules.streaks if streak.name == name), "")
    return title or spelled(name)


def streak_count(streak: StreakRule, count: int) -> str:
    """A streak's count with its unit."""
    return counted(count, _period(streak))


def day_in_words(day: date) -> str:
    """14 Jan 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _factor_in_words(factor: Factor, rules: Rules) -> str:
    if factor.source != "streak":
        return factor.name
    streak = next(streak for streak in rules.streaks if streak.name == factor.name)
    return f"{streak_title(factor.name, rules)}, {counted(factor.count, _period(streak))}"


def _window_words(window: Window | None) -> str:
    return "once" if window is None else f"once a day, between {_clock(window.start)} and\u00a0{_clock(window.end)}"


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _period(streak: StreakRule) -> str:
    return "week" if streak.weekly else "day"
