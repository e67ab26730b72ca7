"""The dialog in which achievements of one's own are made and taken away."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, TITLE, Theme, font
from momentum_desktop.gui.wording import spelled
from momentum_desktop.service.plan_values import OwnRule
from momentum_desktop.settings import icon_names

MOST_POINTS, MOST_TIMES = 100, 1_000_000
LONGEST = 80


class Counted(NamedTuple):
    """Something that can be counted: in words, as the rules say it, and the category that it belongs to."""

    words: str
    criteria_type: str
    events: tuple[str, ...]
    category: str
    field: str | None = None
    of_tasks: bool = False


COUNTED = (
    Counted("Tasks done", "COUNT", ("task_completion",), "productivity", of_tasks=True),
    Counted("Tasks done in one day", "DAY_COUNT", ("task_completion",), "productivity", of_tasks=True),
    Counted("Days with a task done", "DISTINCT_DAYS", ("task_completion",), "consistency", of_tasks=True),
    Counted("Goals reached", "COUNT", ("goal_completion",), "growth"),
    Counted("Steps of goals done", "COUNT", ("goal_step_completion",), "growth"),
    Counted("Time slots kept", "COUNT", ("time_slot_completion",), "time_management"),
    Counted("Minutes of focus", "SUM", ("focus_session",), "focus", field="minutes"),
    Counted("Sessions of learning", "COUNT", ("learning_session",), "growth"),
    Counted("Social acts", "COUNT", ("social_interaction",), "social"),
    Counted("Points in all", "POINTS", (), "growth"),
)


class OwnAchievementsDialog(QDialog):
    """`made` carries an achievement as in a rules file, `removal_requested` the number of one to take away."""

    made = Signal(object)
    removal_requested = Signal(int)

    def __init__(
        self, rules: tuple[OwnRule, ...], theme: Theme, parent: QWidget | None = None, *, points: bool = True
    ) -> None:
        super().__init__(parent)
        self._shows_points = points
        self._theme = theme
        self._taken: frozenset[str] = frozenset()
        title = "Achievements of your own"
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("own_achievements")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setFixedWidth(60 * GRID)
        self.name = _line("Name", "Gardener")
        self.description = _line("What it takes", "Fifty things done in the garden")
        self.what = QComboBox()
        self.what.setAccessibleName("What counts")
        for each in COUNTED:
            self.what.addItem(each.words)
        self.project = _line("Only in the project", "Any project")
        self.times = QSpinBox(minimum=1, maximum=MOST_TIMES, value=10)
        self.times.setGroupSeparatorShown(True)
        self.times.setAccessibleName("How many")
        self.points = QSpinBox(minimum=0, maximum=MOST_POINTS, value=20)
        self.points.setAccessibleName("Points")
        self.icon = QComboBox()
        self.icon.setAccessibleName("Icon")
        self.icon.setIconSize(QSize(20, 20))
        for name in sorted(icon_names()):
            picture = QIcon(icon_pixmap(name, theme.text, 20, self.devicePixelRatioF()))
            self.icon.addItem(picture, spelled(name.replace("-", " ")), name)
        self.icon.setCurrentIndex(max(0, self.icon.findData("trophy")))
        for figure in (self.times, self.points):
            # The style sheet's padding does not reach into the field of a spin box.
            figure.lineEdit().setTextMargins(GRID, 0, GRID, 0)
        self.make = QPushButton("Make it")
        self.make.setProperty("tone", "accent")
        self.make.setFont(font(BODY, QFont.Weight.DemiBold))
        self.make.setAccessibleName("Make it")
        self.make.clicked.connect(self._on_make_clicked)
        self.hint = QLabel()
        self.hint.setFont(font(CAPTION))
        self.hint.setProperty("ink", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName("Yours")
        self.list.setIconSize(QSize(20, 20))
        self.list.setFixedHeight(14 * GRID)
        self.remove = QPushButton("Take away")
        self.remove.setAccessibleName("Take the chosen achievement away")
        self.remove.clicked.connect(self._on_remove_clicked)
        self.list.currentRowChanged.connect(self._judge)
        self.name.textChanged.connect(self._judge)
        self.what.currentIndexChanged.connect(self._judge)
        self._lay_out(title)
        self.show_rules(rules)

    @property
    def achievement(self) -> dict[str, Any]:
        """What the form says, as in a rules file."""
        counted = COUNTED[self.what.currentIndex()]
        name = " ".join(self.name.text().split())
        made: dict[str, Any] = {
            "name": name,
            "description": " ".join(self.description.text().split()) or f"{counted.words}: {self.times.value():,}.",
            "points": self.points.value(),
            "category": counted.category,
            "criteria_type": counted.criteria_type,
            "criteria_value": self.times.value(),
            "icon_name": self.icon.currentData(),
        }
        if counted.events:
            made["events"] = list(counted.events)
        if counted.field:
            made["field"] = counted.field
        project = " ".join(self.project.text().split())
        if counted.of_tasks and project:
            made["where"] = {"list": project}
        return made

    def show_rules(self, rules: tuple[OwnRule, ...]) -> None:
        """Those that there are."""
        own = [rule for rule in rules if rule.kind == "achievement"]
        self._taken = frozenset(str(rule.document["name"]).casefold() for rule in own)
        self.list.clear()
        for rule in own:
            picture = QIcon(icon_pixmap(str(rule.document["icon_name"]), self._theme.text, 20))
            worth = f"  ·  {rule.document['points']} points" if self._shows_points else ""
            item = QListWidgetItem(picture, f"{rule.document['name']}{worth}")
            item.setToolTip(str(rule.document["description"]))
            item.setData(Qt.ItemDataRole.UserRole, rule.id)
            self.list.addItem(item)
        self._judge()

    def _judge(self) -> None:
        name = " ".join(self.name.text().split())
        taken = name.casefold() in self._taken
        self.make.setEnabled(bool(name) and not taken)
        self.hint.setText("That name is taken." if taken else "What you did before counts towards it.")
        self.project.setEnabled(COUNTED[self.what.currentIndex()].of_tasks)
        self.remove.setEnabled(self.list.currentRow() >= 0)

    def _on_make_clicked(self) -> None:
        self.made.emit(self.achievement)
        self.name.clear()
        self.description.clear()

    def _on_remove_clicked(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.removal_requested.emit(int(item.data(Qt.ItemDataRole.UserRole)))

    def _lay_out(self, title: str) -> None:
        heading = QLabel(title)
        heading.setFont(font(TITLE, QFont.Weight.DemiBold))
        form = QFormLayout()
        form.setSpacing(GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for words, field in (
            ("Name", self.name),
            ("What it takes, in words", self.description),
            ("What counts", self.what),
            ("Only in the project", self.project),
            ("How many", self.times),
            ("Points", self.points),
            ("Icon", self.icon),
        ):
            form.addRow(words, field)
        form.setRowVisible(self.points, self._shows_points)
        making = QHBoxLayout()
        making.addWidget(self.hint, 1)
        making.addWidget(self.make)
        yours = QLabel("Yours")
        yours.setFont(font(CAPTION, QFont.Weight.DemiBold))
        close = QPushButton("Close")
        close.setAccessibleName("Close")
        close.clicked.connect(self.accept)
        self.make.setDefault(True)
        foot = QHBoxLayout()
        foot.addWidget(self.remove)
        foot.addStretch()
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        layout.setSpacing(GRID)
        layout.addWidget(heading)
        layout.addLayout(form)
        layout.addLayout(making)
        layout.addWidget(yours)
        layout.addWidget(self.list)
        layout.addLayout(foot)


def _line(name: str, example: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(example)
    line.setMaxLength(LONGEST)
    return line
