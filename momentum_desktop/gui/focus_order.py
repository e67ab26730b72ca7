"""The order of Tab is the order of the eye: from the top down, and within a row from the left to the right.

It follows from where things stand when Tab is pressed, so that no page has to say it and none can forget to."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget


def in_order_of_the_eye(root: QWidget) -> list[QWidget]:
    """Everything in sight beneath `root` that Tab stops at. What stands in a box is read through before what stands
    beside or beneath the box. A column that scrolls is no stop: it shows no ring, and its keys come to it anyway."""
    found: list[QWidget] = []
    for child in _read(_children(root)):
        column = isinstance(child, QScrollArea)
        stops = child.isEnabled() and child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.focusProxy() is None
        if stops and not column:
            found.append(child)
        if column or not isinstance(child, QAbstractScrollArea):
            found += in_order_of_the_eye(child)
    return found


def step(root: QWidget, *, forward: bool) -> bool:
    """Takes the keyboard to what comes next beneath `root`, around at the end; false if there is nothing."""
    stops, now = in_order_of_the_eye(root), QApplication.focusWidget()
    if not stops:
        return False
    if now in stops:
        place = stops.index(now) + (1 if forward else -1)
    else:
        place = _after(root, stops, now) - (0 if forward else 1)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stop = stops[place % len(stops)]
    stop.setFocus(reason)
    _bring_into_sight(stop)
    return True


def _bring_into_sight(shown: QWidget) -> None:
    holder = shown.parentWidget()
    while holder is not None:
        if isinstance(holder, QScrollArea):
            # What an area holds whole knows itself which part of it is meant.
            if holder.widget() is not shown:
                holder.ensureWidgetVisible(shown)
            shown = holder
        holder = holder.parentWidget()


def _after(root: QWidget, stops: list[QWidget], now: QWidget | None) -> int:
    """The place of the first stop that is read in or after a widget which is none itself."""
    if now is None or not root.isAncestorOf(now):
        return 0
    inside = next((place for place, stop in enumerate(stops) if now.isAncestorOf(stop)), None)
    if inside is not None:
        return inside
    holder, parent = now, now.parentWidget()
    while parent is not None and holder is not root:
        read = _read(_children(parent))
        later = read[read.index(holder) + 1 :] if holder in read else []
        for place, stop in enumerate(stops):
            if any(each is stop or each.isAncestorOf(stop) for each in later):
                return place
        holder, parent = parent, parent.parentWidget()
    return 0


def _children(root: QWidget) -> list[QWidget]:
    every = root.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return [child for child in every if child.isVisible() and not child.isWindow()]


def _read(widgets: list[QWidget]) -> list[QWidget]:
    """Widgets of one parent row by row; what overlaps by half of the lower one's height stands in one row."""
    rows: list[list[QWidget]] = []
    for widget in sorted(widgets, key=lambda each: each.geometry().top()):
        if rows and _beside(rows[-1][0].geometry(), widget.geometry()):
            rows[-1].append(widget)
        else:
            rows.append([widget])
    return [widget for row in rows for widget in sorted(row, key=lambda each: each.geometry().left())]


def _beside(one: QRect, other: QRect) -> bool:
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top()) + 1
    return 2 * shared > min(one.height(), other.height())
