"""What stands in place of the tasks before anything was ever done: ways to begin, and a way to look around."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from momentum_desktop.gui.icons import icon_pixmap
from momentum_desktop.gui.theme import BODY, CAPTION, DISPLAY, GRID, LIGHT, RADIUS, Theme, font
from momentum_desktop.service.plan_values import TaskDraft

WIDTH = 60 * GRID
ROW, MARK, TICK = 44, 24, 16
GREETING = "Welcome"
PROMISE = "Tick off what you do and watch it add up. A day off costs nothing."
HABITS = (
    ("Drink a glass of water", "every day", "FREQ=DAILY", "simple"),
    ("Go for a walk", "three times a week", "FREQ=WEEKLY;X-TIMES=3", "simple"),
    ("Plan the day", "every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "simple"),
)
"""What is suggested to begin with: title, how often in words and as a rule, complexity."""
START, START_BARE = "Start with these", "Start with an empty list"
BRING, BRING_WORDS = "Import…", "Coming from another program?"
LOOK_AROUND, OPENING = "Look around in a demo", "It opens in its own window"


class Welcome(QScrollArea):
    """Three habits to choose from and three ways on.

    `habits_chosen` carries a TaskDraft for each habit that is ticked, maybe none; `demo_requested` asks for a second
    window with a year that is thrown away afterwards, `import_requested` for what is kept in another program."""

    habits_chosen = Signal(object)
    demo_requested = Signal()
    import_requested = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self.setObjectName("welcome")
        self.setAccessibleName(f"{GREETING}. {PROMISE}")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.boxes = [HabitBox(title, often) for title, often, _, _ in HABITS]
        self.start = QPushButton(START)
        self.look_around = QPushButton(LOOK_AROUND)
        self.bring = QPushButton(BRING)
        self._lay_out()
        for box in self.boxes:
            box.toggled.connect(self._on_box_toggled)
        self.start.clicked.connect(self._on_start_clicked)
        self.look_around.clicked.connect(self._on_look_around_clicked)
        self.bring.clicked.connect(self.import_requested)

    def show_day(self, today: date) -> None:
        """The day on which the habits would begin."""
        self._today = today

    def begin_anew(self) -> None:
        """Somebody else may be welcomed, with nothing chosen yet."""
        for box in self.boxes:
            box.setChecked(True)
        self.start.setEnabled(True)
        self.look_around.setText(LOOK_AROUND)
        self.look_around.setEnabled(True)

    def apply_theme(self, theme: Theme) -> None:
        for box in self.boxes:
            box.apply_theme(theme)

    def _lay_out(self) -> None:
        greeting = QLabel(GREETING)
        greeting.setFont(font(DISPLAY, QFont.Weight.DemiBold))
        promise = QLabel(PROMISE)
        promise.setFont(font(BODY))
        promise.setProperty("ink", "muted")
        suggested = QLabel("Three habits to begin with; keep the ones you like")
        suggested.setFont(font(BODY, QFont.Weight.DemiBold))
        later = QLabel("All of it can be changed or undone. Your data stays on this machine.")
        later.setFont(font(CAPTION))
        later.setProperty("ink", "muted")
        for label in (promise, suggested, later):
            label.setWordWrap(True)
        self.start.setObjectName("start_fresh")
        self.start.setProperty("tone", "accent")
        self.start.setFont(font(BODY, QFont.Weight.DemiBold))
        self.look_around.setObjectName("look_around")
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        buttons.addWidget(self.start)
        buttons.addWidget(self.look_around)
        buttons.addStretch()
        question = QLabel(BRING_WORDS)
        question.setFont(font(BODY))
        question.setProperty("ink", "muted")
        self.bring.setObjectName("welcome_import")
        self.bring.setAccessibleName("Import from another program")
        self.bring.setToolTip("Import from another program (Ctrl+I)")
        self.bring.setProperty("tone", "quiet")
        self.bring.setFont(font(BODY, QFont.Weight.DemiBold))
        bring = QHBoxLayout()
        bring.setSpacing(0)
        bring.addWidget(question)
        bring.addWidget(self.bring)
        bring.addStretch()
        card = QWidget()
        card.setMaximumWidth(WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(GRID, 0, GRID, GRID)
        column.setSpacing(GRID)
        for part in (greeting, promise):
            column.addWidget(part)
        column.addSpacing(GRID)
        column.addWidget(suggested)
        for box in self.boxes:
            column.addWidget(box)
        column.addSpacing(GRID)
        column.addLayout(buttons)
        column.addLayout(bring)
        column.addWidget(later)
        middle = QWidget()
        around = QVBoxLayout(middle)
        around.setContentsMargins(0, 0, 0, 0)
        around.addStretch(2)
        row = QHBoxLayout()
        row.addStretch()
        row.addWidget(card, 1)
        row.addStretch()
        around.addLayout(row)
        around.addStretch(3)
        self.setWidget(middle)
        middle.setAutoFillBackground(False)

    def _on_box_toggled(self) -> None:
        self.start.setText(START if any(box.isChecked() for box in self.boxes) else START_BARE)

    def _on_start_clicked(self) -> None:
        kept = [habit for habit, box in zip(HABITS, self.boxes, strict=True) if box.isChecked()]
        self.habits_chosen.emit(
            tuple(
                TaskDraft(title, complexity=complexity, due=self._today, repeat=rule)
                for title, _, rule, complexity in kept
            )
        )

    def _on_look_around_clicked(self) -> None:
        self.look_around.setText(OPENING)
        self.look_around.setEnabled(False)
        self.demo_requested.emit()


class HabitBox(QCheckBox):
    """A habit to tick, as the row of a task looks."""

    def __init__(self, title: str, often: str) -> None:
        super().__init__(title)
        self._often = often
        self._theme = LIGHT
        self.setAccessibleName(f"{title}, {often}")
        self.setFont(font(BODY, QFont.Weight.Medium))
        self.setChecked(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(f"{self.text()}  {self._often}")
        return QSize(words + 9 * GRID, ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(30 * GRID, ROW)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.accent), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.hover if self.underMouse() else theme.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        circle = QRectF(2 * GRID, (self.height() - MARK) / 2, MARK, MARK)
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.accent))
            painter.drawEllipse(circle)
            tick = icon_pixmap("ui-check", theme.on_accent, TICK, self.devicePixelRatioF())
            painter.drawPixmap(circle.topLeft() + QPointF((MARK - TICK) / 2, (MARK - TICK) / 2), tick)
        else:
            painter.setPen(QPen(QColor(theme.muted), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        words = self.rect().adjusted(2 * GRID + MARK + GRID + GRID // 2, 0, -2 * GRID, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(QColor(theme.text))
        painter.setFont(self.font())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | middle, self.text())
        painter.setPen(QColor(theme.muted))
        painter.setFont(font(CAPTION))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | middle, self._often)
