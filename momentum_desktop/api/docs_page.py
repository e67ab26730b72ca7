"""The page at /docs: the OpenAPI document for people, in one file without scripts, that asks for nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from momentum_desktop.api.problems import KINDS

NOTHING = {"type": "null"}
DEEPEST = 5
"""How deep shapes within shapes are told; those of the answers go no deeper."""
STYLE = Path(__file__).with_name("docs_page.css")
SAFE = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
}
"""The page may load nothing and be shown in no other."""


def docs_page(document: Mapping[str, Any]) -> bytes:
    """The document as a page."""
    info = document["info"]
    by_tag = _by_tag(document)
    words = {tag["name"]: tag["description"] for tag in document["tags"]}
    rooms = "".join(_room(name, words[name], operations, document) for name, operations in by_tag.items())
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{_text(info["title"])} API</title>
<style>{STYLE.read_text(encoding="utf-8")}</style>
</head>
<body>
<nav aria-label="Paths"><strong>{_text(info["title"])} API <small>{_text(info["version"])}</small></strong>
{"".join(_contents(name, words[name], operations) for name, operations in by_tag.items())}
<a href="#problems">Problems</a></nav>
<main>
<header><h1>{_text(info["title"])} API</h1>{_prose(info["description"])}</header>
{rooms}
<section id="problems"><h2>Problems</h2>
<p>Whatever is not done is answered with <code>application/problem+json</code>: <code>type</code>, <code>title</code>,
<code>status</code>, <code>detail</code>, <code>code</code>, <code>field</code> and <code>mend</code>.</p>
<div class="scroll"><table><thead><tr><th>Status</th><th>Code</th><th>What it means</th><th>What to do</th></tr></thead>
<tbody>{"".join(_problem(code) for code in KINDS)}</tbody></table></div></section>
</main>
</body>
</html>
""".encode()


