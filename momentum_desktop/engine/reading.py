"""Outside text into events: strict times, strict JSON, exact numbers, and every refusal with its reason."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any, NoReturn

from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event, instant_and_offset
from momentum_desktop.errors import RefusedInput

RFC_3339 = re.compile(
    r"(\d{4})-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(?:\.\d{1,9})?([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)?", re.ASCII
)
FIRST_YEAR, LAST_YEAR = 2000, 2199
DEEPEST = 16
LARGEST = 2**63
MOST_DECIMALS = 30
LONGEST_KEY = 200
LONGEST_METADATA = 64 * 1024
_plain_json = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode
LOG_FIELDS = {"event_type", "occurred_at", "metadata", "idempotency_key", "day"}


def read_moment(text: Any, where: str = "occurred_at") -> tuple[int, int]:
    """An RFC 3339 time as (instant in µs since 1970 UTC, offset in seconds). RefusedInput says what is wrong."""
    return _as_instant(read_datetime(text, where), where)


def read_datetime(text: Any, where: str = "occurred_at") -> datetime:
    """An RFC 3339 time with an offset as an aware datetime. RefusedInput says what is wrong."""
    form = RFC_3339.fullmatch(text) if isinstance(text, str) else None
    if form is None:
        raise RefusedInput(f"{_shown(text)} is no time such as 2026-03-01T09:30:00+01:00", where=where)
    if form.group(2) is None:
        raise RefusedInput(f"{_shown(text)} has no offset; write it as in 2026-03-01T09:30:00+01:00", where=where)
    try:
        moment = datetime.fromisoformat(text.upper())
    except ValueError as fault:
        raise RefusedInput(f"{_shown(text)} is no time that exists ({fault})", where=where) from None
    _as_instant(moment, where)
    return moment


def checked_moment(moment: Any, where: str = "occurred_at") -> tuple[int, int]:
    """A time as a caller gives it, text or datetime, as (instant, offset). RefusedInput if it has no offset."""
    if isinstance(moment, str):
        return read_moment(moment, where)
    if not isinstance(moment, datetime):
        raise RefusedInput(f"a time is expected, not {type(moment).__name__}", where=where)
    if moment.utcoffset() is None:
        raise RefusedInput(f"{moment.isoformat()} has no offset; give it a time zone", where=where)
    return _as_instant(moment, where)


def read_day(text: Any, where: str = "day") -> int:
    """An ISO date as its ordinal. RefusedInput if it is none, or outside the years that are kept."""
    if isinstance(text, date) and not isinstance(text, datetime):
        day = text
    else:
        try:
            if not isinstance(text, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
                raise ValueError
            day = date.fromisoformat(text)
        except ValueError:
            raise RefusedInput(f"{_shown(text)} is no date such as 2026-03-01", where=where) from None
    if not FIRST_YEAR - 1 <= day.year <= LAST_YEAR + 1:
        raise RefusedInput(f"{day} lies outside the years {FIRST_YEAR} to {LAST_YEAR}", where=where)
    return day.toordinal()


def read_json(text: str, where: str = "JSON") -> Any:
    """Strict JSON with exact decimals: no NaN, no Infinity, no duplicate keys, nesting of at most 16."""
    try:
        value = strict_decoder().decode(text)
    except RecursionError:
        raise RefusedInput(f"nested deeper than {DEEPEST}", where=where) from None
    except ValueError as fault:
        raise RefusedInput(f"no valid JSON ({why_no_json(fault)})", where=where) from None
    except InvalidOperation:
        raise RefusedInput("a number beyond all bounds", where=where) from None
    check_depth(value, where)
    return value


def why_no_json(fault: ValueError) -> str:
    """What is told of text that is no JSON; where a number is too long, Python's own words are of its insides."""
    return "a number of too many digits" if "set_int_max_str_digits" in str(fault) else str(fault)


def strict_decoder() -> json.JSONDecoder:
    """What `read_json` reads with. It raises ValueError, InvalidOperation or RecursionError."""
    return json.JSONDecoder(parse_float=Decimal, parse_constant=no_constant, object_pairs_hook=no_twice)


def canonical_json(value: Any) -> str:
    """One JSON text for each value: sorted keys, no spaces, decimals as they are."""
    if value == {} and isinstance(value, dict):
        return "{}"
    if value == [] and isinstance(value, list):
        return "[]"
    try:
        return _plain_json(value)
    except TypeError:
        # Decimals and dates, which the standard library does not know; it is ten times as fast with all else.
        return _exact_json(value)


