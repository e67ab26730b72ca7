"""What acts did, on the wire: an event, anything else, something planned, a task."""

from __future__ import annotations

from typing import Any

from momentum_desktop.engine.values import Outcome
from momentum_desktop.service.values import ActResult
from momentum_desktop.service.wire import to_wire


def outcome_shape(result: ActResult | Outcome) -> Any:
    """What an event gave."""
    return to_wire(result.outcome if isinstance(result, ActResult) else result)


def act_shape(act: ActResult) -> dict[str, Any]:
    """What an act did."""
    shape = {name: to_wire(getattr(act, name)) for name in ("act_id", "kind", "summary", "total_change", "note")}
    return {**shape, "outcome": act.outcome and to_wire(act.outcome)}


def plan_shape(act: ActResult) -> dict[str, Any]:
    """What an act on something planned did."""
    return {**act_shape(act), "id": act.row_id, "task": act.task and to_wire(act.task)}


def task_shape(act: ActResult) -> dict[str, Any]:
    """A task as it now stands, and the act."""
    assert act.task is not None
    return {**to_wire(act.task), "act_id": act.act_id}
