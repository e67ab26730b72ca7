"""The dialog that shows what a backup holds beside what there is now, and lets it take that place."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from momentum_desktop.gui.settings_rows import button, label
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, figures, font, style_sheet
from momentum_desktop.gui.wording import counted, day_words, grouped

if TYPE_CHECKING:
    from momentum_desktop.service.backup_values import Holdings, Restoration

WIDTH, NAMES, FIGURES = 76 * GRID, 16 * GRID, 25 * GRID
LOOKING = "Looking into the backup…"
PROMISE = (
    "What there is now is kept as a backup first, so that you can come back to it. Your settings and the keys of other "
    "programs stay as they are."
)
NOTHING_NOW = "cannot be read"
PROMISE_WITHOUT = (
    "What there is now cannot be read. Where it is damaged it stays beside the data as it is, and the keys of other "
    "programs are to be made anew. Your settings stay as they are."
)


class RestoreDialog(QDialog):
    """`restore_requested` carries the path of the backup. While it is being restored the dialog stays."""

    restore_requested = Signal(str)

    def __init__(self, path: str, *, shows_points: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._shows_points = shows_points
        self._working = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setObjectName("restore_dialog")
        self.setWindowTitle("Restore a backup")
        self.setAccessibleName("Restore a backup")
        self.setFixedWidth(WIDTH)
        self.heading = label("Restore this backup?", TITLE, QFont.Weight.DemiBold)
        self._file = label(Path(path).name, CAPTION, muted=True)
        self._file.setToolTip(path)
        self.words = label(LOOKING, BODY)
        self.words.setObjectName("restore_words")
        self.table = QWidget()
        self.table.setObjectName("restore_table")
        self._grid = QGridLayout(self.table)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(2 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(3, 1)
        self.table.hide()
        self.cancel = button("Cancel", "restore_cancel")
        self.restore = button("Restore", "restore_begin", "Restore this backup")
        self.restore.setProperty("tone", "accent")
        self.restore.setFont(font(BODY, QFont.Weight.DemiBold))
        self.restore.setEnabled(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.cancel.clicked.connect(self.reject)
        self.restore.clicked.connect(self._on_restore_clicked)
        self._lay_out()
        # No key is to hit a button before it is known what the backup holds.
        self.setFocus()

    def show_holdings(self, backup: Holdings, now: Holdings | None) -> None:
        """What the backup holds, and what there is now; None where that cannot be read."""
        self._add_row("", "Now", "In the backup", head=True)
        rows = self._told(backup)
        present = [NOTHING_NOW] * len(rows) if now is None else [words for _, words in self._told(now)]
        for (name, then), at_present in zip(rows, present, strict=True):
            self._add_row(name, at_present, then)
        self.table.show()
        self.words.setText(PROMISE if now is not None else PROMISE_WITHOUT)
        self.restore.setEnabled(True)
        self.restore.setFocus()
        self._fit()

    def show_progress(self, words: str) -> None:
        self.words.setText(f"{words}…")

    def show_restored(self, done: Restoration) -> None:
        """It is done, and everything shows what the backup held."""
        self._working = False
        self.heading.setText("Restored")
        said = f"{counted(done.events, 'event')} restored. "
        if done.kept is not None:
            said += "What was there before is the newest backup in the list; restore it to go back."
        elif done.set_aside is not None:
            said += f"What was there before is damaged; it is kept as it was in {done.set_aside}."
        self.table.hide()
        self.restore.hide()
        self._let_close()
        self._say(said)

    def show_refusal(self, words: str) -> None:
        """Why it cannot be, and that nothing was changed."""
        was_working, self._working = self._working, False
        self._say(words, failed=True)
        self.restore.setEnabled(was_working)
        self._let_close()

    def apply_theme(self, theme: Theme) -> None:
        self.setStyleSheet(style_sheet(theme))

    def reject(self) -> None:
        if not self._working:
            super().reject()

    def _told(self, holds: Holdings) -> list[tuple[str, str]]:
        people = ", ".join(holds.people)
        told = [
            ("Last done", _moment(holds.last_at)),
            ("", holds.last_done),
            ("Open tasks", grouped(holds.open_tasks)),
            ("Events", grouped(holds.events)),
            ("People" if len(holds.people) > 1 else "Person", people),
        ]
        if self._shows_points:
            told += [
                ("Level", f"{holds.level_number} · {holds.level_title}"),
                ("Points", grouped(holds.total_points)),
            ]
        return told

    def _add_row(self, name: str, now: str, backup: str, *, head: bool = False) -> None:
        place = self._grid.rowCount()
        for column, (words, width) in enumerate(((name, NAMES), (now, FIGURES), (backup, FIGURES))):
            cell = label(words, CAPTION if head or not name else BODY, muted=head or column == 0 or not name)
            if column and not head:
                strong = column == 2 and now != backup and bool(name)
                size = BODY if name else CAPTION
                cell.setFont(figures(size, QFont.Weight.DemiBold if strong else QFont.Weight.Normal))
            cell.setFixedWidth(width)
            self._grid.addWidget(cell, place, column, Qt.AlignmentFlag.AlignTop)
        if not head:
            told = f"{name or 'What'}: now {now}, in the backup {backup}."
            self.table.setAccessibleName(f"{self.table.accessibleName()} {told}".strip())

    def _say(self, words: str, *, failed: bool = False) -> None:
        self.words.setText(words)
        self.words.setAccessibleName(words)
        self.words.setProperty("ink", "danger" if failed else "")
        self.words.style().polish(self.words)
        self._fit()

    def _fit(self) -> None:
        """As high as what is in sight."""
        layout = self.layout()
        assert layout is not None
        layout.activate()
        self.resize(WIDTH, layout.heightForWidth(WIDTH))

    def _let_close(self) -> None:
        self.cancel.setEnabled(True)
        self.cancel.setText("Close")
        self.cancel.setAccessibleName("Close")
        self.cancel.setFocus()

    def _on_restore_clicked(self) -> None:
        self._working = True
        self.restore.setEnabled(False)
        self.cancel.setEnabled(False)
        self._say("Closing the data…")
        self.restore_requested.emit(self._path)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addStretch()
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        head = QVBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(self.heading)
        head.addWidget(self._file)
        layout.addLayout(head)
        layout.addWidget(self.table)
        layout.addWidget(self.words)
        layout.addStretch()
        layout.addLayout(buttons)


def _moment(at: datetime | None) -> str:
    return "nothing yet" if at is None else f"{day_words(at.date())}, {at:%H:%M}"