def rules_digest(document: Mapping[str, Any]) -> str:
    """What names a sound rules document: the SHA-256 of its canonical JSON, in hexadecimal."""
    return sha256(canonical_json(document).encode()).hexdigest()


def _exact_json(value: Any) -> str:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(key, ensure_ascii=False)}:{_exact_json(value[key])}" for key in sorted(value))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_exact_json(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def checked_metadata(metadata: Any, where: str = "metadata") -> dict[str, Any]:
    """Metadata as it may be stored: an object of sound texts and exact, bounded numbers. RefusedInput if it is not."""
    if metadata is None:
        return {}
    if not isinstance(metadata, Mapping):
        raise RefusedInput(f"an object is expected, not {_kind(metadata)}", where=where)
    if not metadata:
        return {}
    checked = _checked_value(metadata, where, 1)
    # What is written out short is short in JSON too: a character takes at most six bytes there.
    if len(repr(checked)) > LONGEST_METADATA // 6 and len(canonical_json(checked).encode()) > LONGEST_METADATA:
        raise RefusedInput(f"longer than {LONGEST_METADATA // 1024} KiB", where=where)
    assert isinstance(checked, dict)
    return checked


def checked_text(text: Any, where: str, longest: int) -> str:
    """A text of at most `longest` characters without NUL or lone surrogates. RefusedInput if it is not."""
    if not isinstance(text, str):
        raise RefusedInput(f"a text is expected, not {_kind(text)}", where=where)
    if "\0" in text:
        raise RefusedInput("a NUL character stands in it; take it out", where=where)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            raise RefusedInput("half a character (a lone surrogate) stands in it; take it out", where=where) from None
    if len(text) > longest:
        raise RefusedInput(f"longer than {longest} characters", where=where)
    return text


def checked_event(
    rules: Rules,
    *,
    id: int,
    event_type: Any,
    moment: tuple[int, int],
    metadata: Any = None,
    idempotency_key: Any = None,
    day: Any = None,
) -> Event:
    """An event as it may be recorded under the rules. RefusedInput names the field and the fault."""
    if not isinstance(event_type, str):
        raise RefusedInput(f"a text is expected, not {_kind(event_type)}", where="event_type")
    if event_type in rules.derived:
        raise RefusedInput(f"“{event_type}” is given by the engine alone; submit the work itself", where="event_type")
    rule = rules.events.get(event_type)
    if rule is None:
        known = ", ".join(sorted(rules.events))
        raise RefusedInput(f"{_shown(event_type)} is unknown; known are {known}", where="event_type")
    checked = checked_metadata(metadata)
    if rule.multipliers is not None and "complexity" in checked:
        complexity = checked["complexity"]
        if not isinstance(complexity, str) or complexity not in rule.multipliers:
            known = ", ".join(rule.multipliers)
            raise RefusedInput(f"{_shown(complexity)} is unknown; known are {known}", where="metadata.complexity")
    key = None
    if idempotency_key is not None:
        key = checked_text(idempotency_key, "idempotency_key", LONGEST_KEY)
        if not key:
            raise RefusedInput("an empty key; leave it out or give one", where="idempotency_key")
    instant, offset = moment
    ordinal = logical_day(instant, offset, rules.day_start) if day is None else read_day(day)
    return Event(id, event_type, instant, offset, ordinal, checked, key)


def same_event(one: Event, other: Event) -> bool:
    """Whether two events with one key are the same act: type, instant, offset, day and metadata."""
    return (one.event_type, one.instant, one.offset, one.day, canonical_json(one.metadata)) == (
        other.event_type,
        other.instant,
        other.offset,
        other.day,
        canonical_json(other.metadata),
    )


