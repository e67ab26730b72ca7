"""JSON read strictly: what is no JSON is 400, what is no sound input 422, and nothing of either is stored."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from fastapi.openapi.utils import get_openapi

from momentum_desktop.api.application import paths
from momentum_desktop.api.faults import PATTERNS
from momentum_desktop.api.wishes import ItemIn
from tests.api.serving import Client, Serving


@pytest.fixture
def post(serving: Serving) -> Iterator[Client]:
    made = Client(serving.port, serving.token("write"))
    yield made
    assert len(serving.run(serving.service.export_events())) == 0
    made.close()


@pytest.mark.parametrize(
    "body",
    [
        *(
            b"",
            b"{",
            b"null x",
            b"{'event_type': 'focus_session'}",
            b'{"event_type": "focus_session",}',
            b"\xef\xbb\xbf{}",
        ),
        *(b'{"event_type": "focus_session", "metadata": {"n": %s}}' % n for n in (b"NaN", b"Infinity", b"-Infinity")),
        b'{"event_type": "focus_session", "metadata": {"n": 1e999}}',
        b'{"event_type": "focus_session", "metadata": {"n": 1e99999999999999999999}}',
        b'{"event_type": "focus_session", "metadata": {"n": ' + b"9" * 5_000 + b"}}",
        b'{"event_type": "focus_session", "event_type": "task_completion"}',
        b'{"event_type": "focus_session", "metadata": {"a": 1, "a": 2}}',
        b'{"event_type": "focus_session", "metadata": {"a": ' + b"[" * 17 + b"]" * 17 + b"}}",
        b"[" * 30_000,
        '{"event_type": "focus_session"}'.encode("utf-16"),
        '{"event_type": "focus_session"}'.encode("utf-16-le"),
        b'{"event_type": "focus_session", "metadata": {"a": "\xff"}}',
        b'{"event_type": "focus_session", "metadata": {"a": "\xed\xa0\x80"}}',
        b'{"event_type": "focus_session", "metadata": {"a": "tab\there"}}',
    ],
    ids=lambda body: repr(body[:40]),
)
def test_what_is_no_strict_json_is_400(post: Client, body: bytes) -> None:
    answer = post.post("/momentum/event", body)
    if body == b"":
        # Nothing at all is no JSON that is wrong, but a body that is missing.
        assert (answer.status, answer.code) == (422, "refused")
    else:
        assert (answer.status, answer.code) == (400, "bad_json")


@pytest.mark.parametrize(
    ("metadata", "field"),
    [
        *(('{"n": 9223372036854775808}', "metadata.n"), ('{"n": -9223372036854775808}', "metadata.n")),
        *(('{"n": 1e30}', "metadata.n"), ('{"n": 1e-31}', "metadata.n")),
        *(('{"a": "x\\u0000y"}', "metadata.a"), ('{"a": "\\ud800"}', "metadata.a"), ('{"\\udc00": 1}', "metadata")),
        *(("[]", "metadata"), ('"x"', "metadata"), ("1", "metadata"), ("true", "metadata")),
    ],
)
def test_what_cannot_be_kept_is_422_and_names_its_place(post: Client, metadata: str, field: str) -> None:
    answer = post.post("/momentum/event", f'{{"event_type": "focus_session", "metadata": {metadata}}}'.encode())
    assert (answer.status, answer.code, answer.json["field"]) == (422, "refused", field)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        *(({}, "event_type"), ({"event_type": None}, "event_type"), ({"event_type": 7}, "event_type")),
        *(({"event_type": "nothing_such"}, "event_type"), ({"event_type": "perfect_week"}, "event_type")),
        ({"event_type": "focus_session\0"}, "event_type"),
        ({"event_type": "focus_session", "points": 1_000}, "points"),
        ({"event_type": "focus_session", "user_id": True}, "user_id"),
        ({"event_type": "focus_session", "user_id": "1"}, "user_id"),
        ({"event_type": "focus_session", "user_id": 2**63}, "user_id"),
        ({"event_type": "task_completion", "metadata": {"complexity": "huge"}}, "metadata.complexity"),
        ({"event_type": "task_completion", "metadata": {"complexity": None}}, "metadata.complexity"),
        *(
            ({"event_type": "focus_session", "occurred_at": at}, "occurred_at")
            for at in (
                *("2026-03-04T12:00:00", "2026-03-04", "now", 1_772_622_000, "2026-02-30T12:00:00Z", "2024-W01-1T04"),
                *(
                    "9999-12-31T23:59:59-23:59",
                    "1999-12-31T00:00:00Z",
                    "2026-03-04T24:00:00Z",
                    "2026-03-04T12:00:00+24:00",
                ),
            )
        ),
    ],
)
def test_a_field_that_is_wrong_is_named_with_its_mend(post: Client, body: object, field: str) -> None:
    answer = post.post("/momentum/event", body)
    assert (answer.status, answer.code) == (422, "refused")
    problem = answer.json
    assert problem["field"] == field
    assert set(problem) >= {"type", "title", "status", "detail", "code", "field", "mend"}
    assert problem["status"] == 422
    assert problem["detail"]
    assert problem["mend"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("due", "2026-02-30", "A day of the calendar is expected as YYYY-MM-DD."),
        ("due", "9999-12-31", "It lies outside the years 2000 to 2199."),
        ("due_time", "25:00", "A time of the day is expected as HH:MM."),
        ("title", "  ", "Something to read is expected, without a NUL character."),
    ],
)
def test_a_text_of_the_wrong_form_is_told_in_words(post: Client, field: str, value: str, words: str) -> None:
    assert post.post("/momentum/tasks", {"title": "Write", field: value}).json["detail"] == words


def test_a_time_without_its_offset_is_told_in_words(post: Client) -> None:
    answer = post.post("/momentum/event", {"event_type": "focus_session", "occurred_at": "2026-03-04T12:00:00"})
    assert answer.json["detail"].startswith("A time as RFC 3339 with its offset is expected")


def test_a_time_of_another_age_is_told_from_one_of_another_form(post: Client) -> None:
    answer = post.post("/momentum/event", {"event_type": "focus_session", "occurred_at": "1900-01-01T00:00:00Z"})
    assert answer.json["detail"] == "It lies outside the years 2000 to 2199."
    assert answer.json["mend"] == "Send a day of the years 2000 to 2199."


def test_every_form_that_a_text_can_fail_has_words() -> None:
    described = [get_openapi(title="", version="", routes=paths().routes), ItemIn.model_json_schema()]
    asked = set(re.findall(r'"pattern": ("(?:[^"\\]|\\.)*")', json.dumps(described)))
    assert {json.loads(pattern) for pattern in asked} == PATTERNS.keys()


@pytest.mark.parametrize("body", [[], "text", 1, True, None])
def test_an_event_is_an_object(post: Client, body: object) -> None:
    assert post.post("/momentum/event", json.dumps(body).encode()).status == 422


@pytest.mark.parametrize(
    "query",
    ["days=x", "days=-1", "days=1.0", "days=1e2", "days=%201", "days=01_0", "days=99999999", "days=", "days=true"],
)
def test_a_number_in_the_query_is_digits(post: Client, query: str) -> None:
    answer = post("GET", f"/momentum/stats?{query}")
    assert (answer.status, answer.json["field"]) == (422, "days")


@pytest.mark.parametrize("body", [b"1.5", b"1e-36", b"7", b"true", b'"x"', b"[]"])
@pytest.mark.parametrize("path", ["/momentum/tasks/1/complete", "/momentum/focus/start", "/momentum/event"])
def test_a_bare_value_is_no_body_also_where_every_field_may_be_left_out(post: Client, path: str, body: bytes) -> None:
    answer = post.post(path, body)
    assert (answer.status, answer.code) == (422, "refused")


def test_faults_are_told_all_at_once(post: Client) -> None:
    answer = post.post("/momentum/event", {"event_type": 7, "metadata": 1, "other": 2})
    assert {fault["field"] for fault in answer.json["errors"]} == {"event_type", "metadata", "other"}
