"""What a card of the gallery opens to: the story of one achievement, with the events that counted."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, QTimer, Signal
from PySide6.QtGui import QFont, QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from momentum_desktop.gui.endless_list import EndlessList
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.scroll_column import ScrollColumn
from momentum_desktop.gui.share_picture import share_picture
from momentum_desktop.gui.story_card import StoryCard
from momentum_desktop.gui.story_words import rarity_words, state_words
from momentum_desktop.gui.surface import Surface
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, font
from momentum_desktop.gui.why_delegate import WhyDelegate
from momentum_desktop.gui.why_model import WhyModel
from momentum_desktop.service.story_values import AchievementStory
from momentum_desktop.service.values import AchievementStanding
from momentum_desktop.service.why_values import WhyPage, WhyQuestion

CARD_WIDTH, WIDEST = 40 * GRID, 160 * GRID
LATE_MS = 150
"""How long the events may take before the pane says that they are looked up."""

LATE, NOTHING = "Looking it up…", "Nothing has counted for it yet. The first step will stand here."
FAILED = "The events could not be read just now. Nothing is lost."


class StoryPane(QWidget):
    """One achievement at a time. `back_requested` leads back to the gallery; `page_requested` asks for a page of its
    events, as the panel of reasons does, and `story_requested` for how rare it is and how it grew."""

    back_requested = Signal()
    page_requested = Signal(object, str)
    story_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("achievement_story")
        self._theme = LIGHT
        self._standing: AchievementStanding | None = None
        self._question: WhyQuestion | None = None
        self._before: str | None = None
        self._waiting = False
        self._shows_points = True
        self._today: date | None = None
        self.back = QPushButton("All achievements")
        self.card = StoryCard()
        self.model = WhyModel(self)
        self.list = EndlessList("story_list", "The events that counted, newest first", self.model)
        self._delegate = WhyDelegate()
        self._delegate.setParent(self.list)
        self._delegate.set_view(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.end_near.connect(self._on_list_end_near)
        self.note, self.again = QLabel(), QPushButton("Try again")
        self._surface = Surface()
        self._below = QStackedWidget()
        self._lay_out()
        self.back.clicked.connect(self.back_requested)
        self.again.clicked.connect(self._ask)
        self.card.copy_requested.connect(self._on_card_copy_requested)
        self.card.save_requested.connect(self._on_card_save_requested)
        for keys in (Qt.Key.Key_Escape, Qt.Key.Key_Back):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.back_requested)
        self._late = QTimer(self, singleShot=True, interval=LATE_MS)
        self._late.timeout.connect(self._on_late_timeout)

    @property
    def standing(self) -> AchievementStanding | None:
        """Whose story it is."""
        return self._standing

    def open(self, standing: AchievementStanding) -> None:
        """The story of another achievement; what is known of it stands at once."""
        self._standing = standing
        self.setAccessibleName(f"The story of {standing.name}")
        self.card.show_standing(standing)
        self.model.show_lines((), self._today)
        self._below.setCurrentWidget(self.list)
        self._ask()

    def refresh(self, standing: AchievementStanding) -> None:
        """The same achievement as it stands now."""
        if standing != self._standing:
            self._standing = standing
            self.card.show_standing(standing)
            self._ask()

    def leave(self) -> None:
        """What comes is no more wanted."""
        self._standing = self._question = self._before = None
        self._waiting = False
        self._late.stop()

    def show_page(self, page: WhyPage, after: str) -> None:
        """Some of its events; an answer to another question, or to what is no more the end, comes too late."""
        if page.question != self._question or (after and after != self._before):
            return
        self._waiting, self._before = False, page.before
        self._late.stop()
        if after:
            self.model.add_lines(page.lines)
        else:
            self.model.show_lines(page.lines, self._today)
        if self.model.rows or self._before is not None:
            self._below.setCurrentWidget(self.list)
        else:
            self._say(NOTHING)
        if not page.lines:
            self._on_list_end_near()

    def show_story(self, story: AchievementStory) -> None:
        if self._standing is not None and story.name == self._standing.name:
            self.card.show_story(story)

    def give_up(self) -> None:
        """Something could not be read; if it is what is waited for, says so."""
        if self._waiting:
            self._waiting = False
            self._late.stop()
            if not self.model.rows:
                self._say(FAILED)

    def show_points(self, shown: bool) -> None:
        """Whether what it is worth may be in sight."""
        self._shows_points = shown
        self.card.show_points(shown)
        self.model.show_points(shown)
        if self._standing is not None:
            self._ask()

    def show_day(self, today: date) -> None:
        self._today = today

    def picture(self) -> QImage:
        """The achievement as a picture to share."""
        assert self._standing is not None
        story = self.card.story
        rare = rarity_words(story.rarity, "") if story else ""
        state = state_words(self._standing)
        return share_picture(self._standing, state, rare, self._theme, points=self._shows_points)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._delegate.apply_theme(theme)
        self._surface.apply_theme(theme)
        self.card.apply_theme(theme)
        self.back.setIcon(icon("ui-back", theme.accent, size=16))
        self.list.viewport().update()

    def _ask(self) -> None:
        assert self._standing is not None
        name = self._standing.name
        assert name is not None
        self._question, self._before, self._waiting = WhyQuestion(achievement=name), None, True
        self._late.start()
        self.page_requested.emit(self._question, "")
        self.story_requested.emit(name)

    def _say(self, words: str) -> None:
        self.note.setText(words)
        self.again.setVisible(words == FAILED)
        self._below.setCurrentIndex(1)

    def _on_late_timeout(self) -> None:
        if self._waiting and not self.model.rows:
            self._say(LATE)

    def _on_list_end_near(self) -> None:
        if self._question is not None and self._before is not None and not self._waiting:
            self._waiting = True
            self.page_requested.emit(self._question, self._before)

    def _on_card_copy_requested(self) -> None:
        QGuiApplication.clipboard().setImage(self.picture())
        self.card.tell("The picture is on the clipboard.")

    def _on_card_save_requested(self) -> None:
        assert self._standing is not None
        pictures = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        dialog = QFileDialog(self, "Save the picture", pictures, "PNG pictures (*.png)")
        dialog.setObjectName("story_save_dialog")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("png")
        dialog.selectFile(f"{file_name(self._standing.name or '')}.png")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_file_selected)
        dialog.open()

    def _on_file_selected(self, path: str) -> None:
        if self._standing is None:
            return
        name = Path(path).name
        saved = self.picture().save(path, "PNG")  # type: ignore[call-overload]
        self.card.tell(f"Saved as {name}." if saved else f"{name} could not be written; choose another folder.")

    def _lay_out(self) -> None:
        self.back.setObjectName("story_back")
        self.back.setProperty("tone", "quiet")
        self.back.setAccessibleName("Back to all achievements")
        self.back.setToolTip("Back (Esc)")
        self.back.setIconSize(QSize(16, 16))
        heading = QLabel("What counted")
        heading.setFont(font(BODY, QFont.Weight.DemiBold))
        self.note.setObjectName("story_note")
        self.note.setFont(font(BODY))
        self.note.setProperty("ink", "muted")
        self.note.setWordWrap(True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again.setObjectName("story_again")
        self.again.setAccessibleName("Try again")
        self.again.setFont(font(CAPTION, QFont.Weight.Medium))
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.setContentsMargins(2 * GRID, 0, 2 * GRID, 2 * GRID)
        middle.setSpacing(2 * GRID)
        middle.addStretch(1)
        middle.addWidget(self.note)
        middle.addWidget(self.again, alignment=Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(2)
        self._below.addWidget(self.list)
        self._below.addWidget(empty)
        inner = QVBoxLayout(self._surface)
        inner.setContentsMargins(0, 2 * GRID, 0, GRID)
        inner.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(2 * GRID, 0, 2 * GRID, 0)
        head.addWidget(heading)
        inner.addLayout(head)
        inner.addWidget(self._below, 1)
        left = ScrollColumn(self.card, "About it")
        left.setFixedWidth(CARD_WIDTH)
        left.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        across = QHBoxLayout()
        across.setSpacing(2 * GRID)
        across.addWidget(left)
        across.addWidget(self._surface, 1)
        top = QHBoxLayout()
        top.addWidget(self.back)
        top.addStretch(1)
        inside = QWidget(maximumWidth=WIDEST)
        column = QVBoxLayout(inside)
        column.setContentsMargins(2 * GRID, GRID, 2 * GRID, GRID)
        column.setSpacing(GRID)
        column.addLayout(top)
        column.addLayout(across, 1)
        around = QHBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(inside)


def file_name(name: str) -> str:
    """A name as a file may be called: letters and digits, the rest as single hyphens."""
    words = "".join(letter if letter.isalnum() else " " for letter in name.lower()).split()
    return "-".join(words) or "achievement"
