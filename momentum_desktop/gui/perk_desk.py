"""Where perks are put to use: opens what each one chooses from, remembers the choice and tells the window."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QColorDialog, QDialog, QFileDialog

from momentum_desktop.errors import MomentumError, sentence
from momentum_desktop.gui.look import Look
from momentum_desktop.service.perk_words import perk_words

if TYPE_CHECKING:
    from pathlib import Path

    from momentum_desktop.gui.window_frame import WindowFrame
    from momentum_desktop.gui.window_memory import WindowMemory
    from momentum_desktop.service.plan_values import OwnRule
    from momentum_desktop.service.values import AchievementStanding, LevelStanding, Progress

PICTURES = "Pictures (*.png *.jpg *.jpeg *.webp *.bmp *.gif)"


class PerkDesk(QObject):
    """The perks of one window. `look_changed` says that the window is to be dressed anew; the other signals are wishes
    to the service."""

    look_changed = Signal()
    own_achievement_requested = Signal(object)
    own_rule_removal_requested = Signal(int)
    plan_publication_requested = Signal(str)
    plan_import_requested = Signal(str)
    own_rules_changed = Signal(object)

    def __init__(self, frame: WindowFrame, memory: WindowMemory) -> None:
        super().__init__(frame)
        self._frame = frame
        self._memory = memory
        self._levels: tuple[LevelStanding, ...] = ()
        self._achievements: tuple[AchievementStanding, ...] = ()
        self._own_rules: tuple[OwnRule, ...] = ()
        self._progress: Progress | None = None
        self._all_open = False
        self.dialog: QDialog | None = None
        frame.tabs.perk_requested.connect(self.open)

    def is_open(self, perk: str) -> bool:
        """Whether a perk may be used: its level is reached, or all are open."""
        return self._all_open or any(level.reached and perk in level.perks for level in self._levels)

    def open(self, perk: str) -> None:
        """Shows what a perk chooses from; one that is still locked stays so."""
        if not self.is_open(perk):
            return
        if perk == "advanced_analytics":
            self._frame.tabs.go_to("insights")
            return
        self.dialog = self._dialog(perk)
        if self.dialog is not None:
            self.dialog.finished.connect(self._on_dialog_finished)
            self.dialog.open()

    def show_levels(self, levels: tuple[LevelStanding, ...]) -> None:
        self._levels = levels
        self._tell_analytics()

    def show_all_perks(self, all_open: bool) -> None:
        self._all_open = all_open
        self._tell_analytics()

    def show_achievements(self, achievements: tuple[AchievementStanding, ...]) -> None:
        self._achievements = achievements
        self._wear()

    def show_progress(self, progress: Progress) -> None:
        self._progress = progress
        self._wear()

    def show_own_rules(self, rules: tuple[OwnRule, ...]) -> None:
        self._own_rules = rules
        self.own_rules_changed.emit(rules)

    def choose(self, part: str, name: str) -> None:
        """Takes one part of the look, at once and for the next start."""
        if (part, name) == ("backdrop", "picture") and not self._picture_taken():
            return
        if (part, name) == ("celebration_colours", "own"):
            colour = QColorDialog.getColor(QColor(self._memory.look.celebration_colours), self.dialog, "Your colour")
            if not colour.isValid():
                return
            name = colour.name()
        self._memory.look = replace(self._memory.look, **{part: name})
        self.look_changed.emit()
        if part.startswith("celebration"):
            self._frame.celebrate(1.0)

    def use_usual_look(self) -> None:
        """Everything as it is before the first choice; never locked."""
        self._memory.look = Look()
        self.look_changed.emit()

    def take_picture(self, source: Path) -> bool:
        """Keeps a copy of a picture for the background; false, with the reason in a toast, if it cannot."""
        from momentum_desktop.gui.backdrop import keep_picture

        try:
            keep_picture(source, self._memory.picture)
        except MomentumError as error:
            self._frame.toasts.show_failure(sentence(str(error)))
            return False
        return True

    def _picture_taken(self) -> bool:
        from momentum_desktop.gui.file_places import Location, first_folder

        begin = first_folder(Location.PicturesLocation)
        name, _ = QFileDialog.getOpenFileName(self.dialog, "A picture behind the pages", begin, PICTURES)
        if name:
            from pathlib import Path

            return self.take_picture(Path(name))
        return False

    def _dialog(self, perk: str) -> QDialog | None:
        made: Any = {
            "special_badges": self._badges_dialog,
            "custom_celebrations": self._celebration_dialog,
            "mentor": self._mentor_dialog,
            "custom_achievements": self._own_dialog,
            "legendary": self._title_dialog,
        }.get(perk)
        return made() if made else self._look_dialog(perk)

    def _look_dialog(self, perk: str) -> QDialog | None:
        from momentum_desktop.gui.look_dialog import LookDialog
        from momentum_desktop.gui.look_samples import shelves_for

        shelves = shelves_for(perk, self._memory, self._frame.theme, self._frame.devicePixelRatioF())
        if not shelves:
            return None
        words = perk_words(perk)
        dialog = LookDialog(words.title, words.description, shelves, self._frame.window())
        dialog.chosen.connect(self.choose)
        dialog.chosen.connect(lambda part, _: dialog.show_chosen(part, getattr(self._memory.look, part)))
        return dialog

    def _celebration_dialog(self) -> QDialog:
        from momentum_desktop.gui.celebration_dialog import CelebrationDialog
        from momentum_desktop.gui.look_samples import shelves_for

        perk = "custom_celebrations"
        shelves = shelves_for(perk, self._memory, self._frame.theme, self._frame.devicePixelRatioF())
        look, words = self._memory.look, perk_words(perk)
        dialog = CelebrationDialog(
            words.title, words.description, shelves, look.celebration_words, self._frame.window()
        )
        dialog.chosen.connect(self.choose)
        dialog.chosen.connect(lambda part, _: dialog.show_chosen(part, getattr(self._memory.look, part)))
        dialog.shown_again.connect(lambda: self._frame.celebrate(1.0))
        return dialog

    def _badges_dialog(self) -> QDialog:
        from momentum_desktop.gui.honours_dialogs import BadgesDialog

        won = tuple(each for each in self._achievements if each.completed and each.name)
        pinned = self._memory.honours(self._user).badges
        dialog = BadgesDialog(won, pinned, self._frame.theme, self._frame.window())
        dialog.chosen.connect(self._on_badges_chosen)
        return dialog

    def _title_dialog(self) -> QDialog:
        from momentum_desktop.gui.honours_dialogs import TitleDialog

        kept = self._memory.honours(self._user)
        usual = self._progress.level.title if self._progress else ""
        dialog = TitleDialog(kept.title, kept.gold, usual, self._frame.window())
        dialog.chosen.connect(self._on_title_chosen)
        return dialog

    def _mentor_dialog(self) -> QDialog:
        from momentum_desktop.gui.mentor_dialog import MentorDialog

        dialog = MentorDialog(self._frame.window())
        dialog.publication_requested.connect(self.plan_publication_requested)
        dialog.import_requested.connect(self.plan_import_requested)
        return dialog

    def _own_dialog(self) -> QDialog:
        from momentum_desktop.gui.own_achievements import OwnAchievementsDialog

        frame = self._frame
        dialog = OwnAchievementsDialog(self._own_rules, frame.theme, frame.window(), points=frame.tabs.shows_points)
        dialog.made.connect(self.own_achievement_requested)
        dialog.removal_requested.connect(self.own_rule_removal_requested)
        self.own_rules_changed.connect(dialog.show_rules)
        return dialog

    @property
    def _user(self) -> int:
        return self._progress.user_id if self._progress else 0

    def _wear(self) -> None:
        if self._progress is None:
            return
        honours = self._memory.honours(self._user)
        won = {each.name: each for each in self._achievements if each.completed}
        self._frame.header.wear(honours, tuple(won[name] for name in honours.badges if name in won))

    def _tell_analytics(self) -> None:
        self._frame.tabs.show_analytics(self.is_open("advanced_analytics"))

    def _on_badges_chosen(self, names: tuple[str, ...]) -> None:
        self._memory.keep_honours(self._user, replace(self._memory.honours(self._user), badges=names))
        self._wear()

    def _on_title_chosen(self, title: str, gold: bool) -> None:
        kept = self._memory.honours(self._user)
        self._memory.keep_honours(self._user, replace(kept, title=title, gold=gold))
        self._wear()

    def _on_dialog_finished(self) -> None:
        self.dialog = None
