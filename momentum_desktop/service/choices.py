"""Every choice in `settings.toml`: its name, what it is unless the file says otherwise, and its comment."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from momentum_desktop.engine.calendar import minute_of
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.settings_file import PATIENCE_SECONDS, SettingsFile

APPEARANCES = ("system", "light", "dark")


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice. `allowed` says whether a value is one, `expected` names in words what would be."""

    name: str
    default: Any
    comment: str
    expected: str
    allowed: Callable[[Any], bool]


def _is_time(value: Any) -> bool:
    try:
        minute_of(value)
    except (AttributeError, ValueError):
        return False
    return True


def _switch(name: str, default: bool, comment: str) -> Choice:
    return Choice(name, default, comment, "true or false", lambda value: isinstance(value, bool))


def _time(name: str, default: str, comment: str) -> Choice:
    return Choice(name, default, comment, "a time such as “19:00”", _is_time)


def _number(name: str, default: int, least: int, most: int, comment: str) -> Choice:
    def allowed(value: Any) -> bool:
        return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most

    return Choice(name, default, comment, f"a whole number from {least} to {most:,}", allowed)


def _one_of(name: str, among: tuple[str, ...], comment: str) -> Choice:
    words = ", ".join(f"“{each}”" for each in among)
    return Choice(name, among[0], comment, f"one of {words}", lambda value: isinstance(value, str) and value in among)


CHOICES: dict[str, Choice] = {
    choice.name: choice
    for choice in (
        _one_of("appearance.theme", APPEARANCES, "Light, dark, or as the system has it."),
        _switch("appearance.animation", True, "Whether things may move; the system's own wish for less counts too."),
        _switch("window.stay_in_tray", True, "Closing the window leaves Momentum in the tray, where there is one."),
        _switch("game.points", True, "Points and levels in sight: header, levels page, what a task earns."),
        _switch("game.streaks", True, "Streaks in sight."),
        _switch("game.toasts", True, "Toasts in the window for what was won."),
        _switch("reminders.notifications", True, "Whether anything may remind you at all."),
        _switch("reminders.streaks", True, "A reminder of the streaks that are still due."),
        _time("reminders.streaks_at", "19:00", "When: a time of your day."),
        _switch("reminders.tasks", True, "The reminders set for tasks and habits; a due time alone says nothing."),
        _switch("reminders.focus", True, "A word when a focus session has run its time."),
        _switch("reminders.hold_in_full_screen", True, "Nothing while a program fills the screen, a digest after."),
        _number("reminders.snooze_minutes", 30, 1, 1440, "How long “Snooze” puts a reminder off."),
    )
}


class Choices:
    """The choices in one `settings.toml`, read again whenever it changed. A value that cannot be counts as absent, and
    the notices of the file say so once."""

    def __init__(self, file: SettingsFile) -> None:
        self.file = file
        self._told: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """What is chosen. KeyError if there is no such choice."""
        choice = CHOICES[name]
        value = self.file.value(name)
        if value is None or choice.allowed(value):
            self._told.pop(name, None)
            return choice.default if value is None else value
        if self._told.get(name) != value:
            self._told[name] = value
            self.file.notice(f"{self.file.path} says {name} = {value!r}, but {choice.expected} is expected")
        return choice.default

    def choose(self, name: str, value: Any, patience: float = PATIENCE_SECONDS) -> None:
        """Write a choice. RefusedInput if it is none; Busy if another program holds the settings for longer than so
        many seconds, CannotWrite if the disk does not take it."""
        choice = CHOICES[name]
        if not choice.allowed(value):
            raise RefusedInput(f"{choice.expected} is expected", where=name)
        self.file.set(name, value, comment=choice.comment, patience=patience)
