"""The settings that are few and plain: general, appearance, reminders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.settings_rows import CONTROL_WIDTH, SettingRow, SettingsPage, button
from momentum_desktop.gui.switch import Switch
from momentum_desktop.gui.theme import GRID
from momentum_desktop.gui.wording import WEEKDAYS
from momentum_desktop.service.perk_words import perk_words

if TYPE_CHECKING:
    from momentum_desktop.service.values import LevelStanding

DAY_STARTS = tuple(f"{minute // 60:02}:{minute % 60:02}" for minute in range(0, 12 * 60, 30))
LOOKS = ("accent_colours", "themes", "icon_styles", "custom_backgrounds", "custom_celebrations")
WORN = ("special_badges", "legendary")
SEEN_FIRST = "A rule: it holds for your whole history. You see what would change before you take it."


class GeneralPage(SettingsPage):
    """Day and week, what is in sight, perks, and the place in the desktop. `rule_chosen` carries the key and the value
    of a rule that a person would like to be otherwise."""

    rule_chosen = Signal(str, object)
    perks_toggled = Signal(bool)
    autostart_toggled = Signal(bool)
    menu_entry_toggled = Signal(bool)

    def __init__(self) -> None:
        super().__init__("general", "General", "ui-settings")
        self.day_start = _box("day_starts_at", "The day starts at", DAY_STARTS)
        self.day_start.activated.connect(lambda: self.rule_chosen.emit("day_starts_at", self.day_start.currentText()))
        self.week_start = _box("week_starts_on", "The week starts on", WEEKDAYS)
        self.week_start.activated.connect(
            lambda: self.rule_chosen.emit("week_starts_on", self.week_start.currentText().lower())
        )
        self.rest_days = _Weekdays()
        self.rest_days.chosen.connect(lambda days: self.rule_chosen.emit("rest_weekdays", days))
        self.perks = _toggle("all_perks", self.perks_toggled)
        self.autostart = _toggle("autostart", self.autostart_toggled)
        self.menu_entry = _toggle("menu_entry", self.menu_entry_toggled)
        self.add_group(
            "Day and week",
            SettingRow(
                "The day starts at", "What is done before then counts for the day before.", self.day_start, "rule"
            ),
            SettingRow("The week starts on", "", self.week_start, "rule monday sunday"),
            SettingRow("Days of rest", SEEN_FIRST, self.rest_days, "rule weekend off streak"),
        )
        self.add_group(
            "In sight",
            self.switch("game.points", "Points and levels", "Every figure of them: header, levels, what a task earns."),
            self.switch("game.streaks", "Streaks", "The flame, the streaks page and the shape of the tray's icon."),
            self.switch("game.toasts", "Toasts for what was won", "What failed is told in any case.", "notification"),
        )
        self.add_group(
            "Levels",
            SettingRow("Open all perks", "Use every perk whatever the level; points stay what they are.", self.perks),
        )
        self.add_group(
            "In the desktop",
            self.switch(
                "window.stay_in_tray",
                "Stay in the tray",
                "Closing the window leaves Momentum where it can remind you.",
                "close quit background",
            ),
            SettingRow("Start with the desktop", "In the tray, out of the way.", self.autostart, "autostart login"),
            SettingRow("In the applications menu", "With its icon; for you alone.", self.menu_entry, "desktop entry"),
        )
        self.finish()

    def show_rules(self, document: dict[str, Any]) -> None:
        """The rules taken now."""
        start = str(document["day_starts_at"])
        if self.day_start.findText(start) < 0:
            self.day_start.addItem(start)
        self.day_start.setCurrentText(start)
        self.week_start.setCurrentText(str(document["week_starts_on"]).capitalize())
        self.rest_days.show_days(document["rest_weekdays"])

    def show_perks(self, all_open: bool) -> None:
        self.perks.setChecked(all_open)

    def show_desktop(self, autostart: bool, menu_entry: bool) -> None:
        """Whether it starts with the desktop, and whether the menu has it."""
        self.autostart.setChecked(autostart)
        self.menu_entry.setChecked(menu_entry)


class AppearancePage(SettingsPage):
    """Light or dark, motion, and what perks choose from. `perk_requested` names the perk to open."""

    perk_requested = Signal(str)
    usual_look_requested = Signal()

    def __init__(self) -> None:
        super().__init__("appearance", "Appearance", "ui-appearance")
        self._perks: dict[str, tuple[SettingRow, QPushButton]] = {}
        options = (("system", "As the system"), ("light", "Light"), ("dark", "Dark"))
        self.add_group(
            "Window",
            self.one_of("appearance.theme", "Light or dark", options, "", "theme mode night"),
            self.switch(
                "appearance.animation", "Animation", "The system's own wish for less motion counts too.", "quiet motion"
            ),
        )
        self.add_group("Look", *(self._perk(name) for name in LOOKS), self._usual())
        self.add_group("In the header", *(self._perk(name) for name in WORN))
        self.finish()

    def show_levels(self, levels: tuple[LevelStanding, ...], all_open: bool) -> None:
        """Which perks are open, and from which level on the others are."""
        for name, (row, choose) in self._perks.items():
            level = next((each for each in levels if name in each.perks), None)
            is_open = all_open or (level is not None and level.reached)
            choose.setEnabled(is_open)
            words = perk_words(name).description
            if not is_open and level is not None:
                words += f" From level {level.level_number}, or with all perks open."
            row.say(words)

    def _perk(self, name: str) -> SettingRow:
        words = perk_words(name)
        choose = button("Choose…", f"perk_{name}", f"Choose: {words.title}")
        choose.clicked.connect(lambda: self.perk_requested.emit(name))
        row = SettingRow(words.title, words.description, choose, "perk level color colour")
        self._perks[name] = row, choose
        return row

    def _usual(self) -> SettingRow:
        back = button("Go back", "usual_look", "Go back to the usual look")
        back.clicked.connect(self.usual_look_requested)
        return SettingRow("The usual look", "As it was before the first choice.", back, "reset default")


class RemindersPage(SettingsPage):
    """What reminds, and when."""

    def __init__(self) -> None:
        super().__init__("reminders", "Reminders", "ui-bell")
        self.add_group(
            "Reminders",
            self.switch("reminders.notifications", "Notifications", "Without them nothing reminds you.", "quiet"),
            self.number(
                "reminders.snooze_minutes", "Snooze for", 1, 1440, "min", "How long the button puts a reminder off."
            ),
            self.switch(
                "reminders.hold_in_full_screen",
                "Hold back in full screen",
                "Nothing while a program fills the screen, and one digest after. Focus always holds them back.",
                "film presentation quiet",
            ),
        )
        self.add_group(
            "What reminds",
            self.switch(
                "reminders.streaks", "Streaks that are still due", "With how long is left, while they are due."
            ),
            self.time("reminders.streaks_at", "At this hour", "Yours, for the streaks.", "streaks time evening"),
            self.switch("reminders.tasks", "Tasks and habits", "At the reminders set; a due time alone says nothing."),
            self.switch("reminders.focus", "The end of focus", "When a session has run its time.", "timer"),
        )
        self.finish()


class _Weekdays(QWidget):
    """The seven days, each on or off. `chosen` carries the names of those that are on."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("rest_weekdays")
        self.setAccessibleName("Days of rest")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID // 2)
        self.buttons: list[QPushButton] = []
        for day in WEEKDAYS:
            made = button(day[:2], f"rest_{day.lower()}", f"{day} is a day of rest")
            made.setCheckable(True)
            made.setFixedWidth(5 * GRID)
            made.setStyleSheet("padding: 4px 0;")
            made.clicked.connect(self._on_button_clicked)
            self.buttons.append(made)
            layout.addWidget(made)

    def show_days(self, days: list[str]) -> None:
        for day, made in zip(WEEKDAYS, self.buttons, strict=True):
            made.setChecked(day.lower() in days)

    def _on_button_clicked(self) -> None:
        on = zip(WEEKDAYS, self.buttons, strict=True)
        self.chosen.emit([day.lower() for day, made in on if made.isChecked()])


def _box(name: str, spoken: str, words: tuple[str, ...]) -> ChoiceBox:
    box = ChoiceBox(name, spoken, words)
    box.setFixedWidth(CONTROL_WIDTH)
    return box


def _toggle(name: str, toggled: Any) -> Switch:
    made = Switch(name)
    made.clicked.connect(toggled)
    return made
