"""What an act far back is answered with once it is worked in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from momentum_desktop.service.answers import day_of
from momentum_desktop.service.lateness import note_on
from momentum_desktop.service.recording import settled_outcome
from momentum_desktop.service.values import ActResult, BatchResult
from momentum_desktop.store.settling import Moved
from momentum_desktop.store.store import Reader


def settled_result(
    reader: Reader, user_id: int, result: ActResult | BatchResult, moved: Moved | None, now: datetime
) -> ActResult | BatchResult:
    """The pending result of an act with all that it gave; `moved` None if others have worked it in."""
    standing = reader.keeper.standing(user_id)
    if moved is None:
        moved = Moved(standing.state, standing.state, 0)
    change = result.total_change + moved.after.total_points - moved.before.total_points
    if isinstance(result, BatchResult):
        return replace(result, total_change=change, total_points=moved.after.total_points, pending=False)
    outcome = None
    if result.event_id is not None:
        outcome = settled_outcome(reader.connection, result.event_id, moved.before, moved.after)
    note = note_on(*moved, standing.rules, day_of(now, standing.rules), taken_out=result.kind == "undo")
    return replace(result, outcome=outcome, total_change=change, pending=False, note=note)
