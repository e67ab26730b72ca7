"""The event log as JSON Lines: one object a line, in the order of the log; the format that loses nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from momentum_desktop.engine.reading import canonical_json, read_json, read_line, same_event
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.values import Event
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Findings, Format
from momentum_desktop.exchange.identity import with_keys
from momentum_desktop.exchange.reading import decoded_line, opened, raw_lines
from momentum_desktop.service.import_values import Problem

TOLD_EVERY = 500


def recognises(name: str, head: bytes) -> bool:
    """Whether the first line is a JSON object with an event type, or is cut off but begins like one."""
    first, whole, _ = head.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    if not first.lstrip().startswith(b"{") or b'"event_type"' not in first:
        return False
    if not whole:
        return True
    try:
        value = read_json(first.decode())
    except (RefusedInput, UnicodeDecodeError):
        return name.endswith(".jsonl")
    return isinstance(value, dict)


def read(path: str, rules: Rules, tell: Callable[[int], None]) -> Findings:
    """Every line that is an event; the others as problems. The same key with the same event counts once."""
    findings = Findings()
    by_key: dict[str, Event] = {}
    done = 0
    with opened(path) as stream:
        for number, raw in enumerate(raw_lines(stream, path)):
            done += len(raw) + 1
            if number % TOLD_EVERY == 0:
                tell(done)
            try:
                event = _event(raw, number, rules, by_key)
            except RefusedInput as refusal:
                findings.problems.append(Problem(refusal.where or f"line {number + 1}", refusal.what))
                continue
            if event is not None:
                findings.events.append(event)
    findings.events = with_keys(findings.events)
    return findings


def _event(raw: bytes, number: int, rules: Rules, by_key: dict[str, Event]) -> Event | None:
    """A line as an event; None if the very same came before under its key."""
    where = f"line {number + 1}"
    try:
        text = decoded_line(raw)
    except RefusedInput as refusal:
        raise RefusedInput(refusal.what, where=where) from None
    event = read_line(text, number, rules)
    if event.idempotency_key is None:
        return event
    before = by_key.setdefault(event.idempotency_key, event)
    if before is event:
        return event
    if same_event(before, event):
        return None
    raise RefusedInput(f"its key came before, in line {before.id + 1}, with another event", where=where)


def write(events: Iterator[Event]) -> Iterator[str]:
    """A line for each event; its logical day goes along, so that it stays what it was when it was recorded."""
    for event in events:
        fields = {
            "event_type": event.event_type,
            "occurred_at": event.occurred_at.isoformat(),
            "metadata": event.metadata,
            "idempotency_key": event.idempotency_key,
            "day": date.fromordinal(event.day).isoformat(),
        }
        yield "{" + ", ".join(f'"{name}": {canonical_json(value)}' for name, value in fields.items()) + "}\n"


FORMAT = Format(
    "events", "the event log (JSON Lines)", recognises, read=read, write=lambda taken: write(taken.events())
)
