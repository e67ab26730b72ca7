"""The Levels page: the path of levels, where one stands on it, what each asks and unlocks."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFont, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from momentum_desktop.gui.level_pace import pace_of, pace_words, reached_on
from momentum_desktop.gui.level_row import LevelRow, Step
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.theme import BODY, GRID, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import counted
from momentum_desktop.service.insight_values import Insights
from momentum_desktop.service.values import LevelStanding, Progress
from momentum_desktop.service.why_values import WhyQuestion

EMPTY = EmptyState("mountain", "The path of levels will run here. Your first task is the first step.", "Add a task")
WIDEST = 128 * GRID
BEFORE = 2
"""So many levels stay in sight above the one where I am."""


def steps(
    levels: tuple[LevelStanding, ...], progress: Progress | None, insights: Insights | None = None
) -> tuple[Step, ...]:
    """The path as it is shown; the points to go are known with the progress, the pace with the insights."""
    current = max((row.level_number for row in levels if row.reached), default=None)
    pace = None if insights is None else pace_of(insights)
    climbed = progress.level_progress if progress else 0.0
    made: list[Step] = []
    for place, row in enumerate(levels):
        here = row.level_number == current
        to_go = max(0, row.points_required - (progress.total_points if progress else 0))
        words = ""
        if progress and not row.reached:
            words = pace_words(reached_on(to_go, pace, progress.day), progress.day)
        made.append(
            Step(
                standing=row,
                current=here,
                first=place == 0,
                last=place == len(levels) - 1,
                climbed=climbed if here else 0.0,
                approached=climbed if made and made[-1].current else 0.0,
                to_go=to_go,
                pace=words,
            )
        )
    return tuple(made)


class LevelsPage(Page):
    """The path of levels, from the first at the top. `insights_requested` asks for the last weeks: they give a pace;
    `perk_requested` names a perk to be used."""

    insights_requested = Signal()
    perk_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page_levels", "Levels", EMPTY, parent)
        self.rows: list[LevelRow] = []
        self._levels: tuple[LevelStanding, ...] = ()
        self._progress: Progress | None = None
        self._insights: Insights | None = None
        self._stale = True
        self._all_open = False
        self._found = False
        self.headline = QLabel()
        self.headline.setObjectName("levels_summary")
        self.headline.setFont(font(TITLE, QFont.Weight.DemiBold))
        self.sentence = QLabel(alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.sentence.setFont(figures(BODY))
        self.sentence.setProperty("ink", "muted")
        self.sentence.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(self.headline)
        head.addWidget(self.sentence, 1)
        over = QWidget(maximumWidth=WIDEST)
        over.setLayout(head)
        head.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, GRID)
        inside = QWidget(maximumWidth=WIDEST)
        self._path = QVBoxLayout()
        self._path.setSpacing(0)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, GRID // 2, GRID, GRID)
        column.addLayout(self._path)
        column.addStretch(1)
        self._scroll = ScrollColumn(_centred(inside), "The path of levels")
        layout = QVBoxLayout(self.content)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._show_where_i_am)
        layout.addWidget(_centred(over))
        layout.addWidget(self._scroll, 1)

    def show_levels(self, levels: tuple[LevelStanding, ...]) -> None:
        self._levels = levels
        self._refresh()
        if levels:
            self.show_content()
        else:
            self.show_empty()

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._refresh()

    def show_insights(self, insights: Insights) -> None:
        if self._insights is None:
            # The days at this pace make the path longer.
            self._found = False
        self._insights = insights
        self._stale = False
        self._refresh()

    def tab_shown(self) -> None:
        """The page came into view: asks for the last weeks, if what is known of them may be old."""
        if self._stale:
            self.insights_requested.emit()

    def forget(self) -> None:
        """The last weeks may have changed."""
        self._stale = True
        if self.isVisible():
            self.insights_requested.emit()

    def begin_anew(self) -> None:
        super().begin_anew()
        self._progress = self._insights = None
        self._stale = True

    def show_all_perks(self, all_open: bool) -> None:
        """Whether every perk may be used, whatever the level."""
        self._all_open = all_open
        self._refresh()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for row in self.rows:
            row.apply_theme(theme)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        bar = self._scroll.verticalScrollBar()
        self._show_where_i_am(bar.minimum(), bar.maximum())

    def _refresh(self) -> None:
        path = steps(self._levels, self._progress, self._insights)
        path = tuple(replace(step, all_open=self._all_open) for step in path)
        while len(self.rows) > len(path):
            spare = self.rows.pop()
            self._path.removeWidget(spare)
            spare.deleteLater()
        for row, step in zip(self.rows, path, strict=False):
            row.show_step(step)
        for step in path[len(self.rows) :]:
            row = LevelRow(step)
            row.clicked.connect(lambda _=False, row=row: self._ask_why(row))
            row.apply_theme(self.theme)
            row.perk_requested.connect(self.perk_requested)
            self.rows.append(row)
            self._path.addWidget(row)
        self._summarize(path)

    def _summarize(self, path: tuple[Step, ...]) -> None:
        reached = sum(1 for step in path if step.standing.reached)
        self.headline.setText(f"{reached} of {counted(len(path), 'level')} reached")
        following = next((step for step in path if not step.standing.reached), None)
        if following is None:
            self.sentence.setText("The top of the path")
        elif self._progress is not None:
            pace = None if self._insights is None else pace_of(self._insights)
            words = f"{counted(following.to_go, 'point')} to {following.standing.title}"
            if pace is not None:
                words += f" · {counted(round(pace), 'point')} a day lately"
            self.sentence.setText(words)

    def _ask_why(self, row: LevelRow) -> None:
        self.why_requested.emit(WhyQuestion(level_number=row.step.standing.level_number))

    def _show_where_i_am(self, least: int, most: int) -> None:
        """Once the path is laid out and longer than the page, scrolls to the current level, with some before it."""
        if self._found or most <= least or not self.isVisible():
            return
        for place, row in enumerate(self.rows):
            if row.step.current:
                self._found = True
                first = self.rows[max(0, place - BEFORE)]
                self._scroll.verticalScrollBar().setValue(first.mapTo(self._scroll.inside, QPoint()).y())


def _centred(inside: QWidget) -> QWidget:
    """The widget in the middle of one that is as wide as there is room."""
    around = QWidget()
    across = QHBoxLayout(around)
    across.setContentsMargins(0, 0, 0, 0)
    across.addWidget(inside)
    return around
