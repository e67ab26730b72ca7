"""How the command line is read: a table of commands, one-line faults, and an example under every help."""

from __future__ import annotations

import argparse
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from momentum_desktop.cli.terminal import Terminal
from momentum_desktop.errors import RefusedInput

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService


@dataclass(frozen=True, slots=True)
class Call:
    """One use of a command: its arguments, where its words go, and the data it is about."""

    arguments: argparse.Namespace
    terminal: Terminal

    @property
    def as_json(self) -> bool:
        return bool(getattr(self.arguments, "json", False))

    def document(self, value: object) -> None:
        """The one JSON document on standard output."""
        from momentum_desktop.cli.documents import document_of

        self.terminal.write((document_of(value), "\n"))


AT_HELP = "when it was: “9:30”, “yesterday 18:00”, or ISO with its offset (default: now)"
"""Of every option that `moment_from` in `days.py` reads."""

Run = Callable[[Call], int]
Act = Callable[[Call, "MomentumService"], Awaitable[int]]


class Refusal(RefusedInput):
    """A command line that cannot be read."""


class Parser(argparse.ArgumentParser):
    """An argument parser whose faults are errors like any other, and that never guesses a shortened option."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("allow_abbrev", False)
        options.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, **options)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """A command that is none is answered with those that are near it, not with all there are."""
        commands = action.choices if hasattr(action, "add_parser") else None
        if commands is None or value in commands:
            super()._check_value(action, value)
            return
        from difflib import get_close_matches

        near = get_close_matches(str(value).lower(), list(commands), n=3)
        meant = f"; did you mean {' or '.join(near)}?" if near else ""
        raise Refusal(f"“{value}” is no command{meant} (“{self.prog} --help” shows all of them)")

    def error(self, message: str) -> NoReturn:
        raise Refusal(f"{message} (“{self.prog} --help” shows how)")


class CommandTable:
    """The commands of one parser; `add` gives each the options that all of them share."""

    def __init__(self, parser: Parser, *, required: bool = True) -> None:
        self._commands = parser.add_subparsers(metavar="COMMAND", title="commands", required=required)
        self.by_rules = False
        """Whether what is added from here on, with the commands inside, is done or shown by the rules in force."""

    def add(
        self,
        name: str,
        summary: str,
        *,
        example: str,
        run: Run | None = None,
        act: Act | None = None,
        prints_data: bool = True,
        for_a_user: bool = True,
    ) -> Parser:
        """A command that either runs by itself (`run`) or acts on the service (`act`)."""
        parser: Parser = self._commands.add_parser(
            name,
            help=summary,
            description=summary[:1].upper() + summary[1:] + ".",
            epilog=f"example:\n  {example}",
        )
        # Both are set, so that a command inside a command replaces the outer one's.
        parser.set_defaults(run=run, act=act)
        if self.by_rules:
            parser.set_defaults(by_rules=True)
        if prints_data:
            parser.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
        add_data_options(parser, default=argparse.SUPPRESS, for_a_user=for_a_user)
        return parser


def at_least(least: int) -> Callable[[str], int]:
    """The type of an option that takes a whole number from `least` up."""

    def whole_number(text: str) -> int:
        if not text.isdecimal() or not text.isascii() or len(text) > 9 or int(text) < least:
            raise argparse.ArgumentTypeError(f"“{text}” is no whole number from {least} up")
        return int(text)

    return whole_number


def add_data_options(parser: argparse.ArgumentParser, default: str | None, *, for_a_user: bool = True) -> None:
    """--data-dir, --database-url and --user; inside a command they are absent unless given, so either place works."""
    data = parser.add_argument_group("data")
    data.add_argument(
        "--data-dir", metavar="DIR", default=default, help="the folder of the data (else MOMENTUM_DATA_DIR)"
    )
    data.add_argument(
        "--database-url", metavar="URL", default=default, help="the database (else MOMENTUM_DATABASE_URL)"
    )
    if for_a_user:
        data.add_argument(
            "--user", metavar="NAME|ID", default=default, help="whose data, for this once (else the user in use)"
        )
