"""The database of Taskwarrior 3 (TaskChampion), as far as it says what the export says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.foreign_database import ForeignDatabase
from momentum_desktop.exchange.foreign_json import json_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.service.import_values import Gathered


def rows_of_database(database: ForeignDatabase, gathered: Gathered) -> Iterator[tuple[dict[str, Any], str]]:
    """The tasks of version 3, each a map of texts, as the export would give them."""
    if not {"uuid", "data"} <= database.columns("tasks"):
        raise RefusedInput("this database is not of Taskwarrior (it has no tasks)")
    for fault in database.faults:
        gathered.trouble("the database", f"it is damaged ({fault}); what can still be read was taken")
    try:
        for row in database.rows("tasks", "uuid", "data"):
            where = f"task {str(row['uuid'])[:40]}"
            with record_at(gathered, where):
                values = _map(str(row["data"]))
                yield _exported(str(row["uuid"]), values), where
    except RefusedInput as refusal:
        told = f"{refusal.what}; what comes after was left out"
        gathered.trouble(refusal.where or "the database", told, left_out=True)


def _map(text: str) -> dict[str, Any]:
    try:
        values = json_in(text)
    except RefusedInput as refusal:
        raise RefusedInput(refusal.what) from None
    if not isinstance(values, dict):
        raise RefusedInput("an object is expected")
    return values


def _exported(own: str, values: dict[str, Any]) -> dict[str, Any]:
    named: dict[str, list[Any]] = {"tags": [], "depends": [], "annotations": []}
    plain: dict[str, Any] = {"uuid": own, "status": "pending"}
    for name, value in values.items():
        if name.startswith("tag_"):
            named["tags"].append(name.removeprefix("tag_"))
        elif name.startswith("dep_"):
            named["depends"].append(name.removeprefix("dep_"))
        elif name.startswith("annotation_"):
            named["annotations"].append({"entry": name.removeprefix("annotation_"), "description": value})
        elif name not in ("tags", "depends"):
            # Both stand there a second time, for older versions.
            plain[name] = value
    if not named["tags"] and values.get("tags"):
        plain["tags"] = values["tags"]
    return {**plain, **{name: held for name, held in named.items() if held}}
