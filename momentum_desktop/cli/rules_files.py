"""Rules files, JSON or TOML, as rules documents."""

from __future__ import annotations

import tomllib
from datetime import date, time
from decimal import Decimal
from typing import Any

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import merged
from momentum_desktop.engine.reading import read_json
from momentum_desktop.engine.rules import Rules
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.reading import read_text
from momentum_desktop.settings import resource_folder

_INTERFACE_ICONS = "ui-"


def read_rules(path: str | None) -> Rules:
    """The rules of a file, its absent tables taken from the defaults; without a file the defaults.

    RefusedInput if it is no JSON or TOML, RulesFault with every fault of its tables."""
    return compile_rules(merged(read_document(path) if path else {}), icon_names())


def read_document(path: str) -> dict[str, Any]:
    """The tables that a rules file has."""
    text = read_text(path)
    if path.endswith(".toml") or not (path.endswith(".json") or text.lstrip().startswith("{")):
        return _read_toml(text, path)
    document = read_json(text, path)
    if not isinstance(document, dict):
        raise RefusedInput("a rules file is one object of tables; “momentum rules --json” prints one", where=path)
    return document


def icon_names() -> frozenset[str]:
    """The icons that an achievement may name."""
    names = (icon.stem for icon in (resource_folder() / "icons").glob("*.svg"))
    return frozenset(name for name in names if not name.startswith(_INTERFACE_ICONS))


def _read_toml(text: str, path: str) -> dict[str, Any]:
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise RefusedInput(f"no valid TOML ({fault})", where=path) from None
    except RecursionError:
        raise RefusedInput("nested too deep", where=path) from None
    return {name: _plain(table) for name, table in tables.items()}


def _plain(value: Any) -> Any:
    """TOML has days and times of its own; a rules document writes them as text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, time):
        return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
    return value.isoformat() if isinstance(value, date) else value
