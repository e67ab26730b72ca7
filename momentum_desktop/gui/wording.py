"""How numbers, dates and names are written out for a person."""

from __future__ import annotations

from datetime import date

from momentum_desktop.service.kind_words import OF_POINTS, spelled
from momentum_desktop.service.number_words import counted
from momentum_desktop.service.number_words import number as grouped
from momentum_desktop.service.repeat_words import MONTHS

__all__ = [
    "CATEGORY_WORDS",
    "MONTHS",
    "OF_POINTS",
    "WEEKDAYS",
    "category_words",
    "counted",
    "day_words",
    "grouped",
    "spelled",
]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

CATEGORY_WORDS = {
    "productivity": "Productivity",
    "consistency": "Consistency",
    "time_management": "Time",
    "focus": "Focus",
    "growth": "Growth",
    "social": "Social",
}


def day_words(day: date) -> str:
    """A date as 14 Jan 2026, in no one's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def category_words(category: str) -> str:
    """A category's name; one that a rules file brought is written as its words."""
    return CATEGORY_WORDS.get(category) or spelled(category)
