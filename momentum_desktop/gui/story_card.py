"""The left of an achievement's story: its medal, its words, how rare it is, how it grew, and sharing it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from momentum_desktop.gui.achievement_model import fraction
from momentum_desktop.gui.course_line import CourseLine
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.medal import Medal
from momentum_desktop.gui.medallion import Medallion, category_colours
from momentum_desktop.gui.story_words import course_words, rarity_words, state_words
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, figures, font
from momentum_desktop.gui.wording import category_words, counted
from momentum_desktop.service.story_values import AchievementStory
from momentum_desktop.service.values import AchievementStanding

MEDAL = 13 * GRID


class StoryCard(Surface):
    """Shows a standing, and its story once that is known. `copy_requested` and `save_requested` ask for its picture."""

    copy_requested = Signal()
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: AchievementStanding | None = None
        self.story: AchievementStory | None = None
        self._shows_points = True
        self.setObjectName("story_card")
        self.medal = Medal(MEDAL)
        self.name = _label("story_name", TITLE, QFont.Weight.DemiBold)
        self.description = _label("story_description", BODY, ink="muted")
        self.about = _label("story_about", CAPTION, QFont.Weight.Medium, ink="muted")
        self.state = _label("story_state", BODY, QFont.Weight.DemiBold)
        self.rarity = _label("story_rarity", BODY)
        self.course = CourseLine()
        self.course_words = _label("story_course", CAPTION, ink="muted")
        self.told = _label("story_told", CAPTION, ink="muted")
        self.copy = _button("story_copy", "Copy picture")
        self.save = _button("story_save", "Save picture…")
        self.copy.clicked.connect(self.copy_requested)
        self.save.clicked.connect(self.save_requested)
        self._rare_heading, self._course_heading = _heading("How rare"), _heading("How it grew")
        self._lay_out()

    def show_standing(self, standing: AchievementStanding) -> None:
        """Another achievement, or the same as it stands now."""
        known = self._standing
        self._standing = standing
        self.name.setText(standing.name or "")
        self.description.setText(standing.description or "")
        points = f" · {counted(standing.points, 'point')}" if self._shows_points else ""
        self.about.setText(f"{category_words(standing.category)}{points}")
        self.state.setText(state_words(standing))
        self.told.hide()
        if known is None or known.id != standing.id:
            self.story = None
        self._refresh()

    def show_points(self, shown: bool) -> None:
        """Whether what it is worth may be in sight."""
        self._shows_points = shown
        if self._standing is not None:
            self.show_standing(self._standing)

    def show_story(self, story: AchievementStory) -> None:
        self.story = story
        self._refresh()

    def tell(self, words: str) -> None:
        """Says what became of the picture."""
        self.told.setText(words)
        self.told.setAccessibleName(words)
        self.told.show()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.medal.apply_theme(theme)
        self.course.apply_theme(theme)
        self.copy.setIcon(icon("ui-copy", theme.text, size=16))
        self.save.setIcon(icon("ui-save", theme.text, size=16))
        self._refresh()

    def _refresh(self) -> None:
        standing, story = self._standing, self.story
        if standing is None:
            return
        colours = category_colours(self.theme, standing.category)
        self.medal.show_look(
            Medallion(standing.icon_name, fraction(standing), colours, standing.completed, standing.tier)
        )
        self.state.setStyleSheet(f"color: {self.theme.success if standing.completed else self.theme.text}")
        rarity = rarity_words(story.rarity) if story else ""
        self.rarity.setText(rarity)
        for part in (self._rare_heading, self.rarity):
            part.setVisible(bool(rarity))
        course = story.course if story else ()
        ink = colours[0] if self.theme.name == "light" else colours[1]
        self.course.show_course(course, standing.criteria_value, ink)
        said = course_words(story, standing) if story else ""
        self.course_words.setText(said)
        self.course.setAccessibleDescription(said)
        # A single day makes no line.
        self.course.setVisible(len(course) > 1)
        for part in (self._course_heading, self.course_words):
            part.setVisible(bool(course))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID // 2)
        column.addWidget(self.medal, alignment=Qt.AlignmentFlag.AlignHCenter)
        for label in (self.name, self.description, self.about, self.state):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        for part in (self._rare_heading, self.rarity, self._course_heading, self.course, self.course_words):
            column.addWidget(part)
        column.addSpacing(2 * GRID)
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.copy, 1)
        buttons.addWidget(self.save, 1)
        column.addLayout(buttons)
        column.addWidget(self.told)
        column.addStretch(1)


def _label(name: str, size: int, weight: QFont.Weight = QFont.Weight.Normal, *, ink: str = "") -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setFont(figures(size, weight))
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if ink:
        label.setProperty("ink", ink)
    return label


def _heading(words: str) -> QLabel:
    label = QLabel(words)
    label.setFont(font(CAPTION, QFont.Weight.DemiBold))
    label.setProperty("ink", "muted")
    label.setContentsMargins(0, GRID + GRID // 2, 0, 0)
    return label


def _button(name: str, words: str) -> QPushButton:
    button = QPushButton(words)
    button.setObjectName(name)
    button.setAccessibleName(words.rstrip("…"))
    button.setFont(font(CAPTION, QFont.Weight.Medium))
    return button
