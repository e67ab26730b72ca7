"""The keys by which events without one are known, so that the same file twice adds nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.engine.values import Event

PREFIX = "events:"


def with_keys(events: Iterable[Event]) -> list[Event]:
    """The events, each with a key: its own, else one made of its content and of how many of the same came before.

    Equal logs get equal keys, whichever of their events had one already."""
    log = list(events)
    taken = {event.idempotency_key for event in log if event.idempotency_key is not None}
    next_of: dict[str, int] = {}
    keyed = []
    for event in log:
        if event.idempotency_key is None:
            content = content_digest(event)
            count = next_of.get(content, 0)
            while f"{PREFIX}{content}:{count}" in taken:
                count += 1
            next_of[content] = count + 1
            event = replace(event, idempotency_key=f"{PREFIX}{content}:{count}")
        keyed.append(event)
    return keyed


def content_digest(event: Event) -> str:
    """What an event says, however its line was spelled, as 32 hexadecimal digits."""
    content = f"{event.event_type}\0{event.instant}\0{event.offset}\0{event.day}\0{canonical_json(event.metadata)}"
    return sha256(content.encode()).hexdigest()[:32]
