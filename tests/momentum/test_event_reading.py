"""Events from outside: what is taken, what is refused, and where the fault lies."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.reading import (
    canonical_json,
    checked_event,
    checked_metadata,
    checked_moment,
    read_day,
    read_json,
    read_line,
    read_log,
    read_moment,
    same_event,
)
from momentum_desktop.engine.values import Event, local_datetime
from momentum_desktop.errors import RefusedInput

RULES = compile_rules(default_document())
NOON = "2026-03-02T12:00:00+00:00"


def line(**fields: Any) -> str:
    """A line of a log."""
    return json.dumps({"event_type": "task_completion", "occurred_at": NOON, **fields})


def refusal(text: str) -> str:
    """Why a line is refused."""
    with pytest.raises(RefusedInput) as refused:
        read_line(text, 6, RULES)
    return str(refused.value)


@pytest.mark.parametrize(
    ("text", "instant", "offset"),
    [
        ("1970-01-01T00:00:00Z", None, None),
        ("2026-03-02T12:00:00Z", "2026-03-02T12:00:00", 0),
        ("2026-03-02t12:00:00z", "2026-03-02T12:00:00", 0),
        ("2026-03-02 12:00:00+00:00", "2026-03-02T12:00:00", 0),
        ("2026-03-02T12:00:00-00:00", "2026-03-02T12:00:00", 0),
        ("2026-03-02T12:00:00+05:45", "2026-03-02T06:15:00", 20_700),
        ("2026-03-02T12:00:00-11:00", "2026-03-02T23:00:00", -39_600),
        ("2026-03-02T12:00:00+23:59", "2026-03-01T12:01:00", 86_340),
        ("2026-03-02T12:00:00-23:59", "2026-03-03T11:59:00", -86_340),
        ("2026-03-02T12:00:00.5+00:00", "2026-03-02T12:00:00.5", 0),
        ("2026-03-02T12:00:00.123456789Z", "2026-03-02T12:00:00.123456", 0),
        ("2000-01-01T00:00:00+14:00", "1999-12-31T10:00:00", 50_400),
        ("2199-12-31T23:59:59-12:00", "2200-01-01T11:59:59", -43_200),
        ("2028-02-29T12:00:00Z", "2028-02-29T12:00:00", 0),
    ],
)
def test_a_time_is_an_instant_with_its_offset(text: str, instant: str | None, offset: int | None) -> None:
    if instant is None or offset is None:
        with pytest.raises(RefusedInput, match="outside the years"):
            read_moment(text)
        return
    found = read_moment(text)

    assert found[1] == offset
    assert local_datetime(found[0], 0) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02T12:00:00",
        "2026-03-02",
        "2026-03-02T12:00",
        "2026-03-02T12:00Z",
        "2026-03-02T12:00:00+0100",
        "2026-03-02T12:00:00+01",
        "2026-03-02T12:00:00+24:00",
        "2026-03-02T12:00:00-24:00",
        "2026-03-02T12:00:00+01:60",
        "2026-03-02T12:00:00+01:00:30",
        "2026-03-02T24:00:00Z",
        "2026-03-02T12:60:00Z",
        "2026-03-02T12:00:60Z",
        "2026-02-29T12:00:00Z",
        "2026-13-01T12:00:00Z",
        "2026-W10-1T12:00:00Z",
        "20260302T120000Z",
        "2026-03-02T12:00:00,5Z",
        "2026-03-02T12:00:00.Z",
        "2026-03-02T12:00:00.1234567891Z",
        " 2026-03-02T12:00:00Z",
        "2026-03-02T12:00:00Z\n",
        "٢٠٢٦-03-02T12:00:00Z",
        "1999-12-31T23:59:59Z",
        "2200-01-01T00:00:00Z",
        "9999-12-31T23:59:59-23:59",
        "now",
        "",
        None,
        0,
        1_772_452_800,
        True,
        ["2026-03-02T12:00:00Z"],
    ],
    ids=ascii,
)
def test_what_is_no_time_with_an_offset_is_refused(text: Any) -> None:
    assert "line 7: occurred_at: " in refusal(line(occurred_at=text))


def test_a_caller_may_give_a_datetime_with_an_offset() -> None:
    east = timezone(timedelta(hours=5))

    assert checked_moment(datetime(2026, 3, 2, 17, tzinfo=east)) == (*checked_moment(NOON)[:1], 18_000)
    for moment in (datetime(2026, 3, 2), date(2026, 3, 2), 5, datetime(1999, 1, 1, tzinfo=UTC)):  # noqa: DTZ001
        with pytest.raises(RefusedInput):
            checked_moment(moment)


@given(st.datetimes(datetime(2000, 1, 2), datetime(2199, 12, 30)), st.integers(-1439, 1439))  # noqa: DTZ001
def test_a_time_written_down_reads_back_as_it_was(moment: datetime, minutes: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))

    instant, offset = read_moment(aware.isoformat())

    assert local_datetime(instant, offset).isoformat() == aware.isoformat()


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"event_type": "napping"}, "event_type: “napping” is unknown"),
        ({"event_type": "perfect_week"}, "event_type: “perfect_week” is given by the engine alone"),
        ({"event_type": "early_bird"}, "given by the engine alone"),
        ({"event_type": ""}, "event_type: “” is unknown"),
        ({"event_type": "Task_completion"}, "is unknown"),
        ({"event_type": None}, "event_type: a text is expected, not null"),
        ({"event_type": 5}, "event_type: a text is expected, not a number"),
        ({"metadata": {"complexity": "hard"}}, "metadata.complexity: “hard” is unknown"),
        ({"metadata": {"complexity": None}}, "metadata.complexity: null is unknown"),
        ({"metadata": {"complexity": 1}}, "metadata.complexity: 1 is unknown"),
        ({"metadata": {"complexity": ["epic"]}}, "metadata.complexity: "),
        ({"metadata": None}, "metadata: an object is expected, not null"),
        ({"metadata": []}, "metadata: an object is expected, not a list"),
        ({"metadata": "{}"}, "metadata: an object is expected, not a text"),
        ({"metadata": {"n": 2**63}}, "metadata.n: a number of 2^63 or beyond"),
        ({"metadata": {"n": -(2**63)}}, "metadata.n: a number of 2^63 or beyond"),
        ({"metadata": {"n": [1, {"m": 10**30}]}}, "metadata.n[1].m: a number of 2^63 or beyond"),
        ({"metadata": {"n": "a\0b"}}, "metadata.n: a NUL character"),
        ({"metadata": {"a\0b": 1}}, "metadata: a NUL character"),
        ({"metadata": {"n": "\ud800"}}, "metadata.n: half a character"),
        ({"metadata": {"\udfff": 1}}, "metadata: half a character"),
        ({"metadata": {"n": "x" * 70_000}}, "metadata.n: longer than"),
        ({"metadata": {"n": ["x" * 1000] * 70}}, "metadata: longer than 64 KiB"),
        ({"metadata": {"k" * 201: 1}}, "metadata: longer than 200 characters"),
        ({"idempotency_key": ""}, "idempotency_key: an empty key"),
        ({"idempotency_key": "k" * 201}, "idempotency_key: longer than 200 characters"),
        ({"idempotency_key": 7}, "idempotency_key: a text is expected, not a number"),
        ({"idempotency_key": "\0"}, "idempotency_key: a NUL character"),
        ({"idempotency_key": "\ud800"}, "idempotency_key: half a character"),
        ({"day": "2026-02-30"}, "day: “2026-02-30” is no date"),
        ({"day": "2026-3-2"}, "day: “2026-3-2” is no date"),
        ({"day": "20260302"}, "day: “20260302” is no date"),
        ({"day": 739_000}, "day: 739000 is no date"),
        ({"day": "1998-12-31"}, "day: 1998-12-31 lies outside the years"),
        ({"day": "2201-01-01"}, "day: 2201-01-01 lies outside the years"),
        ({"points": 500}, "“points”: unknown field"),
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_a_bad_event_is_refused_with_its_line_its_field_and_its_fault(fields: dict[str, Any], fault: str) -> None:
    found = refusal(line(**fields))

    assert found.startswith("line 7: ")
    assert fault in found
    assert found.isprintable()


@pytest.mark.parametrize("field", ["event_type", "occurred_at"])
def test_a_field_that_is_missing_is_named(field: str) -> None:
    event = {"event_type": "task_completion", "occurred_at": NOON}
    del event[field]

    assert refusal(json.dumps(event)) == f"line 7: {field}: missing"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{",
        "[]",
        "null",
        "7",
        '"text"',
        "{}",
        "{'event_type': 1}",
        line() + line(),
        line()[:-1] + ",}",
        '{"event_type":"task_completion","event_type":"task_completion","occurred_at":"' + NOON + '"}',
        line(metadata={"n": 1})[:-2] + ',"n":1}}',
        line(metadata={"n": float("nan")}),
        line(metadata={"n": float("inf")}),
        line(metadata={"n": float("-inf")}),
        line(metadata={"n": 5}).replace("5", "1e999"),
        line(metadata={"n": 5}).replace("5", "-1e999"),
        line(metadata={"n": 5}).replace("5", "1e-999"),
        line(metadata={"n": 5}).replace("5", "1e99999999999999999999"),
        line(metadata={"n": 5}).replace("5", "9" * 5_000),
        line(metadata={"n": 5}).replace("5", "05"),
        line(metadata={"n": 5}).replace("5", "[" * 100_000),
        line(metadata={"n": 5}).replace("5", "[" * 100_000 + "]" * 100_000),
        line(metadata={"n": 5}).replace("5", "[" * 17 + "]" * 17),
        line(metadata={"n": 5}).replace("5", '{"a":' * 17 + "1" + "}" * 17),
        "\ufeff" + line(),
    ],
    ids=lambda text: ascii(text)[-45:],
)
def test_what_is_no_strict_json_event_is_refused(text: str) -> None:
    assert refusal(text).startswith("line 7: ")


@pytest.mark.parametrize(
    "text",
    [
        line(metadata={"n": 5}).replace("5", "9" * 5_000),
        line(occurred_at="2026-03-02T12:00:00+24:00"),
        line(occurred_at="2026-03-02T12:00:00-24:00"),
    ],
    ids=lambda text: ascii(text)[-45:],
)
def test_a_refusal_speaks_of_nothing_inside_python(text: str) -> None:
    assert not re.search(r"\bsys\.|timedelta|int string", refusal(text))


@pytest.mark.parametrize(
    "metadata",
    [
        {"n": 2**63 - 1},
        {"n": -(2**63) + 1},
        {"n": 0.1, "m": 1e-7, "k": -0.0, "l": 1e18},
        {"n": True, "m": None, "k": [], "l": {}},
        {"": "an empty key", "emoji": "🎉", "quote": '"\\\n\t'},
        {"n": [[[[[[[[[[[[["deep"]]]]]]]]]]]]]},
    ],
    ids=ascii,
)
def test_sound_metadata_is_kept_as_it_was_and_reads_back(metadata: dict[str, Any]) -> None:
    event = read_line(line(metadata=metadata), 0, RULES)

    again = read_json(canonical_json(event.metadata))

    assert canonical_json(again) == canonical_json(event.metadata)
    assert again == event.metadata == json.loads(json.dumps(metadata), parse_float=Decimal)


def test_what_is_taken_from_a_caller_can_be_written_and_read_as_a_line() -> None:
    deep: Any = 1
    taken: Any = None
    for _ in range(30):
        deep = {"n": deep}
        try:
            taken = checked_metadata(deep)
        except RefusedInput:
            break
    else:
        pytest.fail("thirty levels were taken")

    text = '{"event_type":"focus_session","occurred_at":"' + NOON + '","metadata":' + canonical_json(taken) + "}"
    assert read_line(text, 0, RULES).metadata == taken


@pytest.mark.parametrize(
    "metadata",
    [{"n": float("nan")}, {"n": float("inf")}, {"n": {1, 2}}, {"n": b""}, {1: 1}, {"n": datetime.now(UTC)}, [], "x", 7],
    ids=lambda value: type(value).__name__,
)
def test_metadata_of_a_caller_must_be_what_json_has(metadata: Any) -> None:
    with pytest.raises(RefusedInput):
        checked_metadata(metadata)


def test_no_metadata_is_an_empty_object() -> None:
    assert checked_metadata(None) == {}
    assert read_line(line(), 0, RULES).metadata == {}


def test_the_logical_day_is_computed_when_it_is_absent_and_kept_when_it_is_given() -> None:
    early = "2026-03-02T03:59:00+00:00"

    assert date.fromordinal(read_line(line(occurred_at=early), 0, RULES).day) == date(2026, 3, 1)
    assert date.fromordinal(read_line(line(occurred_at=early, day="2026-05-05"), 0, RULES).day) == date(2026, 5, 5)
    assert read_day(date(2026, 3, 2)) == read_day("2026-03-02")
    for wrong in (datetime(2026, 3, 2, tzinfo=UTC), None, "", "2026-03-02T00:00"):
        with pytest.raises(RefusedInput):
            read_day(wrong)


def test_the_logical_day_belongs_to_the_wall_clock_of_the_offset() -> None:
    def day(occurred_at: str) -> str:
        return date.fromordinal(read_line(line(occurred_at=occurred_at), 0, RULES).day).isoformat()

    assert day("2026-03-02T04:00:00+14:00") == "2026-03-02"
    assert day("2026-03-02T03:59:59.999999+14:00") == "2026-03-01"
    assert day("2026-03-01T23:00:00-12:00") == "2026-03-01"
    assert day("2024-03-01T01:00:00+00:00") == "2024-02-29"


def test_a_key_that_comes_again_counts_once_when_the_event_is_the_same() -> None:
    same = [line(idempotency_key="a", metadata={"n": 1}), line(idempotency_key="a", metadata={"n": 1}), line()]

    assert [event.id for event in read_log(same, RULES)] == [0, 2]


@pytest.mark.parametrize(
    "other",
    [
        {"event_type": "focus_session"},
        {"occurred_at": "2026-03-02T12:00:01+00:00"},
        {"occurred_at": "2026-03-02T13:00:00+01:00"},
        {"metadata": {"n": 2}},
        {"metadata": {"n": True}},
        {"day": "2026-03-01"},
    ],
    ids=lambda value: next(iter(value)),
)
def test_a_key_that_comes_again_with_another_event_is_refused(other: dict[str, Any]) -> None:
    first = {"idempotency_key": "a", "metadata": {"n": 1}}

    with pytest.raises(RefusedInput, match=r"line 3: the key “a” came before, in line 1"):
        list(read_log([line(**first), line(), line(**{**first, **other})], RULES))


def test_one_event_is_the_same_however_its_json_is_written() -> None:
    def event(text: str) -> Event:
        moment = read_moment(NOON)
        return checked_event(RULES, id=0, event_type="focus_session", moment=moment, metadata=read_json(text))

    assert same_event(event('{"a":1,"b":[true,null]}'), event('{ "b" : [true, null], "a" : 1 }'))
    assert not same_event(event('{"a":1}'), event('{"a":true}'))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(st.text(max_size=40) | JSON.map(json.dumps) | st.fixed_dictionaries({"metadata": JSON}).map(lambda f: line(**f)))
def test_any_line_is_taken_or_refused_and_nothing_else(text: str) -> None:
    try:
        event = read_line(text, 0, RULES)
    except RefusedInput:
        return
    assert canonical_json(event.metadata).encode()


@pytest.mark.timeout(20)
def test_a_key_that_stands_twice_is_found_at_once_among_many() -> None:
    keys = ", ".join(f'"key {number}": {number}' for number in range(200_000))
    with pytest.raises(RefusedInput, match=r"key 199999.* stands twice"):
        read_json(f'{{{keys}, "key 199999": 0}}')
