"""The Achievements page: what can be won, how near it is and what has been won, as a gallery of cards."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from momentum_desktop.engine.values import Outcome
from momentum_desktop.gui.achievement_filters import AchievementFilters
from momentum_desktop.gui.achievement_gallery import AchievementGallery
from momentum_desktop.gui.achievement_model import (
    AchievementChoice,
    AchievementModel,
    AchievementOrder,
    AchievementState,
    is_of_points,
)
from momentum_desktop.gui.page import EmptyState, Page
from momentum_desktop.gui.story_pane import StoryPane
from momentum_desktop.gui.theme import BODY, GRID, Theme, font
from momentum_desktop.gui.wording import counted
from momentum_desktop.service.story_values import Rarity
from momentum_desktop.service.values import AchievementStanding, Progress

EMPTY = EmptyState("trophy", "Your achievements will stand here. The first one is a single task away.", "Add a task")


class AchievementsPage(Page):
    """The gallery of achievements, the controls that narrow and order it, and the story that a card opens to.

    `rarities_requested` comes when how rare they are is to be shown and not known."""

    rarities_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("page_achievements", "Achievements", EMPTY, parent)
        self.model = AchievementModel(self)
        self.choice = AchievementChoice(self.model, self)
        self.filters = AchievementFilters()
        self.gallery = AchievementGallery(self.choice)
        self._nothing, self._show_all = QLabel(), QPushButton("Show all")
        self._below = QStackedWidget()
        self._below.addWidget(self.gallery)
        self._below.addWidget(self._built_nothing())
        self.story = StoryPane()
        self.story.back_requested.connect(self._on_story_back_requested)
        self._rarities_known = False
        self._shows_points = True
        self._parts = QStackedWidget()
        whole = QVBoxLayout(self.content)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._parts)
        catalogue = QWidget()
        self._parts.addWidget(catalogue)
        self._parts.addWidget(self.story)
        layout = QVBoxLayout(catalogue)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        gallery_row = QVBoxLayout()
        gallery_row.setContentsMargins(GRID, 0, 0, 0)
        gallery_row.addWidget(self._below)
        layout.addLayout(gallery_row, 1)
        self.gallery.card_opened.connect(self._on_gallery_card_opened)
        self.filters.category_chosen.connect(self._on_filters_category_chosen)
        self.filters.state_chosen.connect(self._on_filters_state_chosen)
        self.filters.order_chosen.connect(self._on_filters_order_chosen)
        self.filters.words_changed.connect(self._on_filters_words_changed)

    def show_achievements(self, standings: tuple[AchievementStanding, ...]) -> None:
        self.model.show_achievements(standings)
        self.filters.show_categories(tuple(dict.fromkeys(row.category for row in standings)))
        self._say_won()
        self._refresh()
        told = self.story.standing
        now = None if told is None else next((row for row in standings if row.id == told.id), None)
        if now is not None and now.name is not None:
            self.story.refresh(now)
        elif told is not None:
            self.close_story()
        if standings:
            self.show_content()
        else:
            self.show_empty()

    def show_points(self, shown: bool) -> None:
        self._shows_points = shown
        self.model.show_points(shown)
        self.choice.show_points(shown)
        self.story.show_points(shown)
        self._say_won()
        self._refresh()
        told = self.story.standing
        if told is not None and is_of_points(told) and not shown:
            self.close_story()

    def show_rarities(self, rarities: tuple[Rarity, ...]) -> None:
        self._rarities_known = True
        self.model.show_rarities(rarities)

    def show_progress(self, progress: Progress) -> None:
        """Learns which day it is."""
        self.story.show_day(progress.day)

    def tab_shown(self) -> None:
        """The page came into view."""
        self._ask_rarities()

    def forget_rarities(self) -> None:
        """How rare they are may have changed."""
        self._rarities_known = False
        if self.isVisible():
            self._ask_rarities()

    def show_outcome(self, outcome: Outcome) -> None:
        """Marks what this event won as new, until the page has been seen and left."""
        if outcome.achievements_unlocked and not outcome.repeated:
            self.model.mark_won(outcome.achievements_unlocked)

    def begin_anew(self) -> None:
        super().begin_anew()
        self.close_story()
        self.model.settle()
        self.model.show_rarities(())
        self._rarities_known = False

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.filters.apply_theme(theme)
        self.gallery.apply_theme(theme)
        self.story.apply_theme(theme)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.model.settle()

    def _say_won(self) -> None:
        standings = [row for row in self.model.standings if self._shows_points or not is_of_points(row)]
        won = [row for row in standings if row.completed]
        points = f" · {counted(sum(row.points for row in won), 'point')}" if self._shows_points else ""
        self.filters.summary.setText(f"{len(won)} of {len(standings)} won{points}")

    def _built_nothing(self) -> QWidget:
        pane = QWidget()
        self._nothing.setFont(font(BODY))
        self._nothing.setProperty("ink", "muted")
        self._show_all.setObjectName("achievement_show_all")
        self._show_all.setAccessibleName("Show all achievements")
        self._show_all.clicked.connect(self.filters.clear)
        column = QVBoxLayout(pane)
        column.setSpacing(2 * GRID)
        column.addStretch(1)
        column.addWidget(self._nothing, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._show_all, alignment=Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return pane

    def _refresh(self) -> None:
        found = self.choice.rowCount() > 0
        if not found:
            only_won = self.choice.achievement_state is AchievementState.WON
            self._nothing.setText(
                "Nothing won here yet. It will come." if only_won else "No achievement fits these choices."
            )
        self._below.setCurrentIndex(0 if found else 1)

    def _on_gallery_card_opened(self, standing: AchievementStanding) -> None:
        # One that keeps its secret has nothing to tell.
        if standing.name is not None:
            self.open_story(standing)

    def open_story(self, standing: AchievementStanding) -> None:
        """Shows the story of an achievement that is no secret."""
        self.story.open(standing)
        self._parts.setCurrentWidget(self.story)
        self.story.list.setFocus()

    def _on_story_back_requested(self) -> None:
        self.close_story()
        self.gallery.setFocus()

    def close_story(self) -> None:
        """Shows the gallery again."""
        self.story.leave()
        self._parts.setCurrentIndex(0)

    def _ask_rarities(self) -> None:
        if self.choice.order is AchievementOrder.RAREST and not self._rarities_known:
            # Until the answer no second question is asked.
            self._rarities_known = True
            self.rarities_requested.emit()

    def _on_filters_category_chosen(self, category: str | None) -> None:
        self.choice.choose_category(category)
        self._refresh()

    def _on_filters_state_chosen(self, words: str) -> None:
        self.choice.choose_state(AchievementState(words))
        self._refresh()

    def _on_filters_order_chosen(self, words: str) -> None:
        self.choice.choose_order(AchievementOrder(words))
        self.model.tell_days(self.choice.order is AchievementOrder.RAREST)
        self._ask_rarities()
        self.gallery.scrollToTop()

    def _on_filters_words_changed(self, words: str) -> None:
        self.choice.choose_words(words)
        self._refresh()
