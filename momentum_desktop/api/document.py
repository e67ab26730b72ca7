"""The OpenAPI document: what the routes say of themselves, and with it the token, the problems, the types of event that
the rules know, and an example of every answer."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from momentum_desktop.api.curl_lines import BODIES, curl_line
from momentum_desktop.api.problems import KINDS
from momentum_desktop.api.shapes import ToldActOut
from momentum_desktop.api.shapes_by_rules import ITEM, shapes_of_events, shapes_of_plans
from momentum_desktop.api.wishes import ItemIn
from momentum_desktop.service.token_values import WRITE

EXAMPLES = Path(__file__).with_name("examples.json")
"""Answers of a small life, as the tests get them."""
STREAM_PATH = "/momentum/stream"
ABOUT = """\
Momentum for other programs on this computer. Every request carries a token:

    TOKEN=$(momentum token create NAME --scope write | head -n 1)
    curl -H "Authorization: Bearer $TOKEN" ADDRESS/momentum/progress

A scope is `read`, `post:TYPE` for events of one type, or `write`, which includes everything; there may be several. A
body is JSON; where each of its fields may be left out, none is needed. What is sent with an `Idempotency-Key` is done
once, however often it is sent:

    curl -H "Authorization: Bearer $TOKEN" -H "Idempotency-Key: reading-1" \\
      -H "Content-Type: application/json" -d '{"event_type": "learning_session"}' \\
      ADDRESS/momentum/event
    curl -X POST -H "Authorization: Bearer $TOKEN" ADDRESS/momentum/tasks/1/complete

