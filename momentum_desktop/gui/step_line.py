"""One step of a goal: a round checkbox, its words, and what it would earn."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from momentum_desktop.gui.icons import icon, icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, figures, font
from momentum_desktop.service.plan_values import GoalStep

HEIGHT = 4 * GRID
BOX = 18
WORTH = 5 * GRID


class StepLine(QAbstractButton):
    """Ticks at a click or with Space; E edits and Delete deletes, and so does its menu."""

    tick_requested = Signal(int, bool)
    edit_requested = Signal(object)
    deletion_requested = Signal(int)

    def __init__(self, step: GoalStep, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = LIGHT
        self._title, self._struck = font(BODY), font(BODY)
        self._struck.setStrikeOut(True)
        self._worth = figures(CAPTION, QFont.Weight.DemiBold)
        self._shows_worth = True
        self.step = step
        self._ticked = step.done
        self.setFixedHeight(HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._on_clicked)
        self.show_step(step)

    def show_step(self, step: GoalStep) -> None:
        """The step as it stands; a tick that was shown before the answer is settled by it."""
        self.step, self._ticked = step, step.done
        self.setToolTip(step.title)
        told = [step.title, step.complexity]
        if step.done:
            told.append("done")
        elif self._shows_worth:
            told.append(f"worth {step.worth} points")
        self.setAccessibleName(", ".join(told))
        self.update()

    def show_worth(self, shown: bool) -> None:
        """Whether what it would earn is in sight."""
        if shown != self._shows_worth:
            self._shows_worth, ticked = shown, self._ticked
            self.show_step(self.step)
            self._ticked = ticked

    def untick_pending(self) -> None:
        """Takes back a tick that came to nothing."""
        self.show_step(self.step)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def menu(self) -> QMenu:
        """What else can be done with it."""
        made = QMenu(self)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        edit = made.addAction(icon("ui-edit", self._theme.text, size=16), "Edit…\tE")
        edit.triggered.connect(lambda: self.edit_requested.emit(self.step))
        delete = made.addAction(icon("ui-trash", self._theme.text, size=16), "Delete\tDel")
        delete.triggered.connect(lambda: self.deletion_requested.emit(self.step.id))
        return made

    def sizeHint(self) -> QSize:
        return QSize(24 * GRID, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * GRID, HEIGHT)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu().popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_E, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_requested.emit(self.step)
        elif event.key() == Qt.Key.Key_Delete:
            self.deletion_requested.emit(self.step.id)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, hovered = self._theme, self.underMouse()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if hovered or self.hasFocus():
            painter.setPen(QPen(QColor(theme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hover) if hovered else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(ground, GRID, GRID)
        box = QRectF(6, (self.height() - BOX) / 2, BOX, BOX)
        edge = QPen(QColor(theme.accent if hovered else theme.muted), 1.75)
        painter.setPen(Qt.PenStyle.NoPen if self._ticked else edge)
        painter.setBrush(QColor(theme.accent) if self._ticked else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(box)
        if self._ticked or hovered:
            ratio = painter.device().devicePixelRatioF()
            check = icon_pixmap("ui-check", theme.on_accent if self._ticked else theme.accent, 12, ratio)
            painter.drawPixmap(box.topLeft() + QRectF(0, 0, BOX - 12, BOX - 12).center(), check)
        right = self.width() - 6.0
        middle = Qt.AlignmentFlag.AlignVCenter
        if self._shows_worth and not self._ticked:
            painter.setFont(self._worth)
            painter.setPen(QColor(theme.accent))
            worth = QRectF(right - WORTH, 0, WORTH, self.height())
            painter.drawText(worth, Qt.AlignmentFlag.AlignRight | middle, f"+{self.step.worth}")
            right -= WORTH
        words = QRectF(box.right() + GRID, 0, right - box.right() - GRID, self.height())
        painter.setFont(self._struck if self._ticked else self._title)
        painter.setPen(QColor(theme.muted if self._ticked else theme.text))
        fitting = painter.fontMetrics().elidedText(self.step.title, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, fitting)

    def _on_clicked(self) -> None:
        if self._ticked == self.step.done:
            self._ticked = not self.step.done
            self.update()
            self.tick_requested.emit(self.step.id, self._ticked)
