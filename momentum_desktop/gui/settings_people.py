"""The settings of the people who share the data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from momentum_desktop.gui.name_dialog import NameDialog
from momentum_desktop.gui.settings_rows import SettingRow, SettingsPage, button, side_by_side
from momentum_desktop.gui.theme import GRID
from momentum_desktop.gui.wording import counted

if TYPE_CHECKING:
    from momentum_desktop.service.choices import Choices
    from momentum_desktop.service.values import User


class PeoplePage(SettingsPage):
    """Everyone, each with what can be done. The signals carry a user's number, a name, or both."""

    person_chosen = Signal(int)
    addition_requested = Signal(str)
    rename_requested = Signal(int, str)

    def __init__(self) -> None:
        super().__init__("people", "People", "ui-person")
        self._people: tuple[User, ...] = ()
        self._shows_points = True
        add = button("Add a person…", "add_person")
        add.clicked.connect(self._on_add_clicked)
        self.add_group(
            "Who shares the data",
            SettingRow(
                "Another person",
                "Each has tasks, points and streaks of their own. Anyone here can change to anyone.",
                add,
                "user name family",
            ),
        )
        self.listed = self.add_group("Here")
        self.finish()

    def show_people(self, people: tuple[User, ...]) -> None:
        if people != self._people:
            self._people = people
            self.fill(self.listed, [self._row(user) for user in people])

    def show_choices(self, choices: Choices) -> None:
        super().show_choices(choices)
        if choices["game.points"] != self._shows_points:
            self._shows_points = choices["game.points"]
            self.fill(self.listed, [self._row(user) for user in self._people])

    def _row(self, user: User) -> SettingRow:
        rename = button("Rename…", f"rename_{user.user_id}", f"Rename {user.name}")
        rename.setProperty("tone", "quiet")
        rename.clicked.connect(lambda: self._rename(user))
        use = button("In use" if user.in_use else "Change to", f"use_{user.user_id}", f"Change to {user.name}")
        use.setMinimumWidth(13 * GRID)
        use.setEnabled(not user.in_use)
        use.clicked.connect(lambda: self.person_chosen.emit(user.user_id))
        words = f"Level {user.level_number}, {counted(user.total_points, 'point')}" if self._shows_points else ""
        return SettingRow(user.name, words, side_by_side(rename, use), "user person")

    def _rename(self, user: User) -> None:
        taken = frozenset(each.name.casefold() for each in self._people if each is not user)
        dialog = NameDialog(f"Rename {user.name}", "Rename", user.name, taken, self.window())
        dialog.name_accepted.connect(lambda name: self.rename_requested.emit(user.user_id, name))
        dialog.open()

    def _on_add_clicked(self) -> None:
        taken = frozenset(each.name.casefold() for each in self._people)
        dialog = NameDialog("Add a person", "Add", "", taken, self.window())
        dialog.name_accepted.connect(self.addition_requested)
        dialog.open()
