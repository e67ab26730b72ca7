"""What an act of the history did to the points, in words."""

from __future__ import annotations

from momentum_desktop.service.number_words import counted, number, signed
from momentum_desktop.service.values import Act


def act_figure(act: Act) -> str:
    """What the total moved by when it was done (“+45”), or where that was not kept what its events give now
    (“earns 65”); nothing if it is undone or has to do with no points."""
    if act.undone or not (act.points or act.moved):
        return ""
    return f"earns {number(act.points)}" if act.moved is None else signed(act.moved)


def act_by_itself(act: Act) -> str:
    """What its events give by themselves, where the total moved by another number when it was done."""
    told = not act.undone and act.moved is not None and act.moved != act.points
    return f"{number(act.points)} by itself now" if told else ""


def act_points(act: Act) -> str:
    """The same as a sentence says it, with what its events give now where that is another number."""
    if not act_figure(act):
        return ""
    if act.moved is None:
        what = "what came in" if act.kind == "import" else "what it did"
        return f"{what} earns {counted(act.points, 'point')} now"
    moved, by_itself = counted(act.moved, "point"), act_by_itself(act)
    return f"{moved} when it was done, {by_itself}" if by_itself else moved
