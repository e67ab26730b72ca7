"""Text wrapped into a given number of lines of like length, the last one cut with an ellipsis when there is more."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QTextLayout


def paint_lines(painter: QPainter, box: QRectF, text: str, lines: int, line_height: float) -> None:
    """Paints at most `lines` lines of text, centred across the box, from its top."""
    metrics = QFontMetricsF(painter.font())
    top = box.top()
    for line in balanced(text, painter.font(), box.width(), lines):
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(QRectF(box.left(), top, box.width(), line_height), Qt.AlignmentFlag.AlignCenter, shown)
        top += line_height


def balanced(text: str, face: QFont, width: float, lines: int) -> list[str]:
    """The lines of the text, of like length so that no word stands alone in the last; what is more than `lines`
    is left in the last one."""
    found = _broken(text, face, width)
    if 1 < len(found) <= lines:
        narrow, wide = width / 2, width
        while wide - narrow > 4:
            tried = (narrow + wide) / 2
            if len(_broken(text, face, tried)) > len(found):
                narrow = tried
            else:
                wide = tried
        found = _broken(text, face, wide)
    return found if len(found) <= lines else [*found[: lines - 1], " ".join(found[lines - 1 :])]


def _broken(text: str, face: QFont, width: float) -> list[str]:
    shape = QTextLayout(text, face)
    shape.beginLayout()
    found = []
    while (line := shape.createLine()).isValid():
        line.setLineWidth(width)
        found.append(text[line.textStart() : line.textStart() + line.textLength()].strip())
    shape.endLayout()
    return found
