"""The choices in `settings.toml`: each with its comment, checked, and changed without touching what a person wrote."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from momentum_desktop.errors import CannotWrite, RefusedInput
from momentum_desktop.service.choices import CHOICES, Choices
from momentum_desktop.service.settings_file import SettingsFile


@pytest.fixture
def choices(tmp_path: Path) -> Choices:
    return Choices(SettingsFile(tmp_path))


def other(name: str) -> object:
    """A value that is not the default of a choice."""
    default = CHOICES[name].default
    if isinstance(default, bool):
        return not default
    return {"appearance.theme": "dark", "reminders.streaks_at": "07:45", "reminders.snooze_minutes": 5}[name]


def test_without_a_file_every_choice_is_its_default(choices: Choices) -> None:
    assert {name: choices[name] for name in CHOICES} == {name: choice.default for name, choice in CHOICES.items()}
    assert all(choice.allowed(choice.default) for choice in CHOICES.values())
    assert not choices.file.path.exists()


def test_each_choice_is_written_under_its_comment_and_read_again(choices: Choices, tmp_path: Path) -> None:
    for name in CHOICES:
        choices.choose(name, other(name))
    text = choices.file.path.read_text()
    for name, choice in CHOICES.items():
        assert f"# {choice.comment}\n{name.partition('.')[2]} = " in text
    assert {name: Choices(SettingsFile(tmp_path))[name] for name in CHOICES} == {name: other(name) for name in CHOICES}


def test_what_a_person_wrote_around_a_choice_stays(choices: Choices) -> None:
    choices.file.path.write_text("# mine\n\n[reminders] # when\nstreaks_at = '19:00' # tea\n# end\n\n[other]\na = 1\n")
    choices.choose("reminders.streaks_at", "20:15")
    choices.choose("reminders.tasks", False)
    choices.choose("appearance.theme", "light")
    assert choices.file.path.read_text() == (
        '# mine\n\n[reminders] # when\nstreaks_at = "20:15" # tea\n# end\n'
        f"# {CHOICES['reminders.tasks'].comment}\ntasks = false\n\n[other]\na = 1\n\n"
        f'[appearance]\n# {CHOICES["appearance.theme"].comment}\ntheme = "light"\n'
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("reminders.streaks_at", "1900"),
        ("reminders.streaks_at", "'25:00'"),
        ("reminders.tasks", "'yes'"),
        ("reminders.snooze_minutes", "0"),
        ("reminders.snooze_minutes", "true"),
        ("appearance.theme", "'pink'"),
    ],
)
def test_a_value_that_cannot_be_counts_as_absent_and_is_told_once(choices: Choices, name: str, written: str) -> None:
    table, _, key = name.partition(".")
    choices.file.path.write_text(f"[{table}]\n{key} = {written}\n")
    assert choices[name] == choices[name] == CHOICES[name].default
    (notice,) = choices.file.take_notices()
    assert name in notice
    assert CHOICES[name].expected in notice
    with pytest.raises(RefusedInput, match="is expected"):
        choices.choose(name, tomllib.loads(f"x = {written}")["x"])


def test_a_table_that_is_none_is_left_and_told(choices: Choices) -> None:
    choices.file.path.write_text("reminders = 4\n")
    assert choices["reminders.tasks"] is True
    with pytest.raises(CannotWrite, match=r"write “reminders\.tasks = false” there"):
        choices.choose("reminders.tasks", False)
    assert choices.file.path.read_text() == "reminders = 4\n"


def test_windows_line_ends_stay(choices: Choices) -> None:
    choices.file.path.write_bytes(b"[game]\r\npoints = false\r\n")
    choices.choose("game.streaks", False)
    content = choices.file.path.read_bytes()
    assert content.count(b"\r\n") == content.count(b"\n") == 4
