"""English words of days, times and repeats."""

from __future__ import annotations

from momentum_desktop.service.quick_add.meanings import DayPart
from momentum_desktop.service.quick_add.vocabulary import Vocabulary

_WEEKDAYS = {
    **{"monday": 0, "mon": 0, "tuesday": 1, "tues": 1, "tue": 1, "wednesday": 2, "wed": 2},
    **{"thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "friday": 4, "fri": 4},
    **{"saturday": 5, "sat": 5, "sunday": 6, "sun": 6},
}
_EVENING = DayPart(19 * 60, True)

ENGLISH = Vocabulary(
    near_days={
        **{"today": 0, "tod": 0, "tomorrow": 1, "tmr": 1, "tmrw": 1},
        **{"day after tomorrow": 2, "the day after tomorrow": 2},
        **{"yesterday": -1, "day before yesterday": -2, "the day before yesterday": -2},
    },
    weekdays=_WEEKDAYS,
    weak_weekdays=frozenset({"mon", "wed", "sat", "sun"}),
    months={
        **{"january": 1, "jan": 1, "february": 2, "feb": 2, "march": 3, "mar": 3, "april": 4, "apr": 4, "may": 5},
        **{"june": 6, "jun": 6, "july": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9, "sep": 9},
        **{"october": 10, "oct": 10, "november": 11, "nov": 11, "december": 12, "dec": 12},
    },
    weak_months=frozenset({"march", "mar", "may"}),
    counts={
        **{"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7},
        **{"eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2},
    },
    ordinals={
        **{"first": 1, "1st": 1, "second": 2, "2nd": 2, "other": 2, "third": 3, "3rd": 3},
        **{"fourth": 4, "4th": 4, "fifth": 5, "5th": 5, "last": -1},
    },
    units={
        **{"day": "D", "days": "D", "week": "W", "weeks": "W", "wk": "W", "wks": "W"},
        **{"month": "M", "months": "M", "quarter": "Q", "quarters": "Q", "year": "Y", "years": "Y"},
    },
    day_parts={
        "morning": DayPart(9 * 60, False),
        "noon": DayPart(12 * 60, False),
        "afternoon": DayPart(15 * 60, True),
        "evening": _EVENING,
        "night": _EVENING,
    },
    evening_today=frozenset({"tonight", "this evening"}),
    next_words=frozenset({"next"}),
    this_words=frozenset({"this", "this coming", "coming"}),
    last_words=frozenset({"last"}),
    ago_after=frozenset({"ago"}),
    weekend=frozenset({"weekend"}),
    this_weekend=frozenset({"this weekend", "on the weekend", "at the weekend", "over the weekend", "by the weekend"}),
    next_weekend=frozenset({"next weekend"}),
    month_end=frozenset({"end of month", "end of the month", "end of this month", "month end", "eom"}),
    next_month_end=frozenset({"end of next month"}),
    year_end=frozenset({"end of year", "end of the year", "end of this year", "eoy"}),
    day_end=frozenset({"end of day", "end of the day", "eod"}),
    leads=frozenset({"by", "on", "due", "until", "till"}),
    soft_leads=frozenset({"for", "before"}),
    numbered=frozenset({"version", "release", "section", "chapter", "python"}),
    on=frozenset({"on"}),
    of=frozenset({"of"}),
    the=frozenset({"the"}),
    within=frozenset({"in"}),
    at=frozenset({"at"}),
    noon=frozenset({"noon"}),
    half_past=frozenset({"half past"}),
    quarter_to=frozenset({"quarter to", "a quarter to"}),
    quarter_past=frozenset({"quarter past", "a quarter past"}),
    oclock=frozenset({"o'clock", "o’clock"}),
    every=frozenset({"every", "each"}),
    conjunctions=frozenset({"and", "&"}),
    up_to=frozenset({"to", "through"}),
    working_day=frozenset({"weekday", "workday", "working day", "work day", "business day"}),
    of_the_month=frozenset({"of the month", "of a month", "in the month", "of every month", "of each month"}),
    of_every_month=frozenset({"of every month", "of each month", "every month", "each month"}),
    weak_adverbs={
        **{"daily": ("D", 1), "everyday": ("D", 1), "weekly": ("W", 1), "fortnightly": ("W", 2), "monthly": ("M", 1)},
        **{"quarterly": ("M", 3), "yearly": ("Y", 1), "annually": ("Y", 1)},
    },
    weak_weekday_adverbs={
        **{f"{name}s": (number,) for name, number in _WEEKDAYS.items() if name.endswith("day")},
        **{"weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6)},
    },
    times=frozenset({"times", "time", "days", "x", "×"}),
    so_many_times={"once": 1, "twice": 2, "thrice": 3},
    a_week=frozenset({"a week", "per week", "each week", "every week", "/week", "/ week", "weekly"}),
    after_completion=frozenset({"after completion", "after completing", "after done", "when done", "from completion"}),
    until=frozenset({"until", "till", "til"}),
    starting=frozenset({"starting", "starting on", "starting from", "beginning", "beginning on"}),
    weak_starting=frozenset({"from", "start", "starts"}),
    onward=frozenset({"on", "onward", "onwards"}),
    remind=frozenset({"remind", "remind me", "reminder"}),
    remind_to=frozenset({"remind me to"}),
    to_do=frozenset({"to"}),
    day_before=frozenset({"the day before", "day before", "the evening before", "the night before"}),
    days_before=frozenset({"days before", "day before"}),
    # Not what is itself the deed: ten push-ups stay in the title.
    measures=frozenset(
        {
            *("glass", "glasses", "cup", "cups", "bottle", "bottles", "litre", "litres", "liter", "liters", "l", "ml"),
            *("page", "pages", "chapter", "chapters", "word", "words", "line", "lines", "rep", "reps", "set", "sets"),
            *("lap", "laps", "round", "rounds", "step", "steps", "km", "kilometre", "kilometres", "kilometer"),
            *("kilometers", "mile", "miles", "kcal", "portion", "portions", "serving", "servings", "piece", "pieces"),
        }
    ),
)