def read_line(text: str, number: int, rules: Rules) -> Event:
    """One line of a log, 0-based `number`, as an event. RefusedInput with the line (1-based) and the fault."""
    try:
        value = read_json(text)
        if not isinstance(value, dict):
            raise RefusedInput(f"an object is expected, not {_kind(value)}")
        for field in sorted(value.keys() - LOG_FIELDS):
            raise RefusedInput(f"unknown field; known are {', '.join(sorted(LOG_FIELDS))}", where=_shown(field))
        for field in ("event_type", "occurred_at"):
            if field not in value:
                raise RefusedInput("missing", where=field)
        if "metadata" in value and not isinstance(value["metadata"], dict):
            raise RefusedInput(f"an object is expected, not {_kind(value['metadata'])}", where="metadata")
        return checked_event(
            rules,
            id=number,
            event_type=value["event_type"],
            moment=read_moment(value["occurred_at"]),
            metadata=value.get("metadata"),
            idempotency_key=value.get("idempotency_key"),
            day=value.get("day"),
        )
    except RefusedInput as refusal:
        raise RefusedInput(str(refusal), where=f"line {number + 1}") from None


def read_log(lines: Iterable[str], rules: Rules) -> Iterator[Event]:
    """The events of a log in its order; a line whose key came before is left out if it is the same, else refused."""
    by_key: dict[str, Event] = {}
    for number, line in enumerate(lines):
        event = read_line(line, number, rules)
        if event.idempotency_key is not None:
            before = by_key.setdefault(event.idempotency_key, event)
            if before is not event:
                if same_event(before, event):
                    continue
                raise RefusedInput(
                    f"the key {_shown(event.idempotency_key)} came before, in line {before.id + 1}, with another event",
                    where=f"line {number + 1}",
                )
        yield event


def _as_instant(moment: datetime, where: str) -> tuple[int, int]:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise RefusedInput(f"{moment.isoformat()} lies outside the years {FIRST_YEAR} to {LAST_YEAR}", where=where)
    return instant_and_offset(moment)


def no_constant(name: str) -> NoReturn:
    """Refuses NaN and the infinities, which JSON does not have. ValueError."""
    raise ValueError(f"{name} is no number")


def no_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of its pairs. ValueError if a key stands in it twice."""
    value = dict(pairs)
    if len(value) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name in value if times[name] > 1)
        raise ValueError(f"the key {_shown(twice)} stands twice")
    return value


def check_depth(value: Any, where: str, deepest: int = DEEPEST) -> None:
    """RefusedInput if a JSON value is nested deeper than that."""
    level, layer = 0, [value]
    while layer:
        if level > deepest:
            raise RefusedInput(f"nested deeper than {deepest}", where=where)
        inner: list[Any] = []
        for item in layer:
            if isinstance(item, dict):
                inner.extend(item.values())
            elif isinstance(item, list):
                inner.extend(item)
        level, layer = level + 1, inner


def _checked_value(value: Any, where: str, depth: int) -> Any:
    if depth > DEEPEST:
        raise RefusedInput(f"nested deeper than {DEEPEST}", where=where.split(".", maxsplit=1)[0])
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return checked_text(value, where, LONGEST_METADATA)
    if type(value) is int and -LARGEST < value < LARGEST:
        return value
    if isinstance(value, int | float | Decimal):
        return _checked_number(value, where)
    if isinstance(value, Mapping):
        return {
            checked_text(key, where, LONGEST_KEY): _checked_value(item, f"{where}.{key}", depth + 1)
            for key, item in value.items()
        }
    if isinstance(value, list | tuple):
        return [_checked_value(item, f"{where}[{index}]", depth + 1) for index, item in enumerate(value)]
    raise RefusedInput(f"{_kind(value)} is nothing that JSON has", where=where)


def _checked_number(value: int | float | Decimal, where: str) -> int | Decimal:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise RefusedInput(f"{value} is no number", where=where)
        value = Decimal(repr(value))
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise RefusedInput(f"{value} is no number", where=where)
        exponent = value.as_tuple().exponent
        assert isinstance(exponent, int)
        if exponent < -MOST_DECIMALS:
            raise RefusedInput(f"more than {MOST_DECIMALS} decimal places", where=where)
        if value.adjusted() > 19:
            raise RefusedInput("a number of 2^63 or beyond", where=where)
    if not -LARGEST < value < LARGEST:
        raise RefusedInput("a number of 2^63 or beyond", where=where)
    return value


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a text", bool: "a truth value", type(None): "null"}
    return names.get(type(value), "a number" if isinstance(value, int | float | Decimal) else type(value).__name__)


def _shown(value: Any) -> str:
    if value is None:
        return "null"
    text = ascii(value) if not isinstance(value, str) or not value.isprintable() else f"“{value}”"
    return text if len(text) <= 60 else text[:57] + "…"
