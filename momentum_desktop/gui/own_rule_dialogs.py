"""The dialogs in which a person invents an achievement or a streak."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.icons import icon
from momentum_desktop.gui.settings_rows import button, label, number_box
from momentum_desktop.gui.switch import Switch
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, TITLE, Theme, font
from momentum_desktop.gui.wording import CATEGORY_WORDS, spelled
from momentum_desktop.service.kind_words import kind_in_words
from momentum_desktop.settings import icon_names

if TYPE_CHECKING:
    from momentum_desktop.service.values import StreakStanding

LONGEST_NAME, LONGEST_WORDS = 60, 120
MOST, MOST_POINTS = 1_000_000, 1_000_000
EVERYTHING = "Any work"
TASKS = ("task_completion",)


class OwnRuleDialog(QDialog):
    """A name, some fields and two buttons. `accepted_with` carries the rule as a rules file would have it."""

    accepted_with = Signal(object)

    def __init__(self, title: str, noun: str, taken: frozenset[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName(f"own_{noun}_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(64 * GRID)
        self._taken = taken
        self.name = _line("own_name", "Name", "What it is called", LONGEST_NAME)
        self.form = QFormLayout()
        self.form.setHorizontalSpacing(2 * GRID)
        self.form.setVerticalSpacing(GRID)
        self.add("Name", self.name)
        self._hint = label("", CAPTION, muted=True)
        self._take = button("Invent it", "own_take")
        self._take.setProperty("tone", "accent")
        self._take.setDefault(True)
        cancel = button("Cancel", "own_cancel")
        self._lay_out(title, cancel)
        self.name.textChanged.connect(self.judge)
        self._take.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.judge()

    def rule(self) -> dict[str, Any]:
        """The rule as it stands in the fields."""
        raise NotImplementedError

    def apply_theme(self, theme: Theme) -> None:
        for box in self.findChildren(ChoiceBox):
            box.apply_theme(theme)

    def add(self, words: str, control: QWidget) -> None:
        if not control.accessibleName():
            control.setAccessibleName(words)
        self.form.addRow(label(words, BODY), control)

    def accept(self) -> None:
        if self._take.isEnabled():
            self.accepted_with.emit(self.rule())
            super().accept()

    def judge(self) -> None:
        name = self.name.text().strip()
        taken = self.known_as(name) in self._taken
        self._hint.setText("There is one of that name. Choose another." if taken else "It counts your whole history.")
        self._take.setEnabled(bool(self.known_as(name)) and not taken)

    def known_as(self, name: str) -> str:
        """What must not be taken already."""
        return name

    def _lay_out(self, title: str, cancel: QPushButton) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self._hint, 1)
        for each in (cancel, self._take):
            each.setFont(font(BODY, QFont.Weight.Medium))
            buttons.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(label(title, TITLE, QFont.Weight.DemiBold))
        layout.addLayout(self.form)
        layout.addLayout(buttons)


class OwnAchievementDialog(OwnRuleDialog):
    """An achievement: what it counts and how much of it. Without `points` nothing is said of them."""

    def __init__(
        self,
        document: dict[str, Any],
        streaks: Sequence[StreakStanding],
        *,
        points: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        taken = frozenset(each["name"] for each in document.get("achievements", ()))
        super().__init__("An achievement of your own", "achievement", taken, parent)
        self.words = _line("own_description", "What it takes", "In your own words", LONGEST_WORDS)
        self.measure = ChoiceBox("own_measure", "", ())
        for words, counted in _measures(document, streaks, points=points):
            self.measure.addItem(words, counted)
        self.target = number_box("own_target", 1, MOST)
        self.target.setValue(10)
        self.points = number_box("own_points", 0, MOST_POINTS, "points")
        self.points.setValue(50)
        self.category = ChoiceBox("own_category", "", ())
        for category, words in CATEGORY_WORDS.items():
            self.category.addItem(words, category)
        self.icon = ChoiceBox("own_icon", "", ())
        self.icon.setIconSize(QSize(20, 20))
        for name in sorted(icon_names() - {"momentum"}):
            self.icon.addItem(spelled(name.replace("-", " ")), name)
        self.icon.setCurrentIndex(max(0, self.icon.findData("star")))
        for words, control in (
            ("What it takes", self.words),
            ("It counts", self.measure),
            ("Until there are", self.target),
            ("It is worth", self.points),
            ("Category", self.category),
            ("Icon", self.icon),
        ):
            self.add(words, control)
        self.form.setRowVisible(self.points, points)
        self.apply_theme(LIGHT)

    def rule(self) -> dict[str, Any]:
        name, words = self.name.text().strip(), self.words.text().strip()
        return {
            "name": name,
            "description": words or f"{self.measure.currentText()}: {self.target.value():,}",
            "points": self.points.value(),
            "category": self.category.currentData(),
            "icon_name": self.icon.currentData(),
            "criteria_value": self.target.value(),
            **self.measure.currentData(),
        }

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        for place in range(self.icon.count()):
            self.icon.setItemIcon(place, icon(self.icon.itemData(place), theme.accent))


class OwnStreakDialog(OwnRuleDialog):
    """A streak: which events keep a day or a week, and how many of them."""

    def __init__(self, document: dict[str, Any], parent: QWidget | None = None) -> None:
        taken = frozenset(each["name"] for each in document.get("streaks", ()))
        super().__init__("A streak of your own", "streak", taken, parent)
        self.events = ChoiceBox("own_events", "", ())
        self.events.addItem(EVERYTHING, list(document.get("work_events", TASKS)))
        for event_type in document.get("work_events", TASKS):
            self.events.addItem(kind_in_words(event_type), [event_type])
        self.period = ChoiceBox("own_period", "", ())
        self.period.addItem("Each day", "day")
        self.period.addItem("Each week", "week")
        self.needed: QSpinBox = number_box("own_needed", 1, 1_000)
        self.freezes = Switch("own_freezes")
        self.freezes.setChecked(True)
        for words, control in (
            ("It counts", self.events),
            ("It is kept", self.period),
            ("By at least", self.needed),
            ("Freezes may save it", self.freezes),
        ):
            self.add(words, control)
        self.apply_theme(LIGHT)

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.freezes.apply_theme(theme)

    def known_as(self, name: str) -> str:
        return re.sub(r"\W+", "_", name.casefold()).strip("_")

    def rule(self) -> dict[str, Any]:
        title = self.name.text().strip()
        return {
            "name": self.known_as(title),
            "title": title,
            "period": self.period.currentData(),
            "events": self.events.currentData(),
            "needed": self.needed.value(),
            "freezes": self.freezes.isChecked(),
            "milestones": {},
        }


def _measures(
    document: dict[str, Any], streaks: Sequence[StreakStanding], *, points: bool
) -> list[tuple[str, dict[str, Any]]]:
    """What an achievement can count, in words and as a rules file has it."""
    work = list(document.get("work_events", TASKS))
    found = [
        ("Tasks done", {"criteria_type": "COUNT", "events": list(TASKS)}),
        ("Tasks done in one day", {"criteria_type": "DAY_COUNT", "events": list(TASKS)}),
        ("Days with any work", {"criteria_type": "DISTINCT_DAYS", "events": work}),
    ]
    if "focus_session" in work:
        minutes = {"criteria_type": "SUM", "field": "minutes", "events": ["focus_session"]}
        found.append(("Minutes of focus", minutes))
    found += [(kind_in_words(name), {"criteria_type": "COUNT", "events": [name]}) for name in work if name not in TASKS]
    found += [
        (f"Longest streak: {each.title}", {"criteria_type": "STREAK", "streak": each.streak_type}) for each in streaks
    ]
    return [*found, ("Points in all", {"criteria_type": "POINTS"})] if points else found


def _line(name: str, spoken: str, hint: str, most: int) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(spoken)
    line.setPlaceholderText(hint)
    line.setMaxLength(most)
    return line
