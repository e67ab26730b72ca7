"""What each day of the demo year holds: drawn from one seed, so that it is always the same year."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

DAYS = 365
AWAY = (196, 188)
"""A holiday, in days before today: its first day and its last."""
ILL = frozenset({41, 42, 97, 260, 261, 262, 310})

CHORES = (
    ("Water the plants", "trivial", "Home"),
    ("Take the bins out", "trivial", "Home"),
    ("Cook something with lentils", "simple", "Home"),
    ("Fold the laundry", "trivial", "Home"),
    ("Call Grandma", "simple", "Family"),
    ("Pay the electricity bill", "simple", "Money"),
    ("Clear the inbox to zero", "moderate", "Work"),
    ("Review the pull requests", "moderate", "Work"),
    ("Draft the release notes", "moderate", "Work"),
    ("Prepare the budget meeting", "complex", "Work"),
    ("Write two pages of the thesis", "complex", "Thesis"),
    ("Read one paper and take notes", "moderate", "Thesis"),
    ("Redraw the figures of chapter 3", "complex", "Thesis"),
    ("Book the dentist", "simple", "Health"),
    ("Back up the photos", "simple", "Home"),
    ("Practise the Bach prelude", "moderate", "Music"),
    ("Sort the garage shelf", "complex", "Home"),
    ("Submit the grant proposal", "epic", "Work"),
)
HABIT_HOURS = ((330, 7.5, 0.7), (180, 21, 0.72), (120, 18, 0.8), (45, 12.5, 0.85))
"""Of each habit how many days before today it was begun, its hour, and how surely it is kept on a lively day."""

GOALS = (
    (350, "Run ten kilometres without stopping", ("Buy shoes that fit", "Run 3 km", "Run 5 km", "Run 7 km"), 120),
    (300, "Read twelve books", ("Book 1", "Book 2", "Book 3", "Book 4", "Book 5", "Book 6"), 220),
    (210, "Learn the Bach prelude by heart", ("First page", "Second page", "With the metronome"), 90),
    (120, "Finish chapter 3", ("Outline", "Figures", "First draft", "Revise", "Send it round"), None),
    (40, "Plan the hut-to-hut hike", ("Choose the route", "Book the huts", "Check the gear", "Train tickets"), None),
)
"""(days before today it was set, title, steps, days it took; None while it goes on)."""


@dataclass(slots=True)
class Day:
    """What is done on one day, each with its moment. Habits are by their place among the demo's habits."""

    day: date
    tasks: list[tuple[datetime, str, str, str, date | None]] = field(default_factory=list)
    habits: list[tuple[datetime, int]] = field(default_factory=list)
    skipped: list[tuple[datetime, int]] = field(default_factory=list)
    focus: list[tuple[datetime, int]] = field(default_factory=list)
    slots: list[tuple[int, int, str, datetime | None]] = field(default_factory=list)
    learned: list[tuple[datetime, int]] = field(default_factory=list)
    met: list[datetime] = field(default_factory=list)


def days_of_a_year(chance: random.Random, now: datetime) -> Iterator[Day]:
    """Every day from a year ago to today: more at the end of the year than at its start, less at weekends, nothing
    when ill or away."""
    for ago in range(DAYS, -1, -1):
        yield _day(chance, ago, now)


def _day(chance: random.Random, ago: int, now: datetime) -> Day:
    made = Day(now.date() - timedelta(days=ago))
    weekend = made.day.weekday() >= 5
    season = 0.55 + 0.45 * (DAYS - ago) / DAYS
    if AWAY[1] <= ago <= AWAY[0] or ago in ILL:
        return made

    def at(hour: float) -> datetime:
        minutes = max(round(hour * 60 + chance.uniform(-40, 40)), 4 * 60 + 5)
        return datetime.combine(made.day, time(), tzinfo=now.tzinfo) + timedelta(minutes=minutes)

    lively = chance.random() < (0.62 if weekend else 0.9) * season + 0.08
    for place, (since, hour, kept) in enumerate(HABIT_HOURS):
        if ago > since or (place == 2 and made.day.weekday() not in (0, 2, 5)):
            continue
        if chance.random() < (kept if lively else kept / 4):
            made.habits.append((at(hour), place))
        elif lively and chance.random() < 0.2:
            made.skipped.append((at(hour), place))
    if not lively:
        return made
    for _ in range(chance.choice((1, 2, 2, 3)) if weekend else chance.choice((1, 1, 2, 2, 3, 3, 4))):
        title, complexity, place_name = chance.choice(CHORES)
        due = made.day + timedelta(days=chance.choice((0, 0, 1, 3, -1))) if chance.random() < 0.6 else None
        hour = chance.choice((6.5, 9, 10, 11, 14, 15, 16, 18, 20, 22.4))
        made.tasks.append((at(hour), title, complexity, place_name, due))
    if not weekend and chance.random() < 0.55 * season:
        for hour in chance.choice(((9.5,), (11,), (9.5, 14.5), (9, 12, 16))):
            made.focus.append((at(hour), chance.choice((25, 25, 50))))
    if ago and not weekend and chance.random() < 0.4 * season:
        start = chance.choice((9, 10, 13, 15)) * 60
        done = at(start / 60 + 1.4) if chance.random() < 0.8 else None
        made.slots.append((start, 90, chance.choice(("Deep work on the thesis", "Write", "Plan the week")), done))
    if chance.random() < 0.3:
        made.learned.append((at(20.5), chance.choice((15, 20, 30, 45))))
    if chance.random() < 0.25:
        made.met.append(at(19))
    return made
