"""The command `replay`: the pure function of the rules over a log in a file; it touches no database."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, in_words, number, printable, signed, table
from momentum_desktop.service.kind_words import entry_in_words

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "replay",
        "show what a log of events amounts to; touches no database",
        example="momentum replay events.jsonl --rules rules.toml --ledger --json",
        run=_replay,
    )
    parser.add_argument(
        "file", metavar="FILE.jsonl", help="a JSON object a line: event_type, occurred_at, …; “-” is stdin"
    )
    parser.add_argument("--rules", metavar="FILE", help="a rules file, JSON or TOML (default: the game's own)")
    parser.add_argument(
        "--as-of", metavar="ISO", help="the time asked about, with its offset (default: the last event's); cuts nothing"
    )
    parser.add_argument("--ledger", action="store_true", help="every entry of the ledger too")


def _replay(call: Call) -> int:
    # Imported here: the other commands start without them.
    from momentum_desktop.cli.rules_files import read_rules
    from momentum_desktop.engine.reading import read_datetime, read_log
    from momentum_desktop.engine.replay import replay
    from momentum_desktop.engine.report import report
    from momentum_desktop.exchange.reading import text_lines

    given = call.arguments
    as_of = None if given.as_of is None else read_datetime(given.as_of, "--as-of")
    rules = read_rules(given.rules)
    result = replay(read_log(text_lines(given.file), rules), rules)
    standing = report(result, rules, as_of, given.ledger)
    if call.as_json:
        call.terminal.write((json.dumps(standing, indent=1, ensure_ascii=False, allow_nan=False), "\n"))
    else:
        secrets = frozenset(achievement.name for achievement in rules.achievements if achievement.secret)
        call.terminal.say(*_lines(standing, secrets, call.terminal))
    return 0


def _lines(standing: dict[str, Any], secrets: frozenset[str], terminal: Terminal) -> list[str]:
    title = f"{printable(standing['title'])}  {terminal.soft('level ' + str(standing['level']))}"
    lines = [
        f"{terminal.strong(counted(standing['total_points'], 'point'))} from {counted(standing['events'], 'event')}",
        title,
        f"{signed(standing['weekly_points'])} this week, {signed(standing['monthly_points'])} this month",
        "",
        terminal.strong("Streaks"),
        *table([_streak_row(name, streak, terminal) for name, streak in standing["streaks"].items()], right=(1,)),
        "",
        terminal.strong("Achievements"),
        *table(
            [_achievement_row(name, one, secrets, terminal) for name, one in standing["achievements"].items()],
            right=(2,),
        ),
    ]
    if "ledger" in standing:
        rows = [
            (
                terminal.soft(str(line["event"])),
                line["day"],
                printable(entry_in_words(line["kind"])),
                signed(line["points"]),
            )
            for line in standing["ledger"]
        ]
        lines += ["", terminal.strong("Ledger"), *table(rows, right=(0, 3))]
    return lines


def _streak_row(name: str, streak: dict[str, Any], terminal: Terminal) -> list[str]:
    return [
        in_words(name),
        terminal.strong(str(streak["current_count"])),
        streak["status"],
        terminal.soft(f"longest {streak['longest_count']}"),
        terminal.soft(counted(streak["freezes"], "freeze") if streak["freezes"] else ""),
        terminal.soft(f"last {streak['last_activity_date']}" if streak["last_activity_date"] else ""),
    ]


def _achievement_row(name: str, one: dict[str, Any], secrets: frozenset[str], terminal: Terminal) -> list[str]:
    won = one["completed_at"]
    return [
        terminal.good("✓") if one["completed"] else "○",
        printable(name) if won or name not in secrets else "A secret",
        number(one["progress"]),
        terminal.soft(f"won {won[:10]}" if won else ""),
    ]
