"""What the settings say about the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.settings_file import SettingsFile

SETTING = "api"
USUAL_PORT = 47615
HIGHEST_PORT = 65_535


@dataclass(frozen=True, slots=True)
class ApiSettings:
    """Whether other programs may use the data over the API, and at which port of this computer."""

    on: bool = False
    port: int = USUAL_PORT


def api_settings(settings: SettingsFile) -> ApiSettings:
    """What `[api]` in the settings says; what is no such choice does not count, and a notice says so."""
    given = settings.value(SETTING)
    table: dict[str, Any] = given if isinstance(given, dict) else {}
    on, port = table.get("on", False), table.get("port", USUAL_PORT)
    sound = (given is None or isinstance(given, dict)) and isinstance(on, bool)
    if not sound or type(port) is not int or not 1 <= port <= HIGHEST_PORT:
        settings.notice(
            f"{settings.path} says something else than “on = true” and “port = {USUAL_PORT}” under [{SETTING}]; "
            "the API stays off"
        )
        return ApiSettings()
    return ApiSettings(on, port)


def switch_api(settings: SettingsFile, on: bool) -> None:
    """Remember whether the API is on. CannotWrite if the settings do not take it."""
    settings.set(f"{SETTING}.on", on, comment="Whether other programs on this computer may use the data over HTTP.")


def choose_port(settings: SettingsFile, port: int) -> None:
    """Remember at which port the API answers. RefusedInput if it is none, CannotWrite if the settings take nothing."""
    if type(port) is not int or not 1 <= port <= HIGHEST_PORT:
        raise RefusedInput(f"a whole number from 1 to {HIGHEST_PORT:,} is expected", where="port")
    settings.set(f"{SETTING}.port", port, comment="The port of this computer at which they ask.")
