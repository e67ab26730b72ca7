"""German words of days, times and repeats."""

from __future__ import annotations

from momentum_desktop.service.quick_add.meanings import DayPart
from momentum_desktop.service.quick_add.vocabulary import Vocabulary

_LONG = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_SHORT = ("mo", "di", "mi", "do", "fr", "sa", "so")


def _bent(*stems: str) -> frozenset[str]:
    """Stems with the endings that an adjective takes."""
    return frozenset(stem + ending for stem in stems for ending in ("e", "en", "er", "es", "em"))


_ORDINALS = {"erst": 1, "zweit": 2, "dritt": 3, "viert": 4, "fünft": 5, "letzt": -1}

GERMAN = Vocabulary(
    near_days={"heute": 0, "morgen": 1, "übermorgen": 2, "gestern": -1, "vorgestern": -2},
    weekdays={
        **{name: number for number, name in enumerate(_LONG)},
        **{name: number for number, name in enumerate(_SHORT)},
        "sonnabend": 5,
    },
    shy_weekdays=frozenset(_SHORT),
    months={
        **{"januar": 1, "jänner": 1, "jan": 1, "februar": 2, "feb": 2, "märz": 3, "mär": 3, "april": 4, "apr": 4},
        **{"mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sept": 9},
        **{"sep": 9, "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12},
    },
    counts={
        **{"ein": 1, "eine": 1, "einem": 1, "einer": 1, "einen": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5},
        **{"sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12},
    },
    ordinals={
        **{word: number for stem, number in _ORDINALS.items() for word in _bent(stem)},
        **{f"{number}.": number for number in range(1, 6)},
    },
    units={
        **{"tag": "D", "tage": "D", "tagen": "D", "woche": "W", "wochen": "W", "monat": "M", "monate": "M"},
        **{"monaten": "M", "quartal": "Q", "quartale": "Q", "quartalen": "Q", "jahr": "Y", "jahre": "Y", "jahren": "Y"},
    },
    day_parts={
        "früh": DayPart(9 * 60, False),
        "morgen": DayPart(9 * 60, False),
        "vormittag": DayPart(9 * 60, False),
        "mittag": DayPart(12 * 60, False),
        "nachmittag": DayPart(15 * 60, True),
        "abend": DayPart(19 * 60, True),
    },
    next_words=_bent("nächst"),
    this_words=_bent("dies", "kommend"),
    last_words=_bent("letzt", "vergangen"),
    ago_before=frozenset({"vor"}),
    weekend=frozenset({"wochenende"}),
    this_weekend=frozenset({"am wochenende", "dieses wochenende", "kommendes wochenende", "übers wochenende"}),
    next_weekend=frozenset({"nächstes wochenende"}),
    month_end=frozenset({"ende des monats", "ende diesen monats", "ende dieses monats", "monatsende"}),
    next_month_end=frozenset({"ende nächsten monats", "ende des nächsten monats"}),
    year_end=frozenset({"ende des jahres", "ende dieses jahres", "jahresende"}),
    leads=frozenset({"am", "bis", "zum", "fällig", "spätestens"}),
    soft_leads=frozenset({"für", "vor"}),
    not_before={"morgen": frozenset({"am", "guten", "gestern", "jeden", "jedem", "diesen", "diesem", "schönen"})},
    numbered=frozenset({"abschnitt", "kapitel", "punkt"}),
    on=frozenset({"am", "an"}),
    the=frozenset({"den", "dem"}),
    within=frozenset({"in"}),
    at=frozenset({"um", "gegen"}),
    noon=frozenset({"mittags"}),
    half_to=frozenset({"halb"}),
    quarter_to=frozenset({"viertel vor"}),
    quarter_past=frozenset({"viertel nach"}),
    oclock=frozenset({"uhr"}),
    every=_bent("jed"),
    every_so_many=frozenset({"alle"}),
    conjunctions=frozenset({"und"}),
    up_to=frozenset({"bis"}),
    working_day=frozenset({"werktag", "arbeitstag", "wochentag"}),
    of_the_month=frozenset({"im monat", "des monats"}),
    of_every_month=frozenset({"jedes monats", "jeden monats", "jeden monat", "in jedem monat"}),
    adverbs={
        **{"täglich": ("D", 1), "wöchentlich": ("W", 1), "monatlich": ("M", 1), "vierteljährlich": ("M", 3)},
        **{"halbjährlich": ("M", 6), "jährlich": ("Y", 1)},
    },
    weekday_adverbs={
        **{f"{name}s": (number,) for number, name in enumerate(_LONG)},
        **{"sonnabends": (5,), "werktags": (0, 1, 2, 3, 4), "wochentags": (0, 1, 2, 3, 4)},
    },
    weak_weekday_adverbs={"wochenends": (5, 6)},
    times=frozenset({"mal", "tage"}),
    so_many_times={"einmal": 1, "zweimal": 2, "dreimal": 3, "viermal": 4, "fünfmal": 5, "sechsmal": 6, "siebenmal": 7},
    a_week=frozenset({"pro woche", "die woche", "in der woche", "jede woche", "je woche", "wöchentlich"}),
    after_completion=frozenset({"nach erledigung", "nach abschluss", "nach der erledigung", "ab erledigung"}),
    until=frozenset({"bis", "bis zum"}),
    starting=frozenset({"ab", "ab dem", "beginnend", "beginnend am"}),
    weak_starting=frozenset({"vom", "von"}),
    onward=frozenset({"an"}),
    remind_to=frozenset({"erinnere mich an", "erinnere mich daran"}),
    remind=frozenset({"erinnern", "erinnere mich", "erinnere", "erinnerung"}),
    day_before=frozenset({"am vortag", "am tag davor", "am tag vorher", "am vorabend", "einen tag vorher"}),
    days_before=frozenset({"tage vorher", "tag vorher", "tage davor", "tage früher"}),
    measures=frozenset(
        {
            *("glas", "gläser", "tasse", "tassen", "flasche", "flaschen", "liter", "seite", "seiten", "kapitel"),
            *("wort", "wörter", "zeile", "zeilen", "wiederholungen", "runde", "runden", "bahnen", "schritte"),
            *("kilometer", "meilen", "portion", "portionen", "stück"),
        }
    ),
    complexities={
        **{"einfach": "simple", "mittel": "moderate", "komplex": "complex", "schwer": "complex", "episch": "epic"},
    },
)
