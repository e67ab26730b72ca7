"""Lines in which a person writes a day, a time, a repeat, a reminder or an amount in words, read aloud beneath."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.engine.calendar import minute_of
from momentum_desktop.engine.reading import FIRST_YEAR, LAST_YEAR
from momentum_desktop.errors import RefusedInput
from momentum_desktop.gui.day_words import day_in_words, minutes_in_words
from momentum_desktop.gui.theme import CAPTION, GRID, font
from momentum_desktop.gui.wording import WEEKDAYS, day_words
from momentum_desktop.service.plan_values import Number
from momentum_desktop.service.quick_add import Lean, is_beyond, parse_day, parse_repeat, parse_time
from momentum_desktop.service.reminder_times import checked_reminder
from momentum_desktop.service.repeat_words import repeat_in_words


class WordsField(QWidget):
    """A line and beneath it what it was understood as; `read` gives the value, None where there is none.

    `read` raises ValueError, or a RefusedInput, with what to write instead."""

    changed = Signal()

    def __init__(
        self, name: str, text: str, placeholder: str, read: Callable[[str], Any], tell: Callable[[Any], str] | None
    ) -> None:
        super().__init__()
        self._read, self._tell = read, tell
        self.is_sound = True
        self.value: Any = None
        self.line = QLineEdit(text)
        self.line.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self._meaning = QLabel()
        self._meaning.setFont(font(CAPTION))
        self.row = QHBoxLayout()
        self.row.setSpacing(GRID // 2)
        self.row.addWidget(self.line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(self.row)
        layout.addWidget(self._meaning)
        layout.addStretch()
        self.setFocusProxy(self.line)
        self.line.textChanged.connect(self._on_line_text_changed)
        self._on_line_text_changed()

    def _on_line_text_changed(self) -> None:
        text, words = self.line.text().strip(), ""
        self.value, self.is_sound = None, True
        if text:
            try:
                self.value = self._read(text)
                words = self._tell(self.value) if self._tell is not None else ""
            except RefusedInput as refusal:
                self.is_sound, words = False, str(refusal).partition(": ")[2] or str(refusal)
            except ValueError as fault:
                self.is_sound, words = False, str(fault)
        self._meaning.setVisible(bool(words) or not self.is_sound)
        self._meaning.setText(words[:1].upper() + words[1:])
        self._meaning.setProperty("ink", "muted" if self.is_sound else "danger")
        self._meaning.style().polish(self._meaning)
        self.line.setAccessibleDescription(self._meaning.text())
        self.changed.emit()


class DayField(WordsField):
    """A day as words (today, fri, 24 dec); empty means none. Without a year it is as `lean` says, from today on."""

    def __init__(self, name: str, day: date | None, today: date, lean: Lean = Lean.AHEAD) -> None:
        self._today, self._lean, self._since = today, lean, today
        super().__init__(name, day.isoformat() if day else "", "No day", self._day_of, self._told)
        for words, chosen in (("Today", today), ("Tomorrow", today + timedelta(days=1))):
            button = QPushButton(words)
            button.setAccessibleName(f"{name}: {words}")
            button.setFont(font(CAPTION))
            button.clicked.connect(lambda _checked=False, day=chosen: self.line.setText(day.isoformat()))
            self.row.addWidget(button)

    @property
    def day(self) -> date | None:
        found = self.value
        return found if isinstance(found, date) else None

    def _day_of(self, text: str) -> date:
        day = parse_day(text, self._today, self._lean, self._since)
        if day is None and is_beyond(text, self._today):
            raise ValueError(f"Outside the years {FIRST_YEAR} to {LAST_YEAR}.")
        if day is None:
            raise ValueError("Not a day. Try today, fri or 24 dec.")
        return day

    def count_from(self, since: date) -> None:
        """What has no year is meant from this day on."""
        if since != self._since:
            self._since = since
            self._on_line_text_changed()

    def _told(self, day: date) -> str:
        words = f"{WEEKDAYS[day.weekday()]}, {day_words(day)}"
        near = day_in_words(day, self._today)
        return f"{near}: {words}" if near in ("Yesterday", "Today", "Tomorrow") else words


class TimeField(WordsField):
    """A time of day: 9:30, 9am."""

    def __init__(self, name: str, minute: int | None) -> None:
        text = "" if minute is None else f"{minute // 60:02}:{minute % 60:02}"
        super().__init__(name, text, "No time", self._minute_of, None)

    @property
    def minute(self) -> int | None:
        found = self.value
        return found if isinstance(found, int) else None

    @staticmethod
    def _minute_of(text: str) -> int:
        try:
            return minute_of(f"{text}:00".zfill(5) if text.isdecimal() else text.zfill(5))
        except ValueError:
            minute = parse_time(text)
        if minute is None:
            raise ValueError("Not a time. Try 9:30 or 9am.")
        return minute


class RepeatField(WordsField):
    """A rule of repeating in words."""

    def __init__(self, rule: str | None, repeat_from: str, today: date) -> None:
        self._today = today
        text = "" if rule is None else repeat_in_words(rule, repeat_from)
        self._given = (text, (rule, repeat_from))
        super().__init__("Repeat", text, "Does not repeat", self._rule_of, self._told)

    @property
    def rule(self) -> tuple[str | None, str]:
        """The rule and what it goes on from."""
        found: tuple[str, str] | None = self.value
        return (None, "due") if found is None else found

    def _rule_of(self, text: str) -> tuple[str | None, str]:
        if text == self._given[0]:
            return self._given[1]
        found = parse_repeat(text, self._today)
        if found is None:
            raise ValueError("Not understood. Try daily, every mon and thu, 3 times a week.")
        return found

    @staticmethod
    def _told(found: tuple[str, str]) -> str:
        return repeat_in_words(*found)


class ReminderField(WordsField):
    """A reminder: a time on the day it is due, or days before it."""

    def __init__(self, reminder: str | None) -> None:
        super().__init__("Reminder", reminder or "", "None", checked_reminder, _reminder_words)
        self.line.setToolTip("9:00 on the day it is due, -1d 18:00 the evening before, or any day as YYYY-MM-DD 09:00")

    @property
    def reminder(self) -> str | None:
        found = self.value
        return found if isinstance(found, str) else None


class MinutesField(WordsField):
    """How long something takes."""

    def __init__(self, minutes: int | None) -> None:
        text = "" if minutes is None else minutes_in_words(minutes)
        super().__init__("Takes", text, "25 min, 1 h 30", _minutes_of, None)

    @property
    def minutes(self) -> int | None:
        found = self.value
        return found if isinstance(found, int) else None


class AmountField(WordsField):
    """How much a habit asks for each time: a number and of what."""

    def __init__(self, amount: Number | None, unit: str | None) -> None:
        text = "" if amount is None else " ".join(part for part in (f"{amount}", unit) if part)
        super().__init__("Amount", text, "8 glasses", _amount_of, None)

    @property
    def amount(self) -> Number | None:
        return self.value[0] if self.value else None

    @property
    def unit(self) -> str | None:
        return self.value[1] if self.value else None


def _reminder_words(reminder: str) -> str:
    if reminder.startswith("-"):
        days, _, clock = reminder[1:].partition("d ")
        return f"{clock}, {'the day' if days == '1' else f'{days} days'} before"
    return reminder if "-" in reminder else f"{reminder} on its day"


def _minutes_of(text: str) -> int:
    total, number = 0, ""
    for part in text.lower().replace(":", " h ").replace("h", " h ").replace("min", " m ").split():
        if part == "h" and number:
            total, number = total + int(number) * 60, ""
        elif part.isdecimal() and not number:
            number = part
        elif part not in ("m", "h"):
            raise ValueError("Not a length. Try 25 min or 1 h 30.")
    total += int(number or 0)
    if not 1 <= total <= 100 * 24 * 60:
        raise ValueError("Not a length. Try 25 min or 1 h 30.")
    return total


def _amount_of(text: str) -> tuple[Decimal, str | None]:
    number, _, unit = text.partition(" ")
    try:
        amount = Decimal(number.replace(",", "."))
    except InvalidOperation:
        raise ValueError("A number first: 8 glasses.") from None
    if not 0 < amount <= 10**9:
        raise ValueError("A number above 0.")
    return amount, unit.strip() or None
