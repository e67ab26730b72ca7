"""The text of a rules file, TOML or JSON, as the tables it gives, and each of its faults with its line and its mend."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from momentum_desktop.engine.compilation import faults_in
from momentum_desktop.engine.defaults import MORE, default_document, laid_over
from momentum_desktop.engine.reading import read_json, rules_digest
from momentum_desktop.engine.rule_places import json_lines, line_of, toml_lines
from momentum_desktop.errors import RefusedInput

MOST_TOML = 512 * 1024
MOST_JSON = 4 * 1024 * 1024
DEEPEST = 16
_STRINGS = re.compile(r""""(?:\\.|[^"\\\n])*"|'[^'\n]*'""")
_DEEP_KEY = re.compile(rf"[\w-]+(?:[ \t]*\.[ \t]*[\w-]+){{{DEEPEST}}}")
_SYNTAX = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)
_ELEMENT = re.compile(r"\[(\d+)\](.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RuleFault:
    """One fault of a rules file: the line it stands on (None: the file does not name the place), the place, and what
    is wrong with its mend."""

    line: int | None
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class RulesText:
    """A rules file as it was read; `given` are its own tables."""

    given: dict[str, Any]
    text: str
    is_json: bool

    def document(self) -> dict[str, Any]:
        """The whole rules document: the defaults, with the file's tables in their places and what it adds."""
        return laid_over(self.given)[0]

    def is_the_one(self, digest: str) -> bool:
        """Whether the file asks for just the rules of a digest, which are sound then."""
        whole, found = laid_over(self.given)
        try:
            return not found and rules_digest(whole) == digest
        except (TypeError, ValueError, RefusedInput):
            return False

    def faults(self, icons: Collection[str] | None = None) -> tuple[RuleFault, ...]:
        """Every fault, in the order of the lines. `icons` are the icon names that exist; None: not looked at."""
        whole, found = laid_over(self.given)
        defaults: dict[str, list[str]] = {}
        for place, what in faults_in(whole, icons):
            table = _table_of(place)
            here = _in_file(self.given, table, place)
            if here is None:
                defaults.setdefault(table, []).append(f"{place}: {what}")
            else:
                found.append((here, what))
        if not found and not defaults:
            return ()
        lines = json_lines(self.text) if self.is_json else toml_lines(self.text)
        faults = [RuleFault(line_of(lines, place), place, what) for place, what in found]
        faults.sort(key=lambda fault: fault.line or 0)
        return (*faults, *(_of_default(table, told) for table, told in defaults.items()))


def read_rules_text(text: str, name: str, *, is_json: bool = False) -> RulesText:
    """The tables of a rules file. RefusedInput, with the line, if it is no TOML or JSON, or too large or too deep."""
    most = MOST_JSON if is_json else MOST_TOML
    if len(text) > most:
        raise RefusedInput(f"larger than {most // 1024:,} KiB; no rules need that", where=name)
    given = read_json(text, name) if is_json else _toml(text, name)
    if not isinstance(given, dict):
        raise RefusedInput("a rules file is one object of tables; “momentum rules --json” prints one", where=name)
    if given.get("multiplier_streak") == "":
        given["multiplier_streak"] = None  # TOML has no null, and what it can say JSON can say alike
    return RulesText(given, text, is_json)


def _toml(text: str, name: str) -> dict[str, Any]:
    _refuse_deep_keys(text, name)
    try:
        tables = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise _syntax_fault(str(fault), text, name) from None
    except (ValueError, ArithmeticError):
        raise RefusedInput("no valid TOML (a number beyond all bounds stands in it)", where=name) from None
    except RecursionError:
        raise RefusedInput("nested too deep", where=name) from None
    return {key: _plain(table, name, 1) for key, table in tables.items()}


def _refuse_deep_keys(text: str, name: str) -> None:
    """A key of many dotted parts costs tomllib time and memory beyond all measure, so it is refused unread."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") >= DEEPEST and _DEEP_KEY.search(_STRINGS.sub("_", line).partition("#")[0]):
            raise RefusedInput(f"a key of more than {DEEPEST} parts", where=f"{name}, line {number}")


def _syntax_fault(told: str, text: str, name: str) -> RefusedInput:
    found = _SYNTAX.fullmatch(told)
    if found is None:
        return RefusedInput(f"no valid TOML ({told})", where=name)
    line = found.group(2) or str(text.count("\n") + 1)
    return RefusedInput(f"no valid TOML ({found.group(1)})", where=f"{name}, line {line}")


def _plain(value: Any, name: str, depth: int) -> Any:
    """TOML has days and times of its own; a rules document writes them as text."""
    if depth > DEEPEST:
        raise RefusedInput(f"nested deeper than {DEEPEST}", where=name)
    if isinstance(value, dict):
        return {key: _plain(item, name, depth + 1) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item, name, depth + 1) for item in value]
    if isinstance(value, time):
        return value.isoformat(timespec="auto" if value.second or value.microsecond else "minutes")
    return value.isoformat() if isinstance(value, date) else value


def _table_of(place: str) -> str:
    return re.split(r"[.\[]", place, maxsplit=1)[0]


def _in_file(given: Mapping[str, Any], table: str, place: str) -> str | None:
    """A place of the whole document as the file names it; None if it stands in a default table."""
    rest = place[len(table) :]
    more = given.get(MORE)
    added = more.get(table) if isinstance(more, Mapping) else None
    element = _ELEMENT.fullmatch(rest)
    if isinstance(added, list) and element:
        index = int(element.group(1)) - len(given.get(table, default_document().get(table)))
        if index >= 0:
            return f"{MORE}.{table}[{index}]{element.group(2)}"
    if isinstance(added, Mapping):
        for key in added:
            if rest == f".{key}" or rest.startswith((f".{key}.", f".{key}[")):
                return f"{MORE}.{place}"
    return place if table in given else None


def _of_default(table: str, told: list[str]) -> RuleFault:
    """One fault for all those of a default table, which the file's own tables no longer suit."""
    more = f", and {len(told) - 1} more like it" if len(told) > 1 else ""
    return RuleFault(
        None,
        table,
        f"the default table names what this file takes away ({told[0]}{more}); give {table} too, or keep the default "
        f"tables and add to them by [{MORE}]",
    )
