"""The contrast of every word that a window shows, computed from what is really painted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLabel, QLineEdit, QTabBar, QWidget

LEAST = 4.5
SCALE = 2.0
"""Enlarged so much, thin strokes have pixels of the full ink."""

ENOUGH = 6
"""So many pixels of one colour are no accident of smoothing."""


VEIL = "command_palette"
"""What darkens all that lies behind it, so that nobody reads there."""


class Painted(NamedTuple):
    """Words that Python code painted: their ink, what on and where."""

    words: str
    ink: QColor
    device: Any
    box: QRectF


def luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    """The ratio of WCAG 2, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def faint_words(window: QWidget) -> list[str]:
    """Labels, buttons, tabs, fields and painted words of less than LEAST, each with its ratio."""
    return [*_faint_widgets(window), *_faint_paintings(window)]


def _faint_widgets(window: QWidget) -> Iterator[str]:
    picture = enlarged(window)
    for widget, words, box in _worded(window):
        ratio = _of_pixels(picture, box)
        if ratio is not None and ratio < LEAST:
            yield f"“{words}” of {type(widget).__name__} {widget.objectName()!r}: {ratio:.2f}"


def _worded(window: QWidget) -> Iterator[tuple[QWidget, str, QRect]]:
    """Every widget in sight that shows words, and where they are in the window."""
    for widget in window.findChildren(QWidget):
        seen = widget.visibleRegion().boundingRect()
        if not widget.isVisible() or seen.isEmpty() or _is_veiled(widget, window):
            continue
        boxes: list[tuple[str, QRect]] = []
        if isinstance(widget, QTabBar):
            boxes = [(widget.tabText(place), widget.tabRect(place)) for place in range(widget.count())]
        elif isinstance(widget, QLabel) and widget.text():
            boxes = [(widget.text(), seen)]
        elif isinstance(widget, QAbstractButton) and widget.text():
            # Without its edge, which may be of another colour.
            boxes = [(widget.text(), seen.adjusted(6, 4, -6, -4))]
        elif isinstance(widget, QComboBox):
            boxes = [(widget.currentText(), seen.adjusted(6, 4, -24, -4))]
        elif isinstance(widget, QLineEdit):
            boxes = [(widget.text() or widget.placeholderText(), seen.adjusted(30, 4, -6, -4))]
        for words, box in boxes:
            yield widget, words, QRect(widget.mapTo(window, box.topLeft()), box.size())


def _is_veiled(widget: QWidget, window: QWidget) -> bool:
    veil = window.findChild(QWidget, VEIL)
    return veil is not None and veil.isVisible() and widget is not veil and not veil.isAncestorOf(widget)


def _of_pixels(picture: QImage, box: QRect) -> float | None:
    """The contrast between the ground and the ink that stands out most from it; None where only ground is seen."""
    part = picture.copy(QRect(box.topLeft() * SCALE, box.size() * SCALE))
    colours = Counter(_colours(part))
    ground = QColor(colours.most_common(1)[0][0] | 0xFF000000)
    ratios = [contrast(QColor(value | 0xFF000000), ground) for value, count in colours.items() if count >= ENOUGH]
    return max(ratios) if len(ratios) > 1 else None


def _colours(part: QImage) -> list[int]:
    """Its pixels, as 0xffrrggbb."""
    plain = part.convertToFormat(QImage.Format.Format_RGB32)
    values: list[int] = memoryview(plain.constBits()).cast("I").tolist()
    return values


def _faint_paintings(window: QWidget) -> Iterator[str]:
    with _words_held_back() as painted, _nothing_kept(window):
        grounds = enlarged(window, 1.0)
    pictures: dict[int, QImage] = {}  # by cacheKey
    for each in painted:
        device = each.device
        if isinstance(device, QWidget):
            if not device.visibleRegion().contains(each.box.toAlignedRect()) or _is_veiled(device, window):
                continue
            picture = grounds
            box = QRectF(QPointF(device.mapTo(window, QPoint())) + each.box.topLeft(), each.box.size())
        elif isinstance(device, QPixmap):
            picture = pictures.setdefault(device.cacheKey(), device.toImage())
            ratio = device.devicePixelRatio()
            box = QRectF(each.box.topLeft() * ratio, each.box.size() * ratio)
        else:
            continue
        ratio_found = _against_grounds(picture, box, each.ink)
        if ratio_found < LEAST:
            yield f"“{each.words}” painted in {each.ink.name()}: {ratio_found:.2f}"


def _against_grounds(picture: QImage, box: QRectF, ink: QColor) -> float:
    """The least contrast with the grounds under the words; one pixel in twenty may be something else."""
    part = picture.copy(box.toAlignedRect() & picture.rect())
    if part.isNull():
        return LEAST
    values = _colours(part)
    ratios = sorted((contrast(ink, QColor(value | 0xFF000000)), count) for value, count in Counter(values).items())
    seen = 0
    for ratio, count in ratios:
        seen += count
        if seen * 20 > len(values):
            return ratio
    return LEAST


@contextmanager
def _words_held_back() -> Iterator[list[Painted]]:
    """Paints everything but words, and notes where they would have stood."""
    painted: list[Painted] = []
    drawn = QPainter.drawText

    def note(painter: QPainter, *about: Any) -> None:
        words = next((value for value in reversed(about) if isinstance(value, str)), "")
        place = about[0]
        if isinstance(place, QRectF | QRect):
            flags = about[1] if len(about) > 2 else Qt.AlignmentFlag.AlignLeft
            number = flags if isinstance(flags, int) else int(flags.value)
            box = painter.boundingRect(QRectF(place), number, words)
        else:
            size = QSize(painter.fontMetrics().horizontalAdvance(words), painter.fontMetrics().height())
            box = QRectF(QPointF(place) - QPointF(0, painter.fontMetrics().ascent()), size)
        if words.strip():
            moved = painter.worldTransform().mapRect(box)
            device = painter.device()
            # A second hold on the picture: the first one is let go when it is painted.
            kept = QPixmap(device) if isinstance(device, QPixmap) else device
            painted.append(Painted(words, painter.pen().color(), kept, moved))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QPainter, "drawText", note)
        yield painted
    assert QPainter.drawText is drawn


@contextmanager
def _nothing_kept(window: QWidget) -> Iterator[None]:
    """Paints anew what is kept as pictures, and keeps nothing of it."""
    delegates = [view.itemDelegate() for view in window.findChildren(QAbstractItemView)]
    kept = [delegate.cache for delegate in delegates if hasattr(delegate, "cache")]
    for cache in kept:
        cache.clear()
    yield
    for cache in kept:
        cache.clear()


def enlarged(window: QWidget, scale: float = SCALE) -> QImage:
    """The window, so many times as large."""
    picture = QImage(window.size() * scale, QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(scale)
    window.render(picture, QPoint())
    return picture
