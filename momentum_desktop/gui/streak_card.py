"""The card of one streak: its flame and count, how it stands in kind words, and what comes next."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.medallion import Medallion, paint_medallion
from momentum_desktop.gui.streak_words import milestone_words, progress_words, spoken, status_icon, status_words
from momentum_desktop.gui.theme import BODY, CAPTION, DISPLAY, GRID, LIGHT, Theme, figures, font
from momentum_desktop.gui.wording import counted, grouped
from momentum_desktop.service.values import StreakStanding

FLAME = ("#ee5f33", "#ff9d57")
FROST = ("#3d8fd6", "#7cc4f5")
REST = ("#6b72a8", "#9aa2d6")


class StreakCard(ClickArea):
    """One streak; a click asks why."""

    def __init__(self, standing: StreakStanding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # A card takes the width of its column, so that long words do not make columns differ.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.medal = _Flame()
        self.title = self._label(BODY, QFont.Weight.DemiBold)
        self.count = QLabel()
        self.count.setFont(figures(DISPLAY, QFont.Weight.Bold))
        self.unit = self._label(BODY, muted=True)
        self.status = _Pill()
        self.today = self._label(CAPTION, muted=True)
        self.milestone = self._label(CAPTION, QFont.Weight.Medium)
        self.longest = self._label(CAPTION, muted=True)
        self.bar = _Bar()
        self.freezes = _Freezes()
        self._lay_out()
        self.show_standing(standing)

    def show_standing(self, standing: StreakStanding) -> None:
        self.standing = standing
        self.setObjectName(f"streak_{standing.streak_type}")
        self.setAccessibleName(f"{spoken(standing)}. Why?")
        self.title.setText(standing.title)
        self.count.setText(grouped(standing.current_count))
        self.unit.setText(standing.period if standing.current_count == 1 else f"{standing.period}s")
        self.status.show_standing(standing)
        self.today.setText(progress_words(standing).replace("this week", "this\N{NO-BREAK SPACE}week"))
        self.milestone.setText(milestone_words(standing))
        self.longest.setText(f"Longest {counted(standing.longest_count, standing.period)}")
        goal = standing.next_milestone
        self.bar.show_fraction(standing.current_count / goal if goal else 1.0)
        self.freezes.show_held(standing.freezes)
        self.medal.show_standing(standing)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for part in (self.medal, self.status, self.bar, self.freezes):
            part.apply_theme(theme)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_card(painter, QRectF(self.rect()), self.theme.surface)

    def _label(self, px: int, weight: QFont.Weight = QFont.Weight.Normal, muted: bool = False) -> QLabel:
        label = QLabel()
        label.setFont(figures(px, weight))
        if muted:
            label.setProperty("ink", "muted")
        return label

    def _lay_out(self) -> None:
        number = QHBoxLayout()
        number.setSpacing(GRID)
        number.addWidget(self.count)
        number.addWidget(self.unit, 1, Qt.AlignmentFlag.AlignBottom)
        self.unit.setContentsMargins(0, 0, 0, 5)
        heads = QVBoxLayout()
        heads.setSpacing(0)
        heads.addWidget(self.title)
        heads.addLayout(number)
        top = QHBoxLayout()
        top.setSpacing(2 * GRID)
        top.addWidget(self.medal)
        top.addLayout(heads, 1)
        state = QHBoxLayout()
        state.setSpacing(GRID)
        state.addWidget(self.status, 0, Qt.AlignmentFlag.AlignVCenter)
        state.addWidget(self.today, 1)
        # Where both do not fit beside each other, the figures take two lines and the pill keeps its words.
        self.status.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.today.setWordWrap(True)
        self.today.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        goal = QHBoxLayout()
        goal.addWidget(self.milestone)
        goal.addStretch(1)
        goal.addWidget(self.longest)
        goal_column = QVBoxLayout()
        goal_column.setSpacing(GRID // 2)
        goal_column.addWidget(self.bar)
        goal_column.addLayout(goal)
        top.addWidget(self.freezes, 0, Qt.AlignmentFlag.AlignTop)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        rows.setSpacing(2 * GRID)
        rows.addLayout(top)
        rows.addLayout(state)
        rows.addLayout(goal_column)


class _Flame(QWidget):
    """The flame, in a ring that this period fills."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(8 * GRID, 8 * GRID)
        self._theme = LIGHT
        self._look = Medallion("flame", 0.0, FLAME, False)

    def show_standing(self, standing: StreakStanding) -> None:
        part = min(1.0, float(standing.progress) / float(standing.needed)) if standing.needed else 0.0
        colours = {"frozen": FROST, "resting": REST}.get(standing.status, FLAME)
        name = "snowflake" if standing.status == "frozen" else "flame"
        alight = standing.current_count > 0
        self._look = Medallion(name, 1.0 if standing.status == "kept" else part, colours, alight)
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_medallion(painter, middle, middle.x() - 3, self._look, self._theme, self.devicePixelRatioF())


class _Pill(QLabel):
    """The status in words, on a tinted ground with its sign."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(font(CAPTION, QFont.Weight.DemiBold))
        self.setContentsMargins(30, 4, 12, 4)
        self._theme = LIGHT
        self._sign = "spark"
        self._status = "none"

    def show_standing(self, standing: StreakStanding) -> None:
        self._sign, self._status = status_icon(standing), standing.status
        self.setText(status_words(standing))
        self.apply_theme(self._theme)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setStyleSheet(f"color: {self._ink()}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.hover))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        sign = icon_pixmap(self._sign, self._ink(), 16, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(9, (self.height() - 16) / 2), sign)
        painter.end()
        super().paintEvent(event)

    def _ink(self) -> str:
        inks = {"kept": self._theme.success, "due": self._theme.flame, "frozen": self._theme.accent}
        return inks.get(self._status, self._theme.text)


class _Bar(QWidget):
    """How near the next milestone is."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(GRID)
        self._theme = LIGHT
        self.fraction = 0.0

    def show_fraction(self, fraction: float) -> None:
        self.fraction = max(0.0, min(1.0, fraction))
        self.update()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.track))
        box = QRectF(self.rect())
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.fraction > 0:
            painter.setBrush(QColor(FLAME[1]))
            box.setWidth(max(box.height(), box.width() * self.fraction))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)


class _Freezes(QLabel):
    """The freezes held, with a snowflake."""

    def __init__(self) -> None:
        super().__init__()
        self.setFont(figures(CAPTION, QFont.Weight.Medium))
        self.setProperty("ink", "muted")
        self.setContentsMargins(22, 0, 0, 0)
        self._theme = LIGHT

    def show_held(self, held: int) -> None:
        self.setText(counted(held, "freeze"))
        self.setToolTip("A missed day is saved by itself while a freeze is held.")
        self.setVisible(held > 0)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        frost = FROST[0] if self._theme.name == "light" else FROST[1]
        flake = icon_pixmap("snowflake", frost, 18, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(0, (self.height() - 18) / 2), flake)
