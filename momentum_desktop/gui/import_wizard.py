"""The wizard that brings in years from another program: choose, look, bring in, and take back if it was not meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from momentum_desktop.gui import import_words
from momentum_desktop.gui.import_pages import AUTHOR_FORMAT, AUTO, ChoicePage, EndPage, LookPage, WaitPage
from momentum_desktop.gui.settings_rows import button, label
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, Theme, font
from momentum_desktop.service.import_values import ImportReport, Outlook

WIDTH, HEIGHT = 78 * GRID, 66 * GRID
SAFE = "A backup is made first.\nOne undo takes all of it back."
WHOLE_SAFE = "A backup of the data, empty as it is, is made first.\nNo undo takes it back; restoring that backup does."
NOT_YET = "Nothing is stored yet."
TOO_LATE = "It is being stored now; undo takes it back."
WHOLE = "json"
"""The format that is the data itself: an act of its own would not be the same data."""
WHOLE_TOO_LATE = "It is being stored now; restoring the backup takes it back."
WHOLE_BACK = "No undo takes it back; restoring the backup that was made before does (Settings, Data)."


class ImportWizard(QDialog):
    """`look_requested` carries the path, the format's name (“auto” to find out) and the author that is meant, maybe
    empty; `store_requested` means what was looked at last, `undo_requested` the act that stored it."""

    formats_requested = Signal()
    look_requested = Signal(str, str, str)
    store_requested = Signal()
    stop_requested = Signal()
    undo_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("import_wizard")
        self.setWindowTitle("Import")
        self.setAccessibleName("Import from another program")
        self.resize(WIDTH, HEIGHT)
        self.setMinimumSize(60 * GRID, 52 * GRID)
        self._theme = LIGHT
        self._act: int | None = None
        self._working = False
        self._may_stop = False
        self._program = ""
        self._outlook: Outlook | None = None
        self.shows_points = True
        """Whether it may say what points and which level it would make."""
        self.choice, self.wait, self.look, self.end = ChoicePage(), WaitPage(), LookPage(), EndPage()
        self.pages = QStackedWidget()
        for page in (self.choice, self.wait, self.look, self.end):
            self.pages.addWidget(page)
        self.note = label("", CAPTION, muted=True)
        self.back = button("Back", "import_back")
        self.cancel = button("Cancel", "import_cancel")
        self.undo = button("Undo", "import_undo", "Undo the import")
        self.forward = button("Look inside", "import_forward")
        self.forward.setProperty("tone", "accent")
        self.forward.setFont(font(BODY, QFont.Weight.DemiBold))
        self.forward.setDefault(True)
        self._lay_out()
        self.choice.changed.connect(self._show_choice)
        self.back.clicked.connect(self._on_back_clicked)
        self.cancel.clicked.connect(self._on_cancel_clicked)
        self.undo.clicked.connect(self._on_undo_clicked)
        self.forward.clicked.connect(self._on_forward_clicked)
        self._show_choice()

    def begin(self, path: str = "") -> None:
        """Start over; with a path look at what lies there."""
        if self._working:
            return
        self.formats_requested.emit()
        self.choice.show_trouble("")
        self.choice.choose_format(AUTO)
        self._show_choice()
        if path:
            self.choice.choose(path)
            self._ask_to_look()

    def show_formats(self, formats: Sequence[tuple[str, str]]) -> None:
        """The programs that files are read from, (name, title)."""
        self.choice.show_formats(formats)

    def show_progress(self, done: float, words: str, may_stop: bool) -> None:
        """How far it is, what goes on, and whether it can still be stopped."""
        if self._working:
            self._may_stop = may_stop
            self.cancel.setEnabled(may_stop)
            self.wait.show_progress(done, words, NOT_YET if may_stop else self._too_late)

    def show_look(self, report: ImportReport, name: str, program: str) -> None:
        """What a file of a format would bring."""
        self._working = False
        if not self.shows_points:
            report = replace(report, outlook=None)
        self._program, self._outlook = name, report.outlook
        self.look.show_report(Path(self.choice.path).name, program, report)
        self.forward.setText(f"Bring in {report.added:,}" if report.added else "Bring in")
        safe = WHOLE_SAFE if name == WHOLE else SAFE
        self._show(self.look, self.cancel, self.back, self.forward, note=safe if report.added else "")
        self.forward.setEnabled(bool(report.added))
        (self.forward if report.added else self.back).setFocus()

    def show_stored(self, report: ImportReport) -> None:
        """What was stored."""
        self._working = False
        self._act = report.act_id
        if not self.shows_points:
            report = replace(report, total_change=0, earned=None)
        back = WHOLE_BACK if self._program == WHOLE else ""
        level, span = import_words.level_sentence(self._outlook), import_words.span_sentence(report)
        note = " ".join(filter(None, (import_words.parts_sentence(report), level, span, back)))
        self.end.show_end("ui-check", import_words.stored_sentence(report), note, report)
        self._show_end(undo=report.act_id is not None)

    def show_taken_back(self) -> None:
        """The import was undone."""
        self._working = False
        self.end.show_end("ui-undo", "All of it is taken back.", "Redo in the history brings it in again.")
        self._show_end(undo=False)

    def show_stopped(self) -> None:
        """The work was called off."""
        self._working = False
        self._show_choice()

    def show_refusal(self, words: str) -> None:
        """Why it was not done."""
        was_stored = self._act is not None and self.pages.currentWidget() is self.end
        self._working = False
        if was_stored:
            self.end.show_end("ui-alert", "It could not be taken back.", words)
            self._show_end(undo=False)
            return
        self._show_choice()
        self.choice.show_trouble(words)

    @property
    def _too_late(self) -> str:
        return WHOLE_TOO_LATE if self._program == WHOLE else TOO_LATE

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for page in (self.choice, self.wait, self.look, self.end):
            page.apply_theme(theme)

    def reject(self) -> None:
        if not self._working or self._may_stop:
            self.stop_requested.emit()
            self._working = False
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._working and not self._may_stop:
            event.ignore()
            return
        super().closeEvent(event)

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(GRID)
        foot.addWidget(self.note, 1)
        for part in (self.back, self.undo, self.cancel, self.forward):
            foot.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addWidget(self.pages, 1)
        column.addLayout(foot)

    def _show(self, page: QWidget, *buttons: QPushButton, note: str = "") -> None:
        self.pages.setCurrentWidget(page)
        for part in (self.back, self.undo, self.cancel, self.forward):
            part.setVisible(part in buttons)
            part.setEnabled(True)
        self.note.setText(note)

    def _show_choice(self) -> None:
        self._act = None
        self.forward.setText("Look inside")
        self._show(self.choice, self.cancel, self.forward)
        self.forward.setEnabled(bool(self.choice.path))
        (self.forward if self.choice.path else self.choice.drop.file).setFocus()

    def _show_end(self, *, undo: bool) -> None:
        self.forward.setText("Close")
        self._show(self.end, self.forward, *([self.undo] if undo else []))
        self.forward.setFocus()

    def _begin_work(self, words: str) -> None:
        self._working, self._may_stop = True, True
        self.wait.show_progress(0.0, words, NOT_YET)
        self._show(self.wait, self.cancel)
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_to_look(self) -> None:
        path, name, whose = self.choice.path, self.choice.name, self.choice.whose
        self._program = ""
        self._begin_work("Reading the file")
        self.look_requested.emit(path, name, whose)

    def _on_forward_clicked(self) -> None:
        page = self.pages.currentWidget()
        if page is self.choice:
            self._ask_to_look()
        elif page is self.look:
            self._begin_work("Storing it")
            self.store_requested.emit()
        else:
            self.accept()

    def _on_back_clicked(self) -> None:
        if self._program == AUTHOR_FORMAT:
            # Whose work it is can be said only where it is known that it is of several.
            self.choice.choose_format(AUTHOR_FORMAT)
        self._show_choice()

    def _on_cancel_clicked(self) -> None:
        if self._working:
            self.cancel.setEnabled(False)
            self.stop_requested.emit()
        else:
            self.reject()

    def _on_undo_clicked(self) -> None:
        if self._act is not None:
            self._working, self._may_stop = True, False
            self.undo.setEnabled(False)
            self.undo_requested.emit(self._act)
