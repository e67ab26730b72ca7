"""The keys by which things without one are known, so that the same file twice adds nothing."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.engine.values import Event
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.import_values import sound

PREFIX = "events:"
NAMESPACE = uuid.UUID("6d6f6d65-6e74-5d6d-8465-736b746f7000")
LONGEST_ID = 80


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
    """What an event says, however its line was spelled, as 32 hexadecimal digits.

    Its logical day is no part of it: a line that gives none gets another one once the rules start the day otherwise."""
    content = f"{event.event_type}\0{event.instant}\0{event.offset}\0{canonical_json(event.metadata)}"
    return sha256(content.encode()).hexdigest()[:32]


class Namer:
    """Gives each thing of a source its identity."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()
        self._own: set[tuple[str, str]] = set()

    def by_text(self, *words: str) -> str:
        """For what has no id: its words and the how-many-th of its kind it is."""
        kind = digest_of(*words)
        self._seen[kind] += 1
        return f"{kind}.{self._seen[kind]}"

    def by_id(self, own: object) -> str:
        """For what has an id; the second with the same one is known as such."""
        name = _name_of(own)
        self._seen[name] += 1
        return name if self._seen[name] == 1 else f"{name}.{self._seen[name]}"

    def by_own_id(self, own: object, place: str = "") -> str:
        """The same where no two things of a place have one id. RefusedInput for the second."""
        if (place, _name_of(own)) in self._own:
            raise RefusedInput("its id came before; the first one counts")
        self._own.add((place, _name_of(own)))
        return self.by_id(own)


def _name_of(own: object) -> str:
    text = sound(str(own))
    return text if 0 < len(text) <= LONGEST_ID else digest_of(text)


def uid_of_task(user_id: int, task_id: int, created: int) -> str:
    """What our own calendars call a task: of the number of its user, its own, and the instant it came."""
    return str(uuid.uuid5(NAMESPACE, f"{user_id} {task_id} {created}"))


def mark_of_task(user_id: int, task_id: int, created: int) -> str:
    """The same in few letters, for a line that a person reads."""
    return uid_of_task(user_id, task_id, created).replace("-", "")[:12]


def digest_of(*words: str) -> str:
    """Words as 24 hexadecimal digits."""
    return sha256("\0".join(words).encode("utf-8", "surrogatepass")).hexdigest()[:24]
