"""Whether everything in a window has the room it needs: nothing cut off, nothing over something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTabBar,
    QToolButton,
    QWidget,
)

OVERLAYS = {"points_chart_tip", "why_panel", "toast", "command_palette"}
"""What lies over other things on purpose."""

MOST_BLANK = 48
"""The room below the last thing in a column."""

ARROW = 20
"""The room a combo box needs beside its words."""


def hundred_sizes() -> list[QSize]:
    """From the smallest window that is promised to a large screen."""
    widths = (800, 864, 912, 1024, 1152, 1280, 1440, 1920, 2560, 3840)
    heights = (560, 600, 680, 768, 800, 900, 1080, 1200, 1440, 2160)
    return [QSize(width, height) for width in widths for height in heights]


def misfits(window: QWidget) -> list[str]:
    """Everything in sight that is cut off, or lies over a sibling, in words."""
    settle()
    found = []
    for widget in [window, *window.findChildren(QWidget)]:
        if widget.isVisible() and not _is_inside_an_item_view(widget):
            faults = (*_cut(widget), *_outside(widget), *_overlapping(widget), *_blank(widget))
            found += [f"{_named(widget)}: {fault}" for fault in faults]
    return found


def settle() -> None:
    """Until every layout is done."""
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents()


def _cut(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QLabel) and widget.text():
        yield from _cut_label(widget)
    elif isinstance(widget, QTabBar):
        for place in range(widget.count()):
            yield from _cut_tab(widget, place)
        if any(button.isVisible() for button in widget.findChildren(QToolButton)):
            yield "its tabs do not fit and are scrolled"
    elif isinstance(widget, QToolButton) and widget.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonIconOnly:
        needed = widget.iconSize()
        if widget.width() < min(needed.width(), 16) or widget.height() < min(needed.height(), 16):
            yield f"its icon needs {needed.width()}×{needed.height()} pixels"
    elif isinstance(widget, QAbstractButton) and widget.text():
        metrics = widget.fontMetrics()
        icon = 0 if widget.icon().isNull() else widget.iconSize().width() + 4
        needed = metrics.horizontalAdvance(widget.text().replace("&", "")) + icon
        # The style cuts the words of a push button where its padding begins.
        least = widget.sizeHint().width() if isinstance(widget, QPushButton) else needed + 4
        if least > widget.width() or metrics.height() > widget.height():
            yield f"“{widget.text()}” needs {least} of {widget.width()} pixels"
    elif isinstance(widget, QComboBox):
        needed = widget.fontMetrics().horizontalAdvance(widget.currentText()) + ARROW
        if needed > widget.width():
            yield f"“{widget.currentText()}” needs {needed} of {widget.width()} pixels"
    elif isinstance(widget, QLineEdit):
        words = widget.text() or widget.placeholderText()
        if widget.fontMetrics().horizontalAdvance(words) > widget.width() - 12:
            yield f"“{words}” does not fit into {widget.width()} pixels"


def _cut_label(label: QLabel) -> Iterator[str]:
    metrics, room = label.fontMetrics(), label.contentsRect()
    if label.wordWrap():
        flags = int(Qt.TextFlag.TextWordWrap) | int(label.alignment().value)
        needed = metrics.boundingRect(QRect(0, 0, room.width(), 10_000), flags, label.text()).size()
    else:
        lines = label.text().split("\n")
        width = max(metrics.horizontalAdvance(line) for line in lines)
        needed = QSize(width, metrics.height() + (len(lines) - 1) * metrics.lineSpacing())
    if needed.width() > room.width() + 1 or needed.height() > room.height() + 1:
        wide, high = needed.width(), needed.height()
        yield f"“{label.text()}” needs {wide}×{high} of {room.width()}×{room.height()} pixels"


def _cut_tab(bar: QTabBar, place: int) -> Iterator[str]:
    box = bar.tabRect(place)
    icon = 0 if bar.tabIcon(place).isNull() else bar.iconSize().width() + 4
    needed = bar.fontMetrics().horizontalAdvance(bar.tabText(place)) + icon
    if needed > box.width() or not bar.rect().adjusted(-1, -1, 1, 1).contains(box):
        yield f"the tab “{bar.tabText(place)}” is cut off"


def _outside(widget: QWidget) -> Iterator[str]:
    """What reaches beyond its parent; within a scroll area only sideways, since it is scrolled up and down."""
    parent = widget.parentWidget()
    if parent is None or widget.isWindow() or widget.objectName() in OVERLAYS:
        return
    around, own = parent.rect(), widget.geometry()
    scrolled = isinstance(parent.parentWidget(), QAbstractScrollArea)
    if own.left() < around.left() - 1 or own.right() > around.right() + 1:
        yield f"reaches {own.left()} to {own.right()} in {around.width()} pixels across"
    if not scrolled and (own.top() < around.top() - 1 or own.bottom() > around.bottom() + 1):
        yield f"reaches {own.top()} to {own.bottom()} in {around.height()} pixels down"


def _overlapping(widget: QWidget) -> Iterator[str]:
    if isinstance(widget, QAbstractScrollArea):
        return
    children = [
        child
        for child in widget.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        if child.isVisible() and not child.isWindow() and child.objectName() not in OVERLAYS
    ]
    for one, other in combinations(children, 2):
        both = _taken(one) & _taken(other)
        if both.width() > 1 and both.height() > 1:
            yield f"{_named(one)} lies over {_named(other)}"


def _blank(widget: QWidget) -> Iterator[str]:
    """A column that can be scrolled on past the last thing in it."""
    if not isinstance(widget, QScrollArea) or widget.widget() is None:
        return
    inside = widget.widget()
    if inside.height() <= widget.viewport().height():
        return
    shown = [part for part in inside.findChildren(QWidget) if part.isVisible()]
    leaves = [part for part in shown if not any(other.parentWidget() is part for other in shown)]
    end = max((part.mapTo(inside, part.rect().bottomLeft()).y() for part in leaves), default=inside.height())
    if inside.height() - end > MOST_BLANK:
        yield f"ends {inside.height() - end} pixels after the last thing in it"


def _taken(widget: QWidget) -> QRect:
    """Where a widget is; of a bar of tabs only its tabs, for it is as wide as the window."""
    if isinstance(widget, QTabBar) and widget.count():
        tabs = widget.tabRect(0) | widget.tabRect(widget.count() - 1)
        return tabs.translated(widget.pos())
    return widget.geometry()


def _is_inside_an_item_view(widget: QWidget) -> bool:
    """What a list paints is its own business: it may cut words, with a tooltip."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _named(widget: QWidget) -> str:
    place = widget.mapTo(widget.window(), QPoint())
    name = widget.objectName() or widget.accessibleName() or (widget.text() if isinstance(widget, QLabel) else "")
    return f"{type(widget).__name__} {name!r} at {place.x()}, {place.y()}"
