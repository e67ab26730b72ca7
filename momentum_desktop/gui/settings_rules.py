"""The settings of the rules: what differs from the program's own, and achievements and streaks of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal

from momentum_desktop.engine.additions import composed
from momentum_desktop.gui.own_rule_dialogs import OwnAchievementDialog, OwnStreakDialog
from momentum_desktop.gui.settings_rows import SettingRow, SettingsPage, button
from momentum_desktop.gui.wording import counted, spelled
from momentum_desktop.service.rule_differences import differences_from_defaults

if TYPE_CHECKING:
    from momentum_desktop.service.choices import Choices
    from momentum_desktop.service.plan_values import OwnRule
    from momentum_desktop.service.values import StreakStanding

SAME = "They are those that come with the program."
LOCKED = "Invent them, and win them like any other. From the level of this perk, or with all perks open."
OPEN = "Invent them, and win them like any other. The history counts."


class RulesPage(SettingsPage):
    """`defaults_requested` is the wish to see what the program's own rules would change; the others carry what is to be
    added or taken away."""

    defaults_requested = Signal()
    own_achievement_requested = Signal(object)
    own_streak_requested = Signal(object)
    own_rule_removal_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__("rules", "Rules", "ui-edit")
        self._document: dict[str, Any] = {}
        self._streaks: tuple[StreakStanding, ...] = ()
        self._own: tuple[OwnRule, ...] = ()
        self._shows_points = True
        self.back = button("Compare…", "compare_defaults", "See what the program's own rules would change")
        self.back.clicked.connect(self.defaults_requested)
        self._taken = SettingRow("The rules taken", SAME, self.back, "defaults points preview rules.toml")
        self.add_group("In force", self._taken)
        self.listed = self.add_group("What differs from the program's own")
        self.achieve = button("Invent one…", "own_achievement", "Invent an achievement")
        self.achieve.clicked.connect(self._on_achieve_clicked)
        streak = button("Invent one…", "own_streak", "Invent a streak")
        streak.clicked.connect(self._on_streak_clicked)
        self._achievements = SettingRow("Achievements of your own", OPEN, self.achieve, "custom perk")
        self.add_group(
            "Your own",
            self._achievements,
            SettingRow(
                "Streaks of your own", "Keep count of what matters to you. The history counts.", streak, "custom"
            ),
        )
        self.own = self.add_group("Invented")
        self.finish()

    def show_rules(self, document: dict[str, Any]) -> None:
        """The rules taken now, without what was added to them."""
        self._document = document
        found = differences_from_defaults(document)
        self._taken.say(f"They differ from the program's own in {counted(len(found), 'table')}." if found else SAME)
        self.back.setEnabled(bool(found))
        self.fill(self.listed, [SettingRow(spelled(each.table), each.words, more="rule") for each in found])

    def show_streaks(self, streaks: tuple[StreakStanding, ...]) -> None:
        self._streaks = streaks

    def show_choices(self, choices: Choices) -> None:
        super().show_choices(choices)
        self._shows_points = choices["game.points"]

    def show_own_rules(self, rules: tuple[OwnRule, ...]) -> None:
        self._own = rules
        self.fill(self.own, [self._row(rule) for rule in rules])

    def show_perk(self, is_open: bool) -> None:
        """Whether achievements may be invented."""
        self.achieve.setEnabled(is_open)
        self._achievements.say(OPEN if is_open else LOCKED)

    @property
    def _with_own(self) -> dict[str, Any]:
        """The rules with what was invented: no name is to stand in them twice."""
        own = [(rule.kind, rule.document) for rule in self._own]
        return composed(self._document, own) if self._document else {}

    def _row(self, rule: OwnRule) -> SettingRow:
        name = str(rule.document.get("title") or rule.document["name"])
        away = button("Take away", f"remove_own_{rule.id}", f"Take away the {rule.kind} {name}")
        away.clicked.connect(lambda: self.own_rule_removal_requested.emit(rule.id))
        words = str(rule.document.get("description") or "")
        return SettingRow(name, f"{rule.kind.capitalize()}. {words}".strip(), away, "own custom")

    def _on_achieve_clicked(self) -> None:
        dialog = OwnAchievementDialog(self._with_own, self._streaks, points=self._shows_points, parent=self.window())
        dialog.apply_theme(self._theme)
        dialog.accepted_with.connect(self.own_achievement_requested)
        dialog.open()

    def _on_streak_clicked(self) -> None:
        dialog = OwnStreakDialog(self._with_own, self.window())
        dialog.apply_theme(self._theme)
        dialog.accepted_with.connect(self.own_streak_requested)
        dialog.open()
