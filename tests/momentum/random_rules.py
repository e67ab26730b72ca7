"""Rules as nobody would write them, with every table and every field that there is."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from momentum_desktop.engine.defaults import default_document

TYPES = ("task_completion", "focus_session", "goal_completion", "social_interaction")
BONUSES = ("perfect_week", "first_task_of_day", "weekend_activity", "early_bird", "night_owl")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
FIELDS = ("minutes", "pages")
METADATA: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {},
    optional={
        "complexity": st.sampled_from(["simple", "epic", "trivial"]),
        "minutes": st.sampled_from([0, 1, 0.1, 0.2, 2.5, 7, -3, True, "7", None]),
        "pages": st.integers(0, 5),
        "on_time": st.sampled_from([True, False, 1, 0, 1.0, None, "yes"]),
        "time_unknown": st.sampled_from([True, False, 1]),
    },
)
"""What stands with an event."""

points = st.sampled_from([0, 1, 3, 5, 7, 10, 25, 100])
clocks = st.builds("{:02}:{:02}".format, st.integers(0, 23), st.sampled_from([0, 15, 30]))
windows = st.lists(clocks, min_size=2, max_size=2, unique=True)
multipliers = st.sampled_from(["0", "0.5", "0.75", "1", "1.05", "1.25", "1.3333", "2", "100"])
days_of_march = st.builds("2026-03-{:02}".format, st.integers(1, 31))
spans = st.lists(st.lists(days_of_march, min_size=2, max_size=2).map(sorted), max_size=2)
some_types = st.lists(st.sampled_from(TYPES), min_size=1, max_size=4, unique=True)
wheres = st.sampled_from([{"on_time": True}, {"on_time": 1}, {"minutes": 7}, {"pages": 2, "on_time": True}, {}])


def some(names: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), min_size=least, unique=True)


@st.composite
def streaks(draw: st.DrawFn, name: str) -> dict[str, Any]:
    made = {
        "name": name,
        "period": draw(st.sampled_from(["day", "day", "week"])),
        "events": draw(some_types),
        "needed": draw(st.sampled_from([1, 1, 2, 0.3, 3])),
    }
    optional = draw(
        st.fixed_dictionaries(
            {},
            optional={
                "where": wheres,
                "between": windows,
                "freezes": st.booleans(),
                "milestones": st.dictionaries(st.sampled_from(["1", "2", "3", "5"]), points, max_size=3),
                "weekdays": some(WEEKDAYS, 1),
                "pauses": spans,
            },
        )
    )
    counted = draw(st.sampled_from([{}, {}, {"field": "minutes"}, {"field": "pages"}, {"distinct_days": True}]))
    return {**made, **optional, **counted}


@st.composite
def achievements(draw: st.DrawFn, name: str, streak_names: list[str]) -> dict[str, Any]:
    kinds = ["COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS", "POINTS", "LEVEL", "UNLOCKED"]
    kind = draw(st.sampled_from([*kinds, *(["STREAK"] if streak_names else [])]))
    made = {"name": name, "points": draw(points), "category": "growth", "criteria_type": kind}
    if kind in ("COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"):
        optional = st.fixed_dictionaries({}, optional={"where": wheres, "between": windows})
        made |= {"events": draw(some_types), **draw(optional)}
    if kind == "SUM":
        made["field"] = draw(st.sampled_from(FIELDS))
    if kind == "STREAK":
        made["streak"] = draw(st.sampled_from(streak_names))
    values = {"POINTS": [1, 10, 50, 200], "LEVEL": [1, 2, 3], "SUM": [0.3, 1, 2.6, 10]}
    made["criteria_value"] = draw(st.sampled_from(values.get(kind, [1, 2, 3, 4])))
    return made


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """A whole rules document, of the four types of work above."""
    derived, given = draw(some(BONUSES)), draw(some(BONUSES))
    names = ["daily_activity", "streak 1", "streak 2"][: draw(st.integers(0, 3))]
    won = [f"achievement {number}" for number in range(draw(st.integers(0, 5)))]
    required = sorted(draw(st.sets(st.integers(1, 400), max_size=4)))
    tiers = sorted(draw(st.sets(st.integers(1, 5), max_size=3)))
    return {
        **default_document(),
        "day_starts_at": draw(clocks),
        "week_starts_on": draw(st.sampled_from(WEEKDAYS)),
        "rest_weekdays": draw(some(WEEKDAYS)),
        "vacations": draw(spans),
        "point_events": {name: draw(points) for name in (*TYPES, *derived, *given)},
        "work_events": draw(some(TYPES)),
        "derived_events": derived,
        "complexity_events": draw(some(TYPES)),
        "streak_multiplied_events": draw(some(TYPES)),
        "multiplier_streak": draw(st.sampled_from([None, *names])),
        "complexity_multipliers": {name: draw(multipliers) for name in ("simple", "epic", "trivial")},
        "streak_multipliers": [{"days": days, "multiplier": draw(multipliers)} for days in tiers],
        "windows": draw(st.fixed_dictionaries({}, optional={"early_bird": windows, "night_owl": windows})),
        "freezes": {"earned_every": draw(st.integers(1, 3)), "most": draw(st.integers(0, 2))},
        "streaks": [draw(streaks(name)) for name in names],
        "levels": [
            {"level_number": number, "points_required": least, "title": f"Level {number}", "perks": []}
            for number, least in enumerate([0, *required], 1)
        ],
        "achievements": [draw(achievements(name, names)) for name in won],
    }
