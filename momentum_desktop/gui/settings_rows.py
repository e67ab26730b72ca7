"""The rows of the settings: a title with a word beneath it, and at the right what changes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTime, Signal
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.dialog_keys import EnterButton
from momentum_desktop.gui.settings_words import ALSO
from momentum_desktop.gui.switch import Switch
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, LIGHT, RADIUS, Theme, font

if TYPE_CHECKING:
    from momentum_desktop.service.choices import Choices

CONTROL_WIDTH = 22 * GRID


class SettingRow(QWidget):
    """One setting. `words` that are searched for are those in sight and `more`."""

    def __init__(self, title: str, words: str = "", control: QWidget | None = None, more: str = "") -> None:
        super().__init__()
        self.title, self.control = title, control
        self.is_marked = False
        self._theme = LIGHT
        self._told = f"{title} {words} {more} {ALSO.get(title, '')}".casefold()
        self._title = label(title, BODY, QFont.Weight.Medium)
        self._words = label(words, CAPTION, muted=True)
        self._words.setVisible(bool(words))
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(self._title)
        column.addWidget(self._words)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID, GRID + 2, 2 * GRID, GRID + 2)
        layout.setSpacing(2 * GRID)
        layout.addLayout(column, 1)
        if control is not None:
            layout.addWidget(control, alignment=Qt.AlignmentFlag.AlignVCenter)
            if not control.accessibleName():
                control.setAccessibleName(title)
            if words and not control.accessibleDescription():
                control.setAccessibleDescription(words)

        for part in self.findChildren(QWidget):
            if isinstance(part, ChoiceBox | QAbstractSpinBox):
                # Whoever scrolls the page does not mean what lies under the mouse.
                part.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def say(self, words: str) -> None:
        """Other words beneath the title."""
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def mark(self, marked: bool) -> None:
        """Whether it is the one that was asked for."""
        self.is_marked = marked
        self.update()

    def take_focus(self) -> None:
        """The keyboard to the first thing that changes it."""
        parts = [] if self.control is None else [self.control, *self.control.findChildren(QWidget)]
        for part in parts:
            if part.isEnabled() and part.focusPolicy() & Qt.FocusPolicy.TabFocus:
                part.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.is_marked:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.accent_soft))
            painter.drawRoundedRect(self.rect().adjusted(GRID // 2, 0, -GRID // 2, 0), RADIUS, RADIUS)

    def holds(self, wanted: Sequence[str]) -> bool:
        """Whether all the words searched for are in it."""
        return all(word in self._told for word in wanted)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        if self.control is not None:
            parts = [self.control, *self.control.findChildren(QWidget)]
            for part in parts:
                if isinstance(part, Switch | ChoiceBox):
                    part.apply_theme(theme)


class SettingsPage(QWidget):
    """A page of groups of rows. `chosen` carries the name and the value of a choice in `settings.toml`, `refilled`
    comes when other rows stand in a group."""

    chosen = Signal(str, object)
    refilled = Signal()

    def __init__(self, name: str, title: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.title, self.icon_name = name, title, icon_name
        self.setObjectName(f"settings_{name}")
        self.setAccessibleName(title)
        self._theme = LIGHT
        self.rows: list[SettingRow] = []
        self._cards: list[tuple[QLabel, QWidget, list[SettingRow]]] = []
        self._choices: dict[str, Callable[[Any], None]] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 3 * GRID)
        self.column.setSpacing(GRID)

    def minimumSizeHint(self) -> QSize:
        """As high as its words are at the width it has: the layout takes the height of its narrowest for the least."""
        return QSize(super().minimumSizeHint().width(), 0)

    def add_group(self, heading: str, *rows: SettingRow) -> QWidget:
        """A card of rows under a heading."""
        words = label(heading, CAPTION, QFont.Weight.DemiBold, muted=True)
        words.setContentsMargins(2 * GRID, GRID, 0, 0)
        card = QWidget()
        card.setProperty("tone", "surface")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(0, GRID // 2, 0, GRID // 2)
        inside.setSpacing(0)
        for row in rows:
            inside.addWidget(row)
        self.column.addWidget(words)
        self.column.addWidget(card)
        for part in (words, card):
            part.setVisible(bool(rows))
        self.rows += rows
        self._cards.append((words, card, list(rows)))
        return card

    def fill(self, card: QWidget, rows: Sequence[SettingRow]) -> None:
        """Other rows in a card; without any neither it nor its heading is in sight."""
        heading, _, held = next(entry for entry in self._cards if entry[1] is card)
        layout = card.layout()
        assert layout is not None
        for row in held:
            self.rows.remove(row)
            layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        held[:] = rows
        self.rows += rows
        for row in rows:
            layout.addWidget(row)
            row.apply_theme(self._theme)
        for part in (heading, card):
            part.setVisible(bool(rows))
        self.refilled.emit()

    def finish(self) -> None:
        """Nothing comes after the last group but room."""
        self.column.addStretch(1)

    def show_matching(self, wanted: Sequence[str]) -> int:
        """Shows only the rows that hold all the words; how many they are."""
        found = 0
        for heading, card, rows in self._cards:
            shown = 0
            told = f"{heading.text()} {self.title}".casefold()
            for row in rows:
                fits = row.holds([word for word in wanted if word not in told])
                row.setVisible(fits)
                shown += fits
            heading.setVisible(bool(shown))
            card.setVisible(bool(shown))
            found += shown
        return found

    def show_choices(self, choices: Choices) -> None:
        """What is chosen now, whoever chose it."""
        for name, show in self._choices.items():
            show(choices[name])

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self.rows:
            row.apply_theme(theme)

    def switch(self, name: str, title: str, words: str = "", more: str = "") -> SettingRow:
        """A choice that is on or off."""
        control = Switch(name)
        control.clicked.connect(lambda on: self.chosen.emit(name, on))
        self._choices[name] = control.setChecked
        return SettingRow(title, words, control, more)

    def one_of(
        self, name: str, title: str, options: Sequence[tuple[Any, str]], words: str = "", more: str = ""
    ) -> SettingRow:
        """A choice among a few, each (value, word)."""
        control = ChoiceBox(name, title, tuple(word for _, word in options))
        control.setFixedWidth(CONTROL_WIDTH)
        values = [value for value, _ in options]
        control.activated.connect(lambda place: self.chosen.emit(name, values[place]))
        self._choices[name] = lambda value: control.setCurrentIndex(values.index(value))
        return SettingRow(title, words, control, more)

    def time(self, name: str, title: str, words: str = "", more: str = "") -> SettingRow:
        """A time of day as HH:MM."""
        control = QTimeEdit()
        control.setObjectName(name)
        control.setDisplayFormat("HH:mm")
        control.setAlignment(Qt.AlignmentFlag.AlignRight)
        control.setFixedWidth(CONTROL_WIDTH // 2)
        control.setKeyboardTracking(False)
        _inset(control)
        control.timeChanged.connect(lambda time: self.chosen.emit(name, time.toString("HH:mm")))

        def show(value: str) -> None:
            blocked = control.blockSignals(True)
            control.setTime(QTime.fromString(value, "HH:mm"))
            control.blockSignals(blocked)

        self._choices[name] = show
        return SettingRow(title, words, control, more)

    def number(
        self, name: str, title: str, least: int, most: int, unit: str, words: str = "", more: str = ""
    ) -> SettingRow:
        """A whole number with a unit."""
        control = number_box(name, least, most, unit)
        control.valueChanged.connect(lambda value: self.chosen.emit(name, value))

        def show(value: int) -> None:
            blocked = control.blockSignals(True)
            control.setValue(value)
            control.blockSignals(blocked)

        self._choices[name] = show
        return SettingRow(title, words, control, more)


def number_box(name: str, least: int, most: int, unit: str = "") -> QSpinBox:
    """A box for a whole number that is taken when it is whole, not at each key."""
    made = QSpinBox()
    made.setObjectName(name)
    made.setRange(least, most)
    made.setSuffix(f" {unit}" if unit else "")
    made.setFixedWidth(CONTROL_WIDTH // 2)
    made.setAlignment(Qt.AlignmentFlag.AlignRight)
    made.setKeyboardTracking(False)
    _inset(made)
    return made


def _inset(box: QAbstractSpinBox) -> None:
    # The style sheet's padding does not reach into the field of a spin box.
    box.lineEdit().setTextMargins(GRID // 2, 0, GRID // 2, 0)


def label(words: str, size: int, weight: QFont.Weight = QFont.Weight.Normal, *, muted: bool = False) -> QLabel:
    """Plain words that wrap."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setFont(font(size, weight))
    made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if muted:
        made.setProperty("ink", "muted")
    return made


def button(words: str, name: str, spoken: str = "") -> QPushButton:
    """A button with an object name."""
    made = EnterButton(words.replace("&", "&&"))
    made.setObjectName(name)
    made.setAccessibleName(spoken or words)
    return made


def side_by_side(*parts: QWidget) -> QWidget:
    """Several controls as the one of a row."""
    made = QWidget()
    layout = QHBoxLayout(made)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(GRID)
    for part in parts:
        layout.addWidget(part)
    made.setAccessibleName(", ".join(part.accessibleName() for part in parts if isinstance(part, QAbstractButton)))
    return made
