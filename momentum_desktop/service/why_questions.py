"""Which part of the ledger answers a question, and the words over it."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NamedTuple

from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.values import instant_and_offset
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service import why_words as words
from momentum_desktop.service.answers import reached_at
from momentum_desktop.service.kind_words import kind_in_words
from momentum_desktop.service.number_words import counted, number, signed
from momentum_desktop.service.why_values import WhyQuestion
from momentum_desktop.store import questions
from momentum_desktop.store.eventlog import BEGINNING
from momentum_desktop.store.keeper import END, Standing
from momentum_desktop.store.ledger_pages import Slice, has_event, points_in
from momentum_desktop.store.store import Reader

SUBJECTS = ("event_id", "act_id", "kind", "level", "level_number", "achievement", "streak")
NARROWER = ("kinds", "weekday", "hour")


class Asked(NamedTuple):
    """What a question is about, found: its heading and sentence, and the part of the ledger that answers it."""

    heading: str
    sentence: str
    part: Slice


def check_question(question: WhyQuestion) -> None:
    """RefusedInput unless it is about one thing: days, narrowed by one thing at most, or something else alone."""
    given = [field.name for field in fields(question) if getattr(question, field.name) != field.default]
    subjects = [name for name in given if name in SUBJECTS]
    days = [name for name in given if name in ("day", *NARROWER)]
    if len(subjects) > 1 or (subjects and days) or ("kinds" in days and len({*days} - {"day"}) > 1):
        told = " and ".join([*days, *subjects])
        raise RefusedInput(f"one thing at a time: {told} were asked about", where="why")
    if question.last_day is not None and (question.day is None or question.last_day < question.day):
        raise RefusedInput("a last day needs a first one that is no later", where="last_day")


def asked_about(reader: Reader, standing: Standing, question: WhyQuestion) -> Asked:
    """What a question about a part of the ledger asks. UnknownThing if there is no such thing."""
    rules, user_id, total = standing.rules, standing.user_id, standing.state.total_points
    if question.day is not None or question.kinds or question.weekday is not None or question.hour is not None:
        return _of_days(reader, user_id, question)
    if question.event_id is not None:
        if not has_event(reader.connection, user_id, question.event_id):
            raise UnknownThing(f"there is no event {question.event_id}", where="event")
        part = Slice(events=(question.event_id, question.event_id + 1))
        return _of_points(reader, user_id, part, f"Event {question.event_id}", "It counts for nothing now")
    if question.act_id is not None:
        act = questions.act(reader.connection, user_id, question.act_id)
        if act is None:
            raise UnknownThing(f"there is no act {question.act_id}", where="act")
        first_event = act.first_event_id or 0
        part = Slice(events=(first_event, first_event + act.event_count))
        sentence = act.summary + _moved(act, points_in(reader.connection, user_id, part)[0])
        return _of_points(reader, user_id, part, sentence, f"{act.summary}: it counts for nothing now")
    if question.kind is not None:
        if question.kind not in rules.events and question.kind not in rules.bonuses:
            raise UnknownThing(f"nothing is called “{question.kind}”", where="kind")
        part = Slice(kind=question.kind)
        name = kind_in_words(question.kind)
        return _of_points(reader, user_id, part, f"{name}: all it has given", f"{name}: nothing so far")
    if question.level_number is not None:
        return _of_level(reader, standing, question.level_number)
    if question.level:
        level = rules.level_for(total)
        reached = f"{level.title} begins at {counted(level.points_required, 'point')}; "
        have = f"these make {number(total)}."
        return Asked(f"Why level {level.level_number}?", reached + have, Slice())
    sentence = "Everything that was ever earned" if total else "Nothing has been earned yet; the first task begins it"
    return Asked(f"Why {number(total)}?", f"{sentence}.", Slice())


def _of_days(reader: Reader, user_id: int, question: WhyQuestion) -> Asked:
    """Some days or all, and what narrows them."""
    days, span, when = None, "", ""
    if question.day is not None:
        first, last = question.day, question.last_day or question.day
        days = (first.toordinal(), last.toordinal() + 1)
        span = " to ".join(words.day_in_words(day) for day in sorted({first, last}))
        when = f" on {span}" if first == last else f" from {span}"
    about = ""
    if question.kinds:
        about = ", ".join(kind_in_words(kind) for kind in question.kinds)
    else:
        parts = []
        if question.weekday is not None:
            parts.append(words.weekday_in_words(_within(question.weekday, 7, "weekday")))
        if question.hour is not None:
            parts.append(words.hour_in_words(_within(question.hour, 24, "hour")))
        about = ", ".join(parts)
    part = Slice(days=days, kinds_under=question.kinds, weekday=question.weekday, hour=question.hour)
    sentence = f"{about}{when}" if about else span
    return _of_points(reader, user_id, part, sentence, f"Nothing was earned{when}{f' ({about})' if about else ''}")


def _within(value: int, end: int, where: str) -> int:
    if type(value) is not int or not 0 <= value < end:
        raise RefusedInput(f"a whole number from 0 to {end - 1} is expected", where=where)
    return value


def _of_level(reader: Reader, standing: Standing, level_number: int) -> Asked:
    """What reached a level, or what there is towards it."""
    level = next((level for level in standing.rules.levels if level.level_number == level_number), None)
    if level is None:
        raise UnknownThing(f"there is no level {level_number}", where="level_number")
    total, asked = standing.state.total_points, level.points_required
    begins = f"{level.title} begins at {counted(asked, 'point')}"
    if total < asked:
        sentence = f"{begins}; these make {number(total)}, {number(asked - total)} to go."
        return Asked(f"Why level {level_number}?", sentence, Slice())
    found = reached_at(reader, standing.user_id, [asked]).get(asked)
    if found is None:
        return Asked(f"Why level {level_number}?", f"{begins}, where everyone starts.", Slice(until=BEGINNING))
    at, day = found
    sentence = f"{begins}; these reached it on {words.day_in_words(day)}."
    return Asked(f"Why level {level_number}?", sentence, Slice(until=(instant_and_offset(at)[0], END[1])))


def _moved(act: Any, points: int) -> str:
    """What the total moved by when the act was done, where what it counts for now is another number."""
    moved = read_json(act.answer).get("total_change") if act.answer else None
    if type(moved) is not int or moved == points:
        return ""
    return f". When it was done, the total moved by {signed(moved)}; this is what it counts for now"


def _of_points(reader: Reader, user_id: int, part: Slice, sentence: str, empty: str) -> Asked:
    points, entries = points_in(reader.connection, user_id, part)
    return Asked(f"Why {number(points)}?", f"{sentence if entries else empty}.", part)
