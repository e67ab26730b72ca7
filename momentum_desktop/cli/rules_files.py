"""Rules files that a command names, JSON or TOML, from disk or from standard input."""

from __future__ import annotations

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import merged
from momentum_desktop.engine.rules import Rules
from momentum_desktop.engine.rules_text import MOST_JSON, RulesText, read_rules_text
from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.reading import decoded, opened
from momentum_desktop.settings import icon_names

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_rules(path: str | None) -> Rules:
    """The rules of a file, its absent tables taken from the defaults; without a file the defaults.

    RefusedInput if it is no JSON or TOML, RulesFault with every fault of its tables."""
    return compile_rules(merged({} if path is None else read_rules_file(path).given), icon_names())


def read_rules_file(path: str) -> RulesText:
    """The tables that a rules file has. RefusedInput, with the line, if it cannot be read."""
    with opened(path) as stream:
        try:
            content = stream.read(MOST_JSON + 1)
        except OSError as fault:
            raise RefusedInput(f"it cannot be read ({fault.strerror or fault})", where=path) from None
    text = decoded(content[:MOST_JSON], path) if len(content) <= MOST_JSON else " " * len(content)
    text = text.removeprefix(BYTE_ORDER_MARK.decode())
    is_json = path.endswith(".json") or (not path.endswith(".toml") and text.lstrip().startswith("{"))
    return read_rules_text(text, path, is_json=is_json)
