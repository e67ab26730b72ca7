"""The dialogs in which the header's honours are chosen: pinned achievements, and a title in a frame of gold."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.badge_row import won_medallion
from momentum_desktop.gui.look import LONGEST_TITLE, MOST_BADGES
from momentum_desktop.gui.medallion import paint_medallion
from momentum_desktop.gui.theme import BODY, GRID, TITLE, Theme, font
from momentum_desktop.service.values import AchievementStanding

SIDE = 5 * GRID


class BadgesDialog(QDialog):
    """Ticks up to three of the achievements won; `chosen` carries their names at each change."""

    chosen = Signal(object)

    def __init__(
        self,
        won: tuple[AchievementStanding, ...],
        pinned: tuple[str, ...],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        title = "Pin achievements"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("badges_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.resize(52 * GRID, 58 * GRID)
        won = tuple(sorted(won, key=lambda each: each.name not in pinned))
        self._names = [each.name for each in won if each.name]
        self._pinned = [name for name in pinned if name in self._names]
        self._count = QLabel()
        self._count.setProperty("ink", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Achievements won")
        self.list.setIconSize(QSize(SIDE, SIDE))
        for each in won:
            item = QListWidgetItem(QIcon(_picture(each, theme, self.devicePixelRatioF())), each.name or "")
            item.setToolTip(each.description or "")
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            self.list.addItem(item)
        self._show_ticks()
        self.list.itemChanged.connect(self._on_list_item_changed)
        layout = _framed(self, title)
        layout.addWidget(self._count)
        layout.addWidget(self.list, 1)
        layout.addLayout(_foot(self))

    def _show_ticks(self) -> None:
        """A fourth takes the place of the one that was pinned first."""
        blocked = self.list.blockSignals(True)
        for place, name in enumerate(self._names):
            state = Qt.CheckState.Checked if name in self._pinned else Qt.CheckState.Unchecked
            self.list.item(place).setCheckState(state)
        self.list.blockSignals(blocked)
        told = f"{len(self._pinned)} of {MOST_BADGES} pinned on the header."
        self._count.setText(told if self._names else "The achievements that you win can be pinned here.")

    def _on_list_item_changed(self, item: QListWidgetItem) -> None:
        name = item.text()
        if item.checkState() is Qt.CheckState.Checked and name not in self._pinned:
            self._pinned = [*self._pinned, name][-MOST_BADGES:]
        elif item.checkState() is Qt.CheckState.Unchecked and name in self._pinned:
            self._pinned.remove(name)
        self._show_ticks()
        self.chosen.emit(tuple(self._pinned))


class TitleDialog(QDialog):
    """Takes a title of one's own, and a frame of gold; `chosen` carries both at each change."""

    chosen = Signal(str, bool)

    def __init__(self, title: str, gold: bool, usual: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = "Your title"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("title_dialog")
        self.setWindowTitle(words)
        self.setAccessibleName(words)
        self.setFixedWidth(48 * GRID)
        self.line = QLineEdit(title)
        self.line.setAccessibleName("Title")
        self.line.setPlaceholderText(usual)
        self.line.setMaxLength(LONGEST_TITLE)
        self.gold = QCheckBox("A frame of gold around the level")
        self.gold.setChecked(gold)
        self.line.textChanged.connect(self._tell)
        self.gold.toggled.connect(self._tell)
        layout = _framed(self, words)
        layout.addWidget(self.line)
        layout.addWidget(self.gold)
        layout.addLayout(_foot(self))

    def _tell(self) -> None:
        self.chosen.emit(" ".join(self.line.text().split()), self.gold.isChecked())


def _picture(standing: AchievementStanding, theme: Theme, ratio: float) -> QPixmap:
    picture = QPixmap(QSize(SIDE, SIDE) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_medallion(
        painter, QPointF(SIDE / 2, SIDE / 2 - 1), SIDE / 2 - 4, won_medallion(standing, theme), theme, ratio
    )
    painter.end()
    return picture


def _framed(dialog: QDialog, title: str) -> QVBoxLayout:
    heading = QLabel(title)
    heading.setFont(font(TITLE, QFont.Weight.DemiBold))
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
    layout.setSpacing(GRID)
    layout.addWidget(heading)
    return layout


def _foot(dialog: QDialog) -> QHBoxLayout:
    close = QPushButton("Close")
    close.setAccessibleName("Close")
    close.setFont(font(BODY, QFont.Weight.DemiBold))
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    foot = QHBoxLayout()
    foot.setContentsMargins(0, GRID, 0, 0)
    foot.addStretch()
    foot.addWidget(close)
    return foot
