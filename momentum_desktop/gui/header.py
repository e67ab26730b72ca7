"""The header that stays: level, points and streak."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.badge_row import BadgeRow
from momentum_desktop.gui.click_area import ClickArea
from momentum_desktop.gui.day_words import span_in_words
from momentum_desktop.gui.gauges import CountingLabel, LevelBar, LevelRing
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.look import Honours
from momentum_desktop.gui.theme import CAPTION, DISPLAY, GRID, LIGHT, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import WEEKDAYS, day_words
from momentum_desktop.service.values import AchievementStanding, Progress, StreakStanding
from momentum_desktop.service.why_values import WhyQuestion

REFRESH_MS = 20_000
FLAME = 4 * GRID
ROOMY = 112 * GRID
HEIGHT, LOW = 11 * GRID, 8 * GRID
"""With points, and where only the day and the streak stand in it."""


def level_in_words(progress: Progress) -> str:
    """How far the next level is."""
    if progress.next_level is None:
        return "The highest level"
    return f"{progress.points_to_next_level:,} to {progress.next_level.title}"


def streak_in_words(streak: StreakStanding, day_ends_at: datetime, now: datetime) -> str:
    """How the streak stands today, never as a threat."""
    left = span_in_words(day_ends_at - now)
    return {
        "kept": "kept for today",
        "due": f"today ends in {left}",
        "resting": "a day of rest",
        "frozen": "held by a freeze",
        "broken": "ready for a new start",
    }.get(streak.status, "starts with one task")


class Header(QWidget):
    """Shows a Progress, without points the day in their place, and keeps the time that is left of the day right.
    `why_requested` comes with the question that a click on a number asks."""

    why_requested = Signal(object)

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._theme = LIGHT
        self._progress: Progress | None = None
        self.setAccessibleName("Where you stand")
        self.setFixedHeight(HEIGHT)
        self._honours = Honours()
        self.ring = LevelRing()
        self.badges = BadgeRow()
        self.title = QLabel()
        self.title.setObjectName("level_title")
        self.title.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self._bar = LevelBar()
        self._bar.setObjectName("level_bar")
        self._bar.setAccessibleName("Way to the next level")
        self._to_next = _caption()
        self._weekday = QLabel()
        self._weekday.setObjectName("header_day")
        self._weekday.setFont(font(TITLE, QFont.Weight.DemiBold))
        # On one line with the streak, whose figure is larger.
        self._weekday.setMinimumHeight(QFontMetrics(figures(DISPLAY, QFont.Weight.Bold)).height())
        self._date = _caption()
        self.day_block = QWidget()
        self.day_block.hide()
        self._today = CountingLabel("points_today", "Points today", figures(DISPLAY, QFont.Weight.Bold))
        self._total = CountingLabel("points_total", "Points in all", figures(DISPLAY, QFont.Weight.Bold))
        self._flame = QLabel()
        self._count = QLabel()
        self._count.setFont(figures(DISPLAY, QFont.Weight.Bold))
        self._count.setObjectName("streak_count")
        self._status = _caption()
        self._status.setObjectName("streak_status")
        self.level_area, self.today_area = _area("why_level"), _area("why_today")
        self.total_area, self.streak_area = _area("why_total"), _area("why_streak")
        self._areas = (self.level_area, self.today_area, self.total_area, self.streak_area)
        self.level_area.clicked.connect(self._on_level_area_clicked)
        self.today_area.clicked.connect(self._on_today_area_clicked)
        self.total_area.clicked.connect(self._on_total_area_clicked)
        self.streak_area.clicked.connect(self._on_streak_area_clicked)
        self._lay_out()
        self._timer = QTimer(self, interval=REFRESH_MS)
        self._timer.timeout.connect(self._show_time_left)
        self._timer.start()

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.ring.apply_theme(theme)
        self.badges.apply_theme(theme)
        self._bar.apply_theme(theme)
        for area in self._areas:
            area.apply_theme(theme)
        self._show_flame()

    def show_game(self, points: bool, streaks: bool) -> None:
        """Whether points and levels, and whether the streak, are in sight."""
        for area in (self.level_area, self.today_area, self.total_area):
            area.setVisible(points)
        self.streak_area.setVisible(streaks)
        self.day_block.setVisible(not points)
        self.setFixedHeight(HEIGHT if points else LOW)
        self.setVisible(points or streaks)

    def set_animated(self, animated: bool) -> None:
        self._today.set_animated(animated)
        self._total.set_animated(animated)

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self.ring.show_level(progress.level.level_number, progress.level_progress)
        self._show_title()
        self._bar.show_share(progress.level_progress)
        self._bar.setAccessibleDescription(level_in_words(progress))
        self._to_next.setText(level_in_words(progress))
        self._today.show_value(progress.today_points)
        self._total.show_value(progress.total_points)
        level = f"Level {progress.level.level_number}: {progress.level.title}, {level_in_words(progress)}"
        self.level_area.setAccessibleName(f"Why? {level}")
        self.today_area.setAccessibleName(f"Why? Points today: {progress.today_points:,}")
        self.total_area.setAccessibleName(f"Why? Points in all: {progress.total_points:,}")
        self._weekday.setText(WEEKDAYS[progress.day.weekday()])
        self._date.setText(day_words(progress.day))
        self._show_flame()
        self._show_time_left()

    def wear(self, honours: Honours, badges: tuple[AchievementStanding, ...]) -> None:
        """Shows a title of one's own, a frame of gold and the achievements that are pinned."""
        self._honours = honours
        self.ring.set_gold(honours.gold)
        self.badges.show_badges(badges)
        self._show_title()
        self._fit_badges()

    def begin_anew(self) -> None:
        """What comes next is somebody else's."""
        self._today.begin_anew()
        self._total.begin_anew()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_badges()
        self._show_time_left()

    def _show_title(self) -> None:
        if self._progress is None:
            return
        level = self._progress.level
        self.title.setText(self._honours.title or level.title)
        own = f", “{self._honours.title}”" if self._honours.title else ""
        self.title.setAccessibleName(f"Level {level.level_number}: {level.title}{own}")

    def _fit_badges(self) -> None:
        """Pinned achievements take no room that level, points and streak need."""
        self.badges.setVisible(bool(self.badges.badges) and self.width() >= ROOMY)

    def _streak(self) -> StreakStanding | None:
        streaks = self._progress.streaks if self._progress else ()
        return next((streak for streak in streaks if streak.period == "day"), None)

    def _show_flame(self) -> None:
        streak = self._streak()
        alight = streak is not None and streak.current_count > 0
        ink = self._theme.flame if alight else self._theme.muted
        self._flame.setPixmap(icon_pixmap("ui-flame", ink, FLAME, self.devicePixelRatioF()))

    def _show_time_left(self) -> None:
        streak = self._streak()
        if streak is None or self._progress is None:
            return
        words = streak_in_words(streak, self._progress.day_ends_at, self._clock())
        days = "day" if streak.current_count == 1 else "days"
        self._count.setText(f"{streak.current_count:,}")
        self._count.setAccessibleName(f"Streak: {streak.current_count} {days}, {words}")
        self.streak_area.setAccessibleName(f"Why? {self._count.accessibleName()}")
        roomy = streak.current_count and self.width() >= ROOMY
        self._status.setText(f"{days} in a row · {words}" if roomy else words)

    def _on_level_area_clicked(self) -> None:
        self.why_requested.emit(WhyQuestion(level=True))

    def _on_today_area_clicked(self) -> None:
        if self._progress is not None:
            self.why_requested.emit(WhyQuestion(day=self._progress.day))

    def _on_total_area_clicked(self) -> None:
        self.why_requested.emit(WhyQuestion())

    def _on_streak_area_clicked(self) -> None:
        streak = self._streak()
        if streak is not None:
            self.why_requested.emit(WhyQuestion(streak=streak.streak_type))

    def _lay_out(self) -> None:
        level = QVBoxLayout()
        level.setSpacing(GRID // 2)
        level.addStretch()
        title = QHBoxLayout()
        title.setSpacing(2 * GRID)
        title.addWidget(self.title)
        title.addStretch()
        title.addWidget(self._to_next, alignment=Qt.AlignmentFlag.AlignBottom)
        level.addLayout(title)
        level.addWidget(self._bar)
        level.addStretch()
        standing = QHBoxLayout()
        standing.setSpacing(2 * GRID)
        standing.addWidget(self.ring)
        standing.addLayout(level, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.setSpacing(GRID)
        _fill(self.level_area, standing)
        layout.addWidget(self.level_area, 3)
        day = _block(self._weekday, self._date, Qt.AlignmentFlag.AlignLeft)
        day.setContentsMargins(GRID, 0, GRID, 0)
        self.day_block.setLayout(day)
        layout.addWidget(self.day_block, 3)
        layout.addWidget(self.badges)
        layout.addStretch(1)
        _fill(self.today_area, _block(self._today, _caption("points today")))
        _fill(self.total_area, _block(self._total, _caption("points in all")))
        streak = QHBoxLayout()
        streak.setSpacing(GRID // 2)
        streak.addStretch()
        streak.addWidget(self._flame)
        streak.addWidget(self._count)
        _fill(self.streak_area, _block(streak, self._status))
        for area in self._areas[1:]:
            layout.addWidget(area)


def _caption(words: str = "") -> QLabel:
    label = QLabel(words)
    label.setFont(font(CAPTION))
    label.setProperty("ink", "muted")
    return label


def _area(name: str) -> ClickArea:
    area = ClickArea()
    area.setObjectName(name)
    area.setToolTip("Why?")
    area.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)
    return area


def _fill(area: ClickArea, content: QBoxLayout) -> None:
    content.setContentsMargins(GRID, 0, GRID, 0)
    area.setLayout(content)


def _block(
    number: QWidget | QHBoxLayout, words: QLabel, side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignRight
) -> QVBoxLayout:
    block = QVBoxLayout()
    block.setSpacing(0)
    block.addStretch()
    if isinstance(number, QWidget):
        block.addWidget(number)
    else:
        block.addLayout(number)
    words.setAlignment(side)
    block.addWidget(words)
    block.addStretch()
    return block
