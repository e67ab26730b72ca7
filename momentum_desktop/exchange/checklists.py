"""The lines of a checklist in another program's JSON, each a part of its task."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from momentum_desktop.exchange.foreign_json import words
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.service.import_values import SourceTask


def checklist_item(
    parent: SourceTask, items: Namer, own: Any, text: Any, done: bool, created: datetime | None = None
) -> SourceTask:
    """One line, as it was found; known by its own id if it has one, else by its words."""
    title = " ".join(words(text).split())
    return SourceTask(
        key=f"{parent.key}/{items.by_id(own) if isinstance(own, str) else items.by_text(title)}",
        title=title or "(no title)",
        where=parent.where,
        parent=parent.key,
        item=True,
        created=created,
        state="done" if done else "open",
    )
