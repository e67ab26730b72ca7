"""The pages of the import wizard: choosing, waiting, looking, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from momentum_desktop.gui import import_words
from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.file_places import chosen, first_folder
from momentum_desktop.gui.gauges import LevelBar
from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.import_parts import DropArea, FigureRow, ProblemList
from momentum_desktop.gui.settings_rows import label
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, TITLE, Theme
from momentum_desktop.service.import_values import ImportReport

AUTO, AUTO_WORDS = "auto", "Find out which program it is from"
AUTHOR_FORMAT = "git"
PICTURE = 6 * GRID


class ChoicePage(QWidget):
    """Which file, from which program. `changed` comes when another one is chosen."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.path = ""
        self._names: list[str] = [AUTO]
        self.drop = DropArea()
        self.drop.path_chosen.connect(self.choose)
        self.drop.file.clicked.connect(self._on_file_clicked)
        self.drop.folder.clicked.connect(self._on_folder_clicked)
        self.format = ChoiceBox("import_format", "Program", (AUTO_WORDS,))
        self.format.setMaxVisibleItems(12)
        self.format.currentIndexChanged.connect(self._on_format_current_index_changed)
        self.author = QLineEdit()
        self.author.setObjectName("import_author")
        self.author.setAccessibleName("Whose commits")
        self.author.setPlaceholderText("Whose commits? Without a name those of who made most")
        self.trouble = label("", BODY)
        self.trouble.setProperty("ink", "danger")
        words = (
            "What you did elsewhere counts here, on the days you did it. The file is only read, and nothing is stored "
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        head = QVBoxLayout()
        head.setSpacing(GRID // 2)
        head.addWidget(label("Bring your years along", TITLE, QFont.Weight.DemiBold))
        head.addWidget(label(words + "before you have seen what it would bring.", BODY, muted=True))
        column.addLayout(head)
        column.addWidget(self.drop, 1)
        column.addWidget(self.format)
        column.addWidget(self.author)
        column.addWidget(self.trouble)
        self.show_trouble("")
        self._on_format_current_index_changed()

    @property
    def name(self) -> str:
        """The format that is chosen."""
        return self._names[self.format.currentIndex()]

    @property
    def whose(self) -> str:
        return self.author.text().strip() if self.name == AUTHOR_FORMAT else ""

    def show_formats(self, formats: Sequence[tuple[str, str]]) -> None:
        """What can be chosen, (name, title)."""
        chosen = self.name
        self._names = [AUTO, *(name for name, _ in formats)]
        self.format.clear()
        self.format.addItems([AUTO_WORDS, *(import_words.program_title(title) for _, title in formats)])
        self.choose_format(chosen)

    def choose_format(self, name: str) -> None:
        self.format.setCurrentIndex(self._names.index(name) if name in self._names else 0)

    def choose(self, path: str) -> None:
        """Take a file, a folder or an archive."""
        if path:
            self.path = path
            self.drop.show_path(path)
            self.show_trouble("")
            self.changed.emit()

    def show_trouble(self, words: str) -> None:
        """Why the file cannot be read."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def apply_theme(self, theme: Theme) -> None:
        self.drop.apply_theme(theme)
        self.format.apply_theme(theme)

    def _on_format_current_index_changed(self) -> None:
        self.author.setVisible(self.name == AUTHOR_FORMAT)

    def _on_file_clicked(self) -> None:
        self.choose(chosen(QFileDialog.getOpenFileName(self.window(), "Import a file", first_folder())[0]))

    def _on_folder_clicked(self) -> None:
        self.choose(chosen(QFileDialog.getExistingDirectory(self.window(), "Import a folder", first_folder())))


class WaitPage(QWidget):
    """How far it is."""

    def __init__(self) -> None:
        super().__init__()
        self.words = label("", TITLE, QFont.Weight.Medium)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = LevelBar()
        self.bar.setObjectName("import_progress")
        self.note = label("", CAPTION, muted=True)
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(6 * GRID, 0, 6 * GRID, 0)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        column.addWidget(self.words)
        column.addWidget(self.bar)
        column.addWidget(self.note)
        column.addStretch(3)

    def show_progress(self, done: float, words: str, note: str) -> None:
        self.words.setText(f"{words}…")
        self.note.setText(note)
        self.bar.show_share(done)
        self.bar.setAccessibleName(f"{words}: {round(done * 100)} %")

    def apply_theme(self, theme: Theme) -> None:
        self.bar.apply_theme(theme)


class LookPage(QWidget):
    """What a file holds, what is new, and where it would lead."""

    def __init__(self) -> None:
        super().__init__()
        self.title = label("", TITLE, QFont.Weight.DemiBold)
        self.program = label("", CAPTION, muted=True)
        self.figures = FigureRow()
        self.outlook = label("", BODY, QFont.Weight.Medium)
        self.span = label("", BODY)
        self.remarks = label("", CAPTION, muted=True)
        self.heading = label("", BODY, QFont.Weight.Medium)
        self.problems = ProblemList()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.title)
        column.addWidget(self.program)
        column.addSpacing(GRID)
        column.addWidget(self.figures)
        column.addSpacing(GRID)
        for part in (self.outlook, self.span, self.remarks):
            column.addWidget(part)
        column.addSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(self.problems, 1)
        column.addStretch()

    def show_report(self, name: str, program: str, report: ImportReport) -> None:
        self.title.setText(name)
        self.title.setAccessibleName(f"What {name} would bring")
        self.program.setText(import_words.program_title(program))
        self.figures.show_figures(import_words.tiles(report))
        _say(
            self.outlook,
            import_words.outlook_sentence(report.outlook) if report.added else import_words.nothing_new(report),
        )
        _say(self.span, import_words.span_sentence(report))
        _say(self.remarks, "\n".join(report.remarks))
        heading = import_words.problems_heading(report) if report.problems else ""
        _say(self.heading, heading)
        self.problems.show_problems(heading, report.problems)

    def apply_theme(self, theme: Theme) -> None:
        self.figures.apply_theme(theme)
        self.problems.apply_theme(theme)


class EndPage(QWidget):
    """What came of it."""

    def __init__(self) -> None:
        super().__init__()
        self._theme = LIGHT
        self._icon = "ui-check"
        self.picture = QLabel(alignment=Qt.AlignmentFlag.AlignCenter)
        self.words = label("", TITLE, QFont.Weight.DemiBold)
        self.note = label("", BODY, muted=True)
        self.heading = label("", BODY, QFont.Weight.Medium)
        self.problems = ProblemList()
        for part in (self.words, self.note):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(self.picture)
        row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addStretch(2)
        column.addLayout(row)
        column.addWidget(self.words)
        column.addWidget(self.note)
        column.addSpacing(GRID)
        column.addWidget(self.heading)
        column.addWidget(self.problems, 3)
        column.addStretch(3)

    def show_end(self, icon_name: str, words: str, note: str, report: ImportReport | None = None) -> None:
        self._icon = icon_name
        self.words.setText(words)
        self.words.setAccessibleName(f"{words} {note}")
        self.note.setText(note)
        heading = "" if report is None or not report.problems else import_words.problems_heading(report)
        _say(self.heading, heading)
        self.problems.show_problems(heading, () if report is None else report.problems)
        self.apply_theme(self._theme)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.picture.setPixmap(icon_pixmap(self._icon, theme.success, PICTURE, self.devicePixelRatioF()))
        self.problems.apply_theme(theme)


def _say(words: QLabel, text: str) -> None:
    words.setText(text)
    words.setVisible(bool(text))
