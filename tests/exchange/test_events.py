"""The event log as JSON Lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.values import Event
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange import events
from momentum_desktop.exchange.findings import Findings
from momentum_desktop.exchange.formats import FORMATS, format_named, format_of
from momentum_desktop.exchange.identity import with_keys
from momentum_desktop.exchange.importing import import_findings
from tests.service.lives import assert_stands_as_its_log_says, in_loop, living

RULES = compile_rules(default_document())
LINE = {"event_type": "task_completion", "occurred_at": "2026-03-02T10:00:00+01:00", "metadata": {}}


def read(tmp_path: Path, *lines: dict[str, Any] | str | bytes) -> Findings:
    path = tmp_path / "events.jsonl"
    texts = (line if isinstance(line, bytes) else _text(line).encode() for line in lines)
    path.write_bytes(b"".join(text + b"\n" for text in texts))
    return events.read(str(path), RULES, lambda _: None)


def _text(line: dict[str, Any] | str) -> str:
    return line if isinstance(line, str) else json.dumps(line)


def test_events_come_in_the_order_of_the_file_with_what_they_carry(tmp_path: Path) -> None:
    focus = {"event_type": "focus_session", "occurred_at": "2026-03-01T23:30:00-05:00", "metadata": {"minutes": 12.5}}

    findings = read(tmp_path, LINE, {**focus, "idempotency_key": "k", "day": "2026-03-01"})

    assert [event.event_type for event in findings.events] == ["task_completion", "focus_session"]
    assert findings.events[1].idempotency_key == "k"
    assert findings.completions == 1
    assert (str(findings.first_day), str(findings.last_day)) == ("2026-03-01", "2026-03-02")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ({**LINE, "occurred_at": "2026-03-02T10:00:00"}, "offset"),
        ({**LINE, "event_type": "sleeping"}, "unknown"),
        ({**LINE, "event_type": "perfect_week"}, "engine alone"),
        ({**LINE, "metadata": {"complexity": "gigantic"}}, "complexity"),
        ({**LINE, "metadata": {"complexity": None}}, "complexity"),
        ({**LINE, "metadata": [1]}, "object"),
        ('{"event_type": "task_completion", "metadata": {"x": NaN}}', "NaN"),
        ({**LINE, "metadata": {"x": 10**30}}, "2^63"),
        ({**LINE, "metadata": {"x": "a\0b"}}, "NUL"),
        ({**LINE, "metadata": {"x": "\ud800"}}, "surrogate"),
        ('{"event_type": "a", "event_type": "b"}', "twice"),
        ("[]", "object"),
        ("", "JSON"),
        (b'{"event_type": "\xff"}', "UTF-8"),
    ],
)
def test_a_line_that_is_no_event_is_named_and_the_others_are_read(
    tmp_path: Path, line: dict[str, Any] | str | bytes, fault: str
) -> None:
    findings = read(tmp_path, LINE, line, LINE)

    assert len(findings.events) == 2
    (problem,) = findings.problems
    assert problem.where == "line 2"
    assert fault in problem.what


def test_one_key_counts_once_and_with_another_event_it_is_a_problem(tmp_path: Path) -> None:
    keyed = {**LINE, "idempotency_key": "k"}

    findings = read(tmp_path, keyed, keyed, {**keyed, "event_type": "focus_session"})

    assert len(findings.events) == 1
    assert [(p.where, p.what) for p in findings.problems] == [
        ("line 3", "its key came before, in line 1, with another event")
    ]


def test_lines_without_a_key_are_known_by_their_content_and_their_number(tmp_path: Path) -> None:
    other_spelling = {"metadata": {}, "occurred_at": "2026-03-02t10:00:00.000+01:00", "event_type": "task_completion"}

    first = [event.idempotency_key for event in read(tmp_path, LINE, LINE).events]
    again = [event.idempotency_key for event in read(tmp_path, other_spelling, LINE, LINE).events]

    assert len(set(first)) == 2
    assert all(key and key.startswith("events:") for key in first)
    assert again[:2] == first
    assert again[2] not in first


def test_a_log_that_was_partly_keyed_before_gets_the_same_keys(tmp_path: Path) -> None:
    bare = read(tmp_path, LINE, LINE).events
    partly = [bare[0], Event(1, "task_completion", bare[1].instant, bare[1].offset, bare[1].day)]

    assert [event.idempotency_key for event in with_keys(partly)] == [event.idempotency_key for event in bare]


@pytest.mark.parametrize("key", [{}, {"idempotency_key": "k"}], ids=["without a key", "with a key"])
@in_loop
async def test_a_log_adds_nothing_again_once_the_day_starts_otherwise(tmp_path: Path, key: dict[str, str]) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(json.dumps({**LINE, "occurred_at": "2026-03-02T05:00:00+01:00", **key}) + "\n", encoding="utf-8")
    async with living(tmp_path / "data") as service:
        for document, counts in (({}, (1, 0, 0)), ({"day_starts_at": "06:00"}, (0, 1, 0))):
            if document:
                await service.take_rules(document)
            rules = compile_rules(await service.rules_document())
            report = await import_findings(service, events.read(str(path), rules, lambda _: None), "a log")
            assert (report.added, report.unchanged, report.refused) == counts
        elsewhen = {**LINE, "occurred_at": "2026-03-02T05:00:00+01:00", "day": "2026-02-01", "idempotency_key": "k"}
        report = await import_findings(service, read(tmp_path, elsewhen), "a log")
        assert (report.added, report.refused) == ((0, 1) if key else (1, 0))
        await assert_stands_as_its_log_says(service)


metadata = st.dictionaries(
    st.sampled_from(["minutes", "series", "ünïcode"]),
    st.none()
    | st.booleans()
    | st.integers(1 - 2**63, 2**63 - 1)
    | st.decimals(-1000, 1000, places=3)
    | st.text('ab"\\\n é\u2028'),
)
stored_events = st.builds(
    Event,
    st.just(0),
    st.sampled_from(["focus_session", "learning_session"]),
    st.integers(1_000_000_000_000_000, 2_000_000_000_000_000),
    st.integers(-14 * 60, 14 * 60).map(lambda minutes: minutes * 60),
    st.integers(730_500, 740_000),
    metadata,
    st.none() | st.text("abc", min_size=1, max_size=3),
)


@given(st.lists(stored_events, max_size=5, unique_by=lambda event: event.idempotency_key or object()))
def test_what_is_written_reads_back_as_the_same_log(tmp_path_factory: pytest.TempPathFactory, log: list[Event]) -> None:
    path = tmp_path_factory.mktemp("log") / "events.jsonl"
    path.write_text("".join(events.write(iter(log))), encoding="utf-8", newline="\n")

    findings = events.read(str(path), RULES, lambda _: None)

    assert findings.problems == []
    expected = with_keys(log)
    assert [(e.event_type, e.instant, e.offset, e.day, e.metadata, e.idempotency_key) for e in findings.events] == [
        (e.event_type, e.instant, e.offset, e.day, e.metadata, e.idempotency_key) for e in expected
    ]


def test_a_log_is_recognised_by_its_first_line(tmp_path: Path) -> None:
    log, other = tmp_path / "log.txt", tmp_path / "other.json"
    log.write_text(json.dumps(LINE) + "\n", encoding="utf-8")
    other.write_text('{"version": 1}\n', encoding="utf-8")

    assert format_of(str(log)).name == "events"
    with pytest.raises(RefusedInput, match="no format recognises"):
        format_of(str(other))


def test_every_format_has_a_name_of_its_own_and_can_do_something() -> None:
    assert len({known.name for known in FORMATS}) == len(FORMATS)
    assert all((known.comes_in or known.goes_out) and format_named(known.name) is known for known in FORMATS)
    with pytest.raises(RefusedInput, match="known are json, events, csv"):
        format_named("papyrus")
