"""When a level is reached if the days to come are like those of the last weeks."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from momentum_desktop.gui.wording import day_words
from momentum_desktop.service.insight_values import Insights

LEAST_DAYS = 7
"""After so many days a pace says something."""

FARTHEST = 3 * 365
"""How far ahead a day is still worth saying."""


def pace_of(insights: Insights) -> Fraction | None:
    """Points a day over the four weeks up to yesterday, or since the first event if that is later. None in the first
    week, and when nothing was earned."""
    lived = [row for row in insights.now.days if insights.first_day is not None and row.day >= insights.first_day]
    points = sum(row.points for row in lived)
    return Fraction(points, len(lived)) if len(lived) >= LEAST_DAYS and points > 0 else None


def reached_on(missing: int, pace: Fraction | None, today: date) -> date | None:
    """The day on which so many more points are earned at a pace. None without a pace, when nothing is missing, and
    when it is years away."""
    if pace is None or missing <= 0:
        return None
    days = -(-missing // pace)
    return today + timedelta(days=days) if days <= FARTHEST else None


def pace_words(day: date | None, today: date) -> str:
    """“At this pace on 14 January”, with the year if it is another; nothing for no day."""
    if day is None:
        return ""
    words = day_words(day)
    return f"At this pace on {words.removesuffix(f' {day.year}') if day.year == today.year else words}"