def _by_tag(document: Mapping[str, Any]) -> dict[str, list[tuple[str, str, Mapping[str, Any]]]]:
    found: dict[str, list[tuple[str, str, Mapping[str, Any]]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation["tags"][0], []).append((method.upper(), path, operation))
    return {tag["name"]: found[tag["name"]] for tag in document["tags"] if tag["name"] in found}


def _contents(name: str, words: str, operations: list[tuple[str, str, Mapping[str, Any]]]) -> str:
    links = "".join(
        f'<li><a href="#{operation["operationId"]}"><span class="method {method.lower()}">{method}</span>'
        f"{_text(path.removeprefix('/momentum'))}</a></li>"
        for method, path, operation in operations
    )
    return f'<a class="room" href="#{name}">{_text(words)}</a><ul>{links}</ul>'


def _room(
    name: str, words: str, operations: list[tuple[str, str, Mapping[str, Any]]], document: Mapping[str, Any]
) -> str:
    articles = "".join(_operation(*each, document) for each in operations)
    return f'<section id="{name}"><h2>{_text(words)}</h2>{articles}</section>'


def _operation(method: str, path: str, operation: Mapping[str, Any], document: Mapping[str, Any]) -> str:
    parts = [
        f'<article id="{operation["operationId"]}"><h3><span class="method {method.lower()}">{method}</span> '
        f"<code>{_text(path)}</code></h3>{_prose(operation['description'])}"
    ]
    parameters = [*operation.get("parameters", ())]
    if "x-idempotency-key" in operation:
        parameters.append(document["components"]["parameters"]["Idempotency-Key"])
    if parameters:
        parts.append(_table("Parameters", map(_parameter, parameters)))
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    if body is not None:
        parts.append(_table("Body", ((*named, words + example) for *named, words, example in _fields(body, document))))
    parts += [f"<h4>With {each['label']}</h4><pre>{_text(each['source'])}</pre>" for each in operation["x-codeSamples"]]
    status, answer = next(iter(operation["responses"].items()))
    content: Mapping[str, Any] = next(iter(answer.get("content", {}).values()), {})
    if "schema" in content and content["schema"].get("type") != "string":
        parts.append(_table(f"Answer {status}", (told for *told, _ in _fields(content["schema"], document))))
    if "example" in content:
        example = content["example"]
        shown = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
        parts.append(f"<details><summary>Example of the answer</summary><pre>{_text(shown)}</pre></details>")
    return "".join([*parts, "</article>"])


def _table(title: str, rows: Iterable[Sequence[str]]) -> str:
    lines = "".join(
        f"<tr><td><code>{_text(name)}</code></td><td>{_text(kind)}</td><td>{_inline(words)}</td></tr>"
        for name, kind, words in rows
    )
    return f'<h4>{_text(title)}</h4><div class="scroll"><table><tbody>{lines}</tbody></table></div>' if lines else ""


def _parameter(parameter: Mapping[str, Any]) -> tuple[str, str, str]:
    schema = parameter["schema"]
    words = f"{parameter.get('description', '')}{_example(schema)}"
    if "default" in schema:
        words += f" Default: {json.dumps(schema['default'])}."
    where = {"query": "", "path": " in the path", "header": " in the headers"}[parameter["in"]]
    return parameter["name"], _kind(schema) + where, words


def _fields(schema: Mapping[str, Any], document: Mapping[str, Any], prefix: str = "", deep: int = 0) -> Iterator[Any]:
    """(name, kind, words, example) of each field of a shape and of the shapes in it."""
    schema = _resolved(schema, document)
    if schema.get("type") == "array":
        yield from _fields(schema["items"], document, f"{prefix}[]", deep)
        return
    variants = [_resolved(each, document) for each in schema.get("anyOf", ()) if each.get("type") != "null"]
    if variants and all("properties" in each for each in variants):
        schema = _together(variants)
    required = schema.get("required", ())
    for name, field in schema.get("properties", {}).items():
        place = f"{prefix}.{name}" if prefix else name
        told = () if "$ref" in field else (*field.get("anyOf", ()), field)
        words = " ".join(each["description"] for each in told if "description" in each)
        example = next(filter(None, map(_example, told)), "")
        kind = _kind(field, document)
        yield place, kind if name in required or prefix else f"{kind}, optional", words, example
        inner = _inner(field, document)
        if inner is not None and deep < DEEPEST:
            yield from _fields(inner, document, place, deep + 1)


def _example(schema: Mapping[str, Any]) -> str:
    """An example, to stand behind other words; an enumeration is one itself."""
    if "enum" in schema or not schema.get("examples"):
        return ""
    example = schema["examples"][0]
    return f" Example: `{example if isinstance(example, str) else json.dumps(example, ensure_ascii=False)}`."


def _together(variants: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Variants of a shape as one: what all of them need is needed."""
    fields: dict[str, Any] = {}
    for variant in variants:
        for name, field in variant["properties"].items():
            known = fields.get(name, NOTHING)
            if "enum" in known and "enum" in field:
                fields[name] = {**field, "enum": list(dict.fromkeys([*known["enum"], *field["enum"]]))}
            elif "const" in known and "const" in field:
                either = list(dict.fromkeys([known["const"], field["const"]]))
                fields[name] = {"enum": either, "description": field.get("description", "")}
            elif known == NOTHING:
                fields[name] = field
    needed = [name for name in fields if all(name in variant.get("required", ()) for variant in variants)]
    return {"properties": fields, "required": needed}


def _inner(field: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The shape of an object, or of the objects of a list, in a field."""
    candidates: tuple[Mapping[str, Any], ...] = (field, *field.get("anyOf", ()))
    for each in candidates:
        if "$ref" in each and "properties" in _resolved(each, document):
            return each
        if each.get("type") == "array" and "$ref" in each.get("items", {}):
            return each
    return None


def _resolved(schema: Mapping[str, Any], document: Mapping[str, Any]) -> Mapping[str, Any]:
    if "$ref" not in schema:
        return schema
    found: Mapping[str, Any] = document["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return found


def _kind(schema: Mapping[str, Any], document: Mapping[str, Any] | None = None) -> str:
    """What a value is, in few words."""
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "const" in schema:
        return json.dumps(schema["const"])
    if "$ref" in schema:
        return "object" if document is None or "properties" in _resolved(schema, document) else "value"
    if "anyOf" in schema:
        kinds = dict.fromkeys(_kind(each, document) for each in schema["anyOf"])
        return " or ".join(kinds)
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}), document)}s" if schema.get("items") else "list"
    named = {"date-time": "time", "date": "day"}.get(schema.get("format", ""))
    return named or {"string": "text", "integer": "whole number"}.get(
        schema.get("type", ""), schema.get("type", "value")
    )


def _problem(code: str) -> str:
    kind = KINDS[code]
    return (
        f'<tr id="{code}"><td>{kind.status}</td><td><code>{code}</code></td><td>{_text(kind.title)}.</td>'
        f"<td>{_text(kind.mend)}</td></tr>"
    )


def _prose(words: str) -> str:
    """Paragraphs, and blocks of code where the lines are indented."""
    shown = []
    for block in words.split("\n\n"):
        if block.startswith("    "):
            lines = "\n".join(line.removeprefix("    ") for line in block.splitlines())
            shown.append(f"<pre>{_text(lines)}</pre>")
        else:
            shown.append(f"<p>{_inline(block)}</p>")
    return "".join(shown)


def _inline(words: str) -> str:
    """Text with `code` in it."""
    parts = words.split("`")
    return "".join(f"<code>{_text(part)}</code>" if index % 2 else _text(part) for index, part in enumerate(parts))


def _text(words: str) -> str:
    return escape(words, quote=True)