Days are YYYY-MM-DD, times RFC 3339 with their offset, repeats RFC 5545 rules: words such as “tomorrow” and “every day”
are for the window and the command line. What cannot be done is answered with a problem document (RFC 9457) whose
`code` is for programs, and whose `mend` says what to do. Web pages are refused, whatever token they hold."""
TAGS = {
    "standing": "Where the user stands",
    "why": "Why a number is what it is",
    "events": "What was done: the log",
    "tasks": "Tasks and habits",
    "goals": "Goals and their steps",
    "slots": "The time slots of a day",
    "focus": "The focus timer",
    "history": "Acts, and taking them back",
    "stream": "What happens, as it happens",
    "users": "The people who share the data",
    "health": "How the API is",
}


def document(application: FastAPI, address: str, version: str, rules: Mapping[str, Any]) -> dict[str, Any]:
    """The document of an application at an address, for the rules in force."""
    described = get_openapi(
        title="Momentum",
        version=version,
        description=ABOUT.replace("ADDRESS", address),
        routes=application.routes,
        tags=[{"name": name, "description": words} for name, words in TAGS.items()],
        servers=[{"url": address}],
    )
    schemas = described["components"]["schemas"]
    schemas["ItemIn"] = ItemIn.model_json_schema()
    told = ToldActOut.model_json_schema(ref_template="#/components/schemas/{model}")
    told.pop("$defs")
    schemas["ToldActOut"] = told
    schemas["BatchIn"]["properties"]["events"]["items"] = ITEM
    for name, schema in schemas.items():
        if name.endswith("In") and "user_id" in schema["properties"]:
            # What every body may have is read last.
            schema["properties"]["user_id"] = schema["properties"].pop("user_id")
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    schemas.update(shapes_of_events(schemas, rules))
    schemas.update(shapes_of_plans(schemas, rules))
    described["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "What “momentum token create” prints once."}
    }
    described["components"]["parameters"] = {"Idempotency-Key": IDEMPOTENCY_KEY}
    described["components"]["responses"] = {f"problem_{status}": _problems(status) for status in _statuses()}
    described["security"] = [{"token": []}]
    for path, method, operation in _operations(described):
        _complete(path, method, operation)
        _show(path, method.upper(), operation, address)
    return described


def _operations(described: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    scopes: Sequence[str] = operation["x-scopes"]
    operation["operationId"] = f"{method}_{path.removeprefix('/momentum/').replace('/', '_').translate(BARE)}"
    needed = [f"{scope}TYPE" if scope.endswith(":") else scope for scope in scopes]
    needed += [] if WRITE in needed or not needed else [WRITE]
    operation["x-scopes"] = needed
    told = " or ".join(f"`{scope}`" for scope in needed)
    operation["description"] += f"\n\nScope: {told}." if told else "\n\nScope: any."
    responses = operation["responses"]
    done = next(iter(responses))
    if path == STREAM_PATH:
        responses[done]["content"] = {"text/event-stream": {"schema": SERVER_SENT, "example": STREAM_EXAMPLE}}
    else:
        example = _examples().get(f"{method.upper()} {path}")
        if example is not None:
            responses[done]["content"]["application/json"]["example"] = example
    responses[done]["description"] = "Done."
    if method == "post":
        responses[done]["headers"] = {
            "Idempotent-Replayed": {
                "description": "`true` if this is the first answer to the same Idempotency-Key again.",
                "schema": {"type": "string", "enum": ["true"]},
            }
        }
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
    if method == "post":
        # Named beside the parameters: whoever makes up keys to try them out would only hear that they came before.
        operation["x-idempotency-key"] = {"$ref": "#/components/parameters/Idempotency-Key"}
    responses.pop("422", None)
    for status in _statuses():
        responses[str(status)] = {"$ref": f"#/components/responses/problem_{status}"}


def _show(path: str, method: str, operation: dict[str, Any], address: str) -> None:
    """How it is asked: a body, and the whole request as curl sends it."""
    body = BODIES.get(f"{method} {path}")
    if body is not None:
        operation["requestBody"]["content"]["application/json"]["example"] = body
    operation["x-codeSamples"] = [{"lang": "Shell", "label": "curl", "source": curl_line(method, path, address)}]


def _without_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    """What is not given is not null."""
    kept = [each for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    rest = {name: value for name, value in schema.items() if name not in ("anyOf", "description", "title")}
    return {**rest, **kept[0]} if len(kept) == 1 else dict(schema)


IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"},
    "description": "Sent again with the same body, it gives the first answer again, byte for byte, and does nothing. "
    "With another body it is refused. Kept as long as the log.",
    "example": "git:3d9f2c50",
}
SERVER_SENT = {
    "type": "object",
    "properties": {
        "id": {"type": "string", "pattern": "^[0-9]+$", "description": "The number of the act, for Last-Event-ID."},
        "event": {"type": "string", "enum": ["outcome", "act"], "description": "`outcome` if an event came of it."},
        "data": {
            "type": "string",
            "description": "The act as JSON.",
            "contentMediaType": "application/json",
            "contentSchema": {"$ref": "#/components/schemas/ToldActOut"},
        },
    },
    "required": ["id", "event", "data"],
}
BARE = str.maketrans("", "", "{}")
STREAM_EXAMPLE = (
    'retry: 2000\nid: 16\n\nid: 17\nevent: outcome\ndata: {"act_id":17,"kind":"event","summary":"Focus session",'
    '"points":10,"outcome":{"event_id":12,"points_awarded":10}}\n\n'
)


def _statuses() -> list[int]:
    return sorted({kind.status for kind in KINDS.values()})


def _problems(status: int) -> dict[str, Any]:
    """What all problems with one status say."""
    kinds = {code: kind for code, kind in KINDS.items() if kind.status == status}
    examples = {
        code: {
            "value": {
                "type": f"/docs#{code}",
                "title": kind.title,
                "status": status,
                "detail": f"{kind.title}.",
                "code": code,
                "field": None,
                "mend": kind.mend,
            }
        }
        for code, kind in kinds.items()
    }
    schema = {"$ref": "#/components/schemas/ProblemOut"}
    return {
        "description": " ".join(f"{kind.title} (`{code}`)." for code, kind in kinds.items()),
        "content": {"application/problem+json": {"schema": schema, "examples": examples}},
    }


@cache
def _examples() -> dict[str, Any]:
    examples: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8"))
    return examples
