"""The line under the header that shows a notification where the desktop shows none."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QToolButton, QWidget

from momentum_desktop.gui.banner import Banner
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.note import Note
from momentum_desktop.gui.theme import GRID, Theme

LONGEST_WORDS = 32


class NoteBanner(Banner):
    """Shows one note after the other, each until it is answered, closed or gone. `answered` carries a note's key and
    the name of the action."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("note_banner", parent)
        self._notes: list[Note] = []
        self._shown: Note | None = None
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(GRID // 2)
        self._close = QToolButton()
        self._close.setAccessibleName("Close the reminder")
        self._close.setToolTip("Close")
        self._close.clicked.connect(self._on_close_clicked)
        self.row.addLayout(self._buttons)
        self.row.addWidget(self._close)

    @property
    def shown(self) -> Note | None:
        """The note in sight."""
        return self._shown

    def show_note(self, note: Note) -> None:
        """Shows a note when its turn has come; one with the same key gives way."""
        self._notes = [each for each in self._notes if each.key != note.key] + [note]
        self._retell()

    def let_go(self, key: str) -> None:
        """The matter of a note is settled."""
        self._notes = [each for each in self._notes if each.key != key]
        self._retell()

    def begin_anew(self) -> None:
        """What is shown is somebody else's."""
        self._notes.clear()
        self._retell()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.show_icon("ui-clock", theme.accent)
        self._close.setIcon(icon("ui-close", theme.muted, size=16))

    def _retell(self) -> None:
        note = self._notes[0] if self._notes else None
        if note != self._shown:
            self._shown = note
            if note is not None:
                self._tell(note)
        self.setVisible(note is not None)

    def _tell(self, note: Note) -> None:
        self.say(note.headline, note.words)
        while (item := self._buttons.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        for name, words in note.actions:
            self._buttons.addWidget(self._button(note, name, words))
        self.setAccessibleName(f"{note.headline}. {note.words}")
        self.apply_theme(self.theme)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _button(self, note: Note, name: str, words: str) -> QPushButton:
        short = words if len(words) <= LONGEST_WORDS else f"{words[: LONGEST_WORDS - 1].rstrip()}…"
        button = QPushButton(short.replace("&", "&&"), self.card)
        button.setObjectName(f"note_{name}")
        button.setAccessibleName(words)
        if name != note.actions[0][0]:
            button.setProperty("tone", "quiet")
        button.clicked.connect(lambda: self._answer(note, name))
        return button

    def _answer(self, note: Note, action: str) -> None:
        self.let_go(note.key)
        self.answered.emit(note.key, action)

    def _on_close_clicked(self) -> None:
        if self._shown is not None:
            self.let_go(self._shown.key)
