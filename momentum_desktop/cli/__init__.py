"""The `momentum` command: a thin skin over the service."""

from __future__ import annotations

import os
import sys

from momentum_desktop import __version__
from momentum_desktop.cli.arguments import Call, CommandTable, Parser, add_data_options
from momentum_desktop.cli.terminal import Terminal
from momentum_desktop.errors import CannotWrite, MomentumError

INTERRUPTED = 130
FOUND_PROBLEM = 1


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    terminal = Terminal.standard(os.environ)
    try:
        code = _run(argv, terminal)
        terminal.flush()
        return code
    except MomentumError as error:
        _flush_quietly(terminal)
        terminal.complain(str(error))
        return error.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _forget_output()
        return 0
    except OSError as fault:
        _forget_output()
        terminal.complain(f"the output cannot be written ({fault.strerror or fault})")
        return CannotWrite.exit_code
    except Exception as fault:
        if os.environ.get("MOMENTUM_DEBUG"):
            raise
        terminal.complain(
            f"this is a fault of the program, not yours ({type(fault).__name__}: {fault}); what was stored before is "
            "safe; MOMENTUM_DEBUG=1 shows where it happened"
        )
        return FOUND_PROBLEM


def _run(argv: list[str] | None, terminal: Terminal) -> int:
    try:
        arguments = build_parser().parse_args(argv)
    except SystemExit as done:
        return int(done.code or 0)
    call = Call(arguments, terminal)
    if arguments.act is not None:
        from momentum_desktop.cli.session import with_service

        return with_service(call, arguments.act)
    return int(arguments.run(call))


def build_parser() -> Parser:
    """Every command with its options."""
    from momentum_desktop.cli import (
        achievements,
        backups,
        event,
        files,
        focus,
        goals,
        habits,
        history,
        levels,
        replay,
        rests,
        rules,
        serve,
        slots,
        stats,
        status,
        streaks,
        tasks,
        token,
        users,
        verify,
        why,
    )

    parser = Parser(
        prog="momentum",
        description="Your tasks, and what doing them has earned.",
        epilog="example:\n  momentum add 'Write report' --due fri --complexity complex\n  momentum done 1",
    )
    parser.add_argument("--version", action="version", version=f"momentum {__version__}", help="say which one this is")
    add_data_options(parser, default=None)
    parser.set_defaults(by_rules=False)
    commands = CommandTable(parser)
    by_rules = (tasks, habits, goals, slots, focus, rests, history, why, status, streaks, achievements, stats, levels)
    for room in (*by_rules, users, event, replay, rules, verify, files, backups, serve, token):
        commands.by_rules = room in (*by_rules, event)
        room.add_commands(commands)
    return parser


def _flush_quietly(terminal: Terminal) -> None:
    try:
        terminal.flush()
    except BrokenPipeError:
        _forget_output()


def _forget_output() -> None:
    """Whoever read our output has gone; the interpreter's own last flush must not complain about it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
