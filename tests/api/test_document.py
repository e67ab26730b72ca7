"""The document: complete, true, for people and programs, and never changed in silence."""

from __future__ import annotations

import json
import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from momentum_desktop.api.application import paths
from momentum_desktop.api.docs_page import docs_page
from momentum_desktop.api.document import EXAMPLES, document
from momentum_desktop.api.problems import KINDS
from momentum_desktop.engine.defaults import default_document
from tests.api.life import ADDRESS, ROOT, VERSION, as_text, examples, shape_digest, the_document
from tests.api.serving import Client, Serving, asked

SEED = (
    *("GET /momentum/progress", "GET /momentum/leaderboard", "GET /momentum/achievements"),
    *("GET /momentum/achievements/available", "GET /momentum/streaks", "GET /momentum/stats", "GET /momentum/levels"),
    "POST /momentum/event",
)


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return the_document()


def operations(described: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in described["paths"].items()
        for method, operation in methods.items()
    }


def test_the_examples_are_what_is_really_answered(tmp_path: Path) -> None:
    found = examples(tmp_path / "life")
    assert as_text(found) == EXAMPLES.read_text(encoding="utf-8"), "make openapi"


def test_a_change_of_shape_has_a_line_in_the_changelog(described: dict[str, Any]) -> None:
    named = re.findall(r"API shape ([0-9a-f]{8})", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert named, "the changelog names no shape"
    digest = shape_digest(described)
    assert digest == named[0], (
        f"the API's shape changed: say how in a line of CHANGELOG.md that names “API shape {digest}” above the others"
    )


def test_another_shape_has_another_digest_and_other_words_have_not() -> None:
    plain = the_document()
    digest = shape_digest(plain)
    plain["info"]["description"] = plain["paths"]["/momentum/progress"]["get"]["description"] = "Other words"
    assert shape_digest(plain) == digest
    del plain["components"]["schemas"]["TaskOut"]["properties"]["title"]
    assert shape_digest(plain) != digest


def test_every_path_has_words_an_example_its_scope_and_its_problems(described: dict[str, Any]) -> None:
    found = operations(described)
    assert set(SEED) <= found.keys()
    assert described["security"] == [{"token": []}]
    assert described["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
    for name, operation in found.items():
        assert operation["summary"], name
        assert "Scope:" in operation["description"], name
        assert len(operation["tags"]) == 1, name
        status, answer = next(iter(operation["responses"].items()))
        assert status in ("200", "201"), name
        (content,) = answer["content"].values()
        assert "example" in content, name
        assert content["schema"], name
        assert {str(kind.status) for kind in KINDS.values()} <= operation["responses"].keys(), name
        if name.startswith("POST"):
            assert "Idempotent-Replayed" in answer["headers"], name
            assert "x-idempotency-key" in operation, name
        for parameter in operation.get("parameters", ()):
            assert parameter["description"], (name, parameter)


def rows(page: bytes, table: str) -> dict[str, list[str]]:
    """The rows of one table of each operation on the page, as text."""
    found = {}
    for article in page.decode().split('<article id="')[1:]:
        lines = article.partition(f"<h4>{table}")[2].partition("</table>")[0]
        found[article.partition('"')[0]] = [
            unescape(re.sub("<[^>]+>", " ", line)) for line in re.findall("<tr>(.*?)</tr>", lines)
        ]
    return found


FREE = {"metadata", "by_kind", "by_event_type"}
"""Objects whose keys are data."""


def keys_of(value: Any, place: str = "") -> set[str]:
    """Every key of an answer with its place, as the page writes it."""
    if isinstance(value, list):
        return {key for each in value for key in keys_of(each, f"{place}[]")}
    found: set[str] = set()
    for name, inner in value.items() if isinstance(value, dict) else ():
        at = f"{place}.{name}" if place else name
        found |= {at} | (set() if name in FREE else keys_of(inner, at))
    return found


def test_every_field_of_an_answer_stands_in_its_table(described: dict[str, Any]) -> None:
    tables = rows(docs_page(described), "Answer")
    for name, operation in operations(described).items():
        (content,) = next(iter(operation["responses"].values()))["content"].values()
        if not isinstance(content["example"], str):
            told = {line.split()[0] for line in tables[operation["operationId"]]}
            assert keys_of(content["example"]) - told == set(), name


def test_every_field_of_a_body_says_its_form_and_gives_an_example(described: dict[str, Any]) -> None:
    told = rows(docs_page(described), "Body")
    for name, lines in told.items():
        for line in lines:
            assert "Example:" in line or " | " in line or "object" in line, (name, line)
            assert line.partition("Example:")[0].rstrip().endswith("."), (name, line)
    task = {line.split()[0]: line for line in told["post_tasks"]}
    assert "YYYY-MM-DD, no word such as “tomorrow”" in task["due"]
    assert "“every day” is FREQ=DAILY" in task["repeat"]
    assert "HH:MM" in task["due_time"]
    assert "-2d HH:MM" in task["reminder"]
    assert "RFC 3339" in next(line for line in told["post_event"] if line.startswith("  occurred_at"))


def test_every_post_says_that_it_takes_a_key(described: dict[str, Any]) -> None:
    for name, lines in rows(docs_page(described), "Parameters").items():
        assert any("Idempotency-Key" in line for line in lines) == name.startswith("post_"), name


def test_every_path_is_shown_with_curl_on_the_page(described: dict[str, Any]) -> None:
    page = unescape(docs_page(described).decode())
    for name, operation in operations(described).items():
        (sample,) = operation["x-codeSamples"]
        assert f"<pre>{sample['source']}</pre>" in page, name
        schema = operation.get("requestBody")
        if schema and schema.get("required"):
            assert json.dumps(schema["content"]["application/json"]["example"]) in sample["source"], name


def test_every_reference_leads_somewhere(described: dict[str, Any]) -> None:
    for reference in set(re.findall(r'"\$ref": "(#[^"]+)"', json.dumps(described))):
        place: Any = described
        for part in reference[2:].split("/"):
            place = place[part.replace("~1", "/")]
        assert place


def test_a_program_gets_the_document_of_its_own_rules_with_a_token_alone(serving: Serving, client: Client) -> None:
    assert asked(serving.port, "GET /openapi.json HTTP/1.1", f"Host: 127.0.0.1:{serving.port}").status == 401
    document = default_document()
    document["point_events"]["stretching"] = 3
    serving.run(serving.service.take_rules(document))
    described = client.get("/openapi.json")
    assert described["openapi"].startswith("3.1")
    assert described["servers"] == [{"url": f"http://127.0.0.1:{serving.port}"}]
    plain = described["components"]["schemas"]["PlainEventIn"]["properties"]["event_type"]["enum"]
    assert "stretching" in plain
    assert "perfect_week" not in plain
    assert client.post("/momentum/event", {"event_type": "stretching"}).status == 201


class Page(HTMLParser):
    """What a page asks for, and where its links within lead."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.sources: list[str] = []
        self.targets: set[str] = set()
        self.links: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id":
                assert value not in self.targets, f"{value} stands twice"
                self.targets.add(str(value))
            elif name == "href":
                self.links.add(str(value))
            elif name in ("src", "srcset", "action", "data", "style") or name.startswith("on"):
                self.sources.append(f"{name}={value}")

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_needs_no_token_no_network_and_no_script(serving: Serving) -> None:
    answer = asked(serving.port, "GET /docs HTTP/1.1", f"Host: 127.0.0.1:{serving.port}")
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    words = answer.body.decode()
    page = Page()
    page.feed(words)
    assert not page.tags & {"script", "link", "img", "iframe", "form", "input", "button", "object", "base"}
    assert page.sources == []
    assert "url(" not in words
    assert "@import" not in words
    assert {link for link in page.links if not link.startswith("#")} == set()
    assert {link[1:] for link in page.links} <= page.targets
    assert set(KINDS) <= page.targets
    for name in operations(the_document()):
        method, path = name.split()
        assert path in page.text, name
        assert method in page.text
    assert f"127.0.0.1:{serving.port}" in page.text
    assert "momentum token create" in page.text


def test_what_the_rules_call_things_is_shown_as_text() -> None:
    rules = default_document()
    rules["point_events"]["<script>alert(1)</script>"] = 3
    page = docs_page(document(paths(), ADDRESS, VERSION, rules))
    assert b"<script" not in page
    assert b"&lt;script&gt;" in page


def test_the_page_tells_whoever_has_no_token_no_word_of_the_own_rules(serving: Serving) -> None:
    rules = default_document()
    rules["point_events"]["therapy_session"] = 3
    serving.run(serving.service.take_rules(rules))
    answer = asked(serving.port, "GET /docs HTTP/1.1", f"Host: 127.0.0.1:{serving.port}")
    assert b"task_completion" in answer.body
    assert b"therapy_session" not in answer.body
