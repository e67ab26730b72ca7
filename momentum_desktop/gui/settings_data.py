"""The settings of the data: where it lies, its backups, and the ways out and in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.file_places import chosen, first_folder
from momentum_desktop.gui.settings_rows import CONTROL_WIDTH, SettingRow, SettingsPage, button, side_by_side
from momentum_desktop.gui.theme import GRID
from momentum_desktop.gui.wording import counted, day_words, spelled

if TYPE_CHECKING:
    from momentum_desktop.service.backup_values import Backup, KeptBackups

EXPORTS = (
    ("json", "Everything, to be imported again", "all.json"),
    ("csv", "Tables for a spreadsheet", "tables.zip"),
    ("events", "The log of events", "log.jsonl"),
    ("todotxt", "Tasks as todo.txt", "todo.txt"),
    ("ics", "Tasks for a calendar", "tasks.ics"),
)
MOST_SHOWN = 12
BACKUPS = "Backups (*.db);;All files (*)"
NO_BACKUP = "The first is made soon after something is first done."


class DataPage(SettingsPage):
    """`export_requested` carries a format and a path, `import_requested` the path of a file or a folder,
    `restore_requested` that of a backup."""

    backup_requested = Signal()
    export_requested = Signal(str, str)
    import_requested = Signal(str)
    restore_requested = Signal(str)

    def __init__(self) -> None:
        super().__init__("data", "Data", "ui-save")
        self._folder = Path()
        show = button("Open", "open_folder", "Open the folder of the data")
        show.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder))))
        self._place = SettingRow("Folder", "", show, "directory path move computer")
        self.add_group("Where it lies", self._place)
        self.format = ChoiceBox("export_format", "Format to export", tuple(words for _, words, _ in EXPORTS))
        self.format.setFixedWidth(CONTROL_WIDTH + 11 * GRID)
        write = button("Export…", "export")
        write.clicked.connect(self._on_write_clicked)
        file = button("A file…", "import_file", "Import a file")
        file.clicked.connect(self._on_file_clicked)
        folder = button("A folder…", "import_folder", "Import a folder")
        folder.clicked.connect(self._on_folder_clicked)
        self.add_group(
            "Out and in",
            SettingRow(
                "Export",
                "An open format that other programs read.",
                side_by_side(self.format, write),
                "csv ics",
            ),
            SettingRow(
                "Import",
                "From Loop, Todoist, TickTick, Habitica, Taskwarrior, calendars, todo.txt, Org, Git and others, or an "
                "export of this program. You see first what it would bring.",
                side_by_side(file, folder),
                "migrate",
            ),
        )
        self.make = button("Back up now", "backup_now")
        self.make.clicked.connect(self._on_make_clicked)
        self._last = SettingRow("Backups", NO_BACKUP, self.make, "copy safe restore")
        other = button("A file…", "restore_file", "Restore a file")
        other.clicked.connect(self._on_other_clicked)
        self.add_group(
            "Backups",
            self._last,
            SettingRow(
                "Restore",
                "A backup from elsewhere, such as one of another computer. You see first what it holds.",
                other,
                "move computer go back recover",
            ),
        )
        self.listed = self.add_group("Kept")
        self.finish()

    def show_folder(self, folder: Path) -> None:
        self._folder = folder
        self._place.say(str(folder))

    def show_backups(self, kept: KeptBackups) -> None:
        """The backups beside the data, and whether the last proof held."""
        self.make.setEnabled(True)
        proof = kept.last_proof
        words = f"{counted(len(kept.backups), 'backup')} in {kept.folder}." if kept.backups else NO_BACKUP
        if proof is not None:
            held = "held" if proof.ok else "did not hold: see “momentum backups”"
            words += f" The last proof, on {day_words(proof.at.date())}, {held}."
        self._last.say(words)
        self.fill(self.listed, [self._row(backup) for backup in kept.backups[:MOST_SHOWN]])

    def show_failure(self) -> None:
        """What was asked for did not come."""
        self.make.setEnabled(True)

    def _row(self, backup: Backup) -> SettingRow:
        when = f"{day_words(backup.at.date())}, {backup.at:%H:%M}"
        back = button("Restore…", f"restore_{Path(backup.path).name}", f"Restore the backup of {when}")
        back.setProperty("tone", "quiet")
        back.clicked.connect(lambda: self.restore_requested.emit(backup.path))
        size = f"{backup.size / 1_048_576:.1f} MB"
        words = f"{spelled(backup.kind.replace('-', '_'))}, {counted(backup.events, 'event')}, {size}"
        return SettingRow(when, words, back, "backup restore")

    def _on_make_clicked(self) -> None:
        self.make.setEnabled(False)
        self.backup_requested.emit()

    def _on_other_clicked(self) -> None:
        path, _ = QFileDialog.getOpenFileName(self.window(), "Restore", str(self._folder), BACKUPS)
        if path:
            self.restore_requested.emit(path)

    def _on_write_clicked(self) -> None:
        name, words, suggested = EXPORTS[self.format.currentIndex()]
        path, _ = QFileDialog.getSaveFileName(self.window(), words, str(Path.home() / suggested))
        if path:
            self.export_requested.emit(name, path)

    def _on_file_clicked(self) -> None:
        self._bring(QFileDialog.getOpenFileName(self.window(), "Import", first_folder())[0])

    def _on_folder_clicked(self) -> None:
        self._bring(QFileDialog.getExistingDirectory(self.window(), "Import", first_folder()))

    def _bring(self, path: str) -> None:
        if chosen(path):
            self.import_requested.emit(path)
