"""The dialog in which a person invents achievements of their own, and takes them away again."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.theme import BODY, GRID, TITLE, Theme, font
from momentum_desktop.gui.wording import CATEGORY_WORDS, spelled
from momentum_desktop.service.plan_values import OwnRule

MOST_POINTS, MOST_TIMES = 100, 100_000
DEEDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("tasks completed", {"events": ["task_completion"]}),
    ("habits kept", {"events": ["task_completion"], "where": {"habit": True}}),
    ("epic tasks completed", {"events": ["task_completion"], "where": {"complexity": "epic"}}),
    ("tasks completed on time", {"events": ["task_completion"], "where": {"on_time": True}}),
    ("steps of goals", {"events": ["goal_step_completion"]}),
    ("goals reached", {"events": ["goal_completion"]}),
    ("time slots done", {"events": ["time_slot_completion"]}),
    ("focus sessions", {"events": ["focus_session"]}),
    ("learning sessions", {"events": ["learning_session"]}),
    ("things done with others", {"events": ["social_interaction"]}),
)
"""What can be counted, and how a rules file says it."""

MEASURES = (("times", "COUNT"), ("different days", "DISTINCT_DAYS"), ("in one day", "DAY_COUNT"))


class OwnAchievementDialog(QDialog):
    """`achievement_accepted` carries the achievement as in a rules file, `removal_requested` the number of one."""

    achievement_accepted = Signal(object)
    removal_requested = Signal(int)

    def __init__(
        self,
        own: tuple[OwnRule, ...],
        taken: frozenset[str],
        icons: tuple[str, ...],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._taken = taken
        self._icons = icons
        title = "An achievement of your own"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("own_achievement_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setMinimumWidth(64 * GRID)
        self.name, self.description = QLineEdit(), QLineEdit()
        self.name.setPlaceholderText("What it is called")
        self.description.setPlaceholderText("What it takes, in your words")
        self.count = QSpinBox()
        self.count.setRange(1, MOST_TIMES)
        self.count.setValue(10)
        self.deed = ChoiceBox("own_deed", "What counts", tuple(words for words, _ in DEEDS))
        self.measure = ChoiceBox("own_measure", "Counted how", tuple(words for words, _ in MEASURES))
        self.points = QSpinBox()
        self.points.setRange(0, MOST_POINTS)
        self.points.setValue(20)
        self.points.setSuffix(" points")
        self.category = ChoiceBox("own_category", "Category", tuple(CATEGORY_WORDS.values()))
        self.icon = ChoiceBox("own_icon", "Icon", tuple(spelled(name.replace("-", "_")) for name in icons))
        for box in (self.deed, self.measure, self.category, self.icon):
            box.apply_theme(theme)
        for field, words in ((self.name, "Name"), (self.description, "Description"), (self.count, "How many")):
            field.setAccessibleName(words)
        self.points.setAccessibleName("Points")
        self._save, close = QPushButton("Make it"), QPushButton("Close")
        self._save.setProperty("tone", "accent")
        self._save.setFont(font(BODY, QFont.Weight.DemiBold))
        self._save.setDefault(True)
        close.setAutoDefault(False)
        self._lay_out(title, own, close)
        self.name.textChanged.connect(self._judge)
        self.description.textChanged.connect(self._judge)
        self._save.clicked.connect(self.accept)
        close.clicked.connect(self.reject)
        self._judge()
        self.name.setFocus()

    def achievement(self) -> dict[str, Any]:
        """The achievement as the fields say it."""
        return {
            "name": self.name.text().strip(),
            "description": self.description.text().strip(),
            "points": self.points.value(),
            "category": tuple(CATEGORY_WORDS)[self.category.currentIndex()],
            "criteria_type": MEASURES[self.measure.currentIndex()][1],
            "criteria_value": self.count.value(),
            "icon_name": self._icons[self.icon.currentIndex()],
            **DEEDS[self.deed.currentIndex()][1],
        }

    def accept(self) -> None:
        if self._save.isEnabled():
            self.achievement_accepted.emit(self.achievement())
            super().accept()

    def _judge(self) -> None:
        name = self.name.text().strip()
        self._save.setEnabled(bool(name and self.description.text().strip()) and name not in self._taken)
        self._save.setToolTip("There is one of that name already." if name in self._taken else "")

    def _lay_out(self, title: str, own: tuple[OwnRule, ...], close: QPushButton) -> None:
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        hint = QLabel("What you have done already counts towards it. It can be undone like anything else.")
        hint.setProperty("ink", "muted")
        hint.setWordWrap(True)
        what = QHBoxLayout()
        what.setSpacing(GRID)
        what.addWidget(self.count)
        what.addWidget(self.measure)
        what.addWidget(self.deed, 1)
        looks = QHBoxLayout()
        looks.setSpacing(GRID)
        looks.addWidget(self.points)
        looks.addWidget(self.category, 1)
        looks.addWidget(self.icon, 1)
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setVerticalSpacing(GRID)
        form.addRow("&Name", self.name)
        form.addRow("&Description", self.description)
        form.addRow("It takes", what)
        form.addRow("It gives", looks)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(2 * GRID)
        layout.addWidget(heading)
        layout.addWidget(hint)
        layout.addLayout(form)
        for rule in own:
            if rule.kind == "achievement":
                layout.addLayout(self._row(rule))
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(close)
        foot.addWidget(self._save)
        layout.addLayout(foot)

    def _row(self, rule: OwnRule) -> QHBoxLayout:
        words = QLabel(str(rule.document["name"]))
        words.setTextFormat(Qt.TextFormat.PlainText)
        away = QPushButton("Take away")
        away.setProperty("tone", "quiet")
        away.setAutoDefault(False)
        away.setAccessibleName(f"Take away {rule.document['name']}")
        away.clicked.connect(lambda: self._take_away(rule.id, away))
        row = QHBoxLayout()
        row.addWidget(words, 1)
        row.addWidget(away)
        return row

    def _take_away(self, rule_id: int, button: QPushButton) -> None:
        button.setEnabled(False)
        self.removal_requested.emit(rule_id)
