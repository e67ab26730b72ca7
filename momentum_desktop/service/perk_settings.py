"""What the settings say about perks: each from its level on, or all of them at once."""

from __future__ import annotations

from momentum_desktop.service.settings_file import SettingsFile

SETTING = "open_all_perks"


def all_perks_open(settings: SettingsFile) -> bool:
    """Whether `open_all_perks` is true; what is no such choice does not count, and a notice says so."""
    given = settings.value(SETTING)
    if given is None or isinstance(given, bool):
        return bool(given)
    settings.notice(f"{settings.path} says something else than “{SETTING} = true”; perks open with their levels")
    return False


def open_all_perks(settings: SettingsFile, on: bool) -> None:
    """Remember whether every perk is open. CannotWrite if the settings do not take it."""
    settings.set(SETTING, on, comment="Every perk open, whatever the level.")
