"""What is wrong with the shape of an input, in words for a person."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from momentum_desktop.api.fields import DATE, KEY, MOMENT, REMINDER, SEEN, TEXT, TIME
from momentum_desktop.api.problems import Fault, Problem
from momentum_desktop.api.queries import LINES, NUMBER, PAGE
from momentum_desktop.engine.reading import FIRST_YEAR, LAST_YEAR
from momentum_desktop.errors import sentence

WORDS = {
    "missing": "It is missing.",
    "extra_forbidden": "There is no such field.",
    "string_type": "A text is expected.",
    "string_unicode": "Half a character (a lone surrogate) stands in it; take it out.",
    "int_type": "A whole number is expected.",
    "int_parsing": "A whole number is expected.",
    "int_from_float": "A whole number is expected.",
    "bool_type": "true or false is expected.",
    "list_type": "A list is expected.",
    "dict_type": "An object is expected.",
    "model_type": "An object is expected.",
    "model_attributes_type": "An object is expected.",
    "is_instance_of": "A number is expected.",
    "string_too_short": "It is empty.",
    "string_too_long": "It is longer than {max_length:,} characters.",
    "too_long": "It holds more than {max_length:,}.",
    "greater_than_equal": "It is less than {ge:,}.",
    "less_than_equal": "It is more than {le:,}.",
}
"""What is wrong, by the kind of fault; braces hold what pydantic says of it."""
PATTERNS = {
    MOMENT: "A time as RFC 3339 with its offset is expected, such as 2026-03-04T12:00:00+01:00.",
    DATE: "A day of the calendar is expected as YYYY-MM-DD.",
    TIME: "A time of the day is expected as HH:MM.",
    REMINDER: "HH:MM on the due day, -2d HH:MM days before it, or YYYY-MM-DD HH:MM is expected.",
    TEXT: "A NUL character stands in it; take it out.",
    SEEN: "Something to read is expected, without a NUL character.",
    KEY: "A NUL character stands in it; take it out.",
    PAGE: "What an earlier page named as next_before is expected.",
    LINES: "What an earlier page named as next_before is expected.",
    NUMBER: "The number of an act is expected.",
}
MENDS = {
    "missing": "Send the field as well.",
    "extra_forbidden": "Leave the field out, or look at /docs how it is spelled.",
    "string_too_short": "Send something to read; a field that may be left out may also be null.",
    "string_too_long": "Send at most {max_length:,} characters.",
    "too_long": "Send at most {max_length:,}.",
    "greater_than_equal": "Send {ge:,} or more.",
    "less_than_equal": "Send {le:,} or less.",
    "literal_error": "Send one of them as it is written.",
    MOMENT: "Say when with the offset of that clock, such as 2026-03-01T09:30:00+01:00; Z is UTC.",
    DATE: "Send a day such as 2026-03-01; words such as “tomorrow” are not taken here.",
    TIME: "Send a time of the day such as 09:30.",
    REMINDER: "Send a reminder such as 09:30, -1d 18:00 or 2026-03-01 09:30.",
    PAGE: "Send next_before of the page before as it is.",
    LINES: "Send next_before of the page before as it is.",
}
"""What to send instead, by the kind of fault or the form that is asked for."""
BEYOND = f"It lies outside the years {FIRST_YEAR} to {LAST_YEAR}."
IN_YEARS = f"Send a day of the years {FIRST_YEAR} to {LAST_YEAR}."
MOST = 20
NO_BODY = "Send the fields that /docs names for this path as a JSON object."
LITERAL = re.compile("'([^']*)'")


def problem_of_shape(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """The refusal of an input for its shape: in the words of its first fault, and with all of them."""
    faults = faults_of(errors)
    first = faults[0]
    return Problem("refused", first.detail, field=first.field, mend=_mend(errors[0]), faults=faults)


def faults_of(errors: Sequence[Mapping[str, Any]]) -> list[Fault]:
    """The first faults that were found, each with its field."""
    return [Fault(_field(error["loc"]), _words(error)) for error in errors[:MOST]]


def _field(place: Sequence[str | int]) -> str:
    """("body", "events", 3, "event_type") as “events[3].event_type”."""
    parts = place[1:] if place and place[0] in ("body", "query", "path", "header") else place
    named = ""
    for part in parts:
        named += f"[{part}]" if isinstance(part, int) else f".{part}" if named else str(part)
    return named or "body"


def _is_beyond(error: Mapping[str, Any]) -> bool:
    """Whether a time or a day has the form that is asked for, but not the year."""
    if error["type"] != "string_pattern_mismatch" or error["ctx"]["pattern"] not in (MOMENT, DATE):
        return False
    year = re.match(r"(\d{4})-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?$", error["input"], re.ASCII)
    return year is not None and not FIRST_YEAR <= int(year[1]) <= LAST_YEAR


def _words(error: Mapping[str, Any]) -> str:
    kind, context = error["type"], error.get("ctx", {})
    if _is_beyond(error):
        return BEYOND
    if kind == "string_pattern_mismatch":
        return PATTERNS[context["pattern"]]
    if kind == "literal_error":
        return f"One of these is expected: {', '.join(LITERAL.findall(context['expected']))}."
    if kind == "missing" and _is_the_body(error):
        return "The body is missing."
    if kind in WORDS:
        return WORDS[kind].format(**context)
    return sentence(str(error["msg"]).removeprefix("Value error, "))


def _mend(error: Mapping[str, Any]) -> str | None:
    kind, context = error["type"], error.get("ctx", {})
    if _is_beyond(error):
        return IN_YEARS
    if kind == "string_pattern_mismatch":
        return MENDS.get(context["pattern"])
    if kind == "missing" and _is_the_body(error):
        return NO_BODY
    return MENDS[kind].format(**context) if kind in MENDS else None


def _is_the_body(error: Mapping[str, Any]) -> bool:
    return tuple(error["loc"]) == ("body",)
