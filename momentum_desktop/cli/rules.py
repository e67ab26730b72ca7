"""The commands on rules: `rules` prints those in force, `rules check` judges a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, in_words, number, printable, signed, table

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.engine.rules_text import RuleFault
    from momentum_desktop.service.momentum_service import MomentumService

MOST_SHOWN = 40


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("rules", "show the rules in force", example="momentum rules --json > rules.json", act=_rules)
    inner = CommandTable(parser, required=False)
    check = inner.add("check", "judge a rules file", example="momentum rules check rules.toml", run=_check)
    check.add_argument("file", metavar="FILE", help="a rules file, JSON or TOML")


async def _rules(call: Call, service: MomentumService) -> int:
    document = await service.rules_document()
    if call.as_json:
        call.document(document)
    else:
        call.terminal.say(*_lines(document, call.terminal))
    return 0


def _check(call: Call) -> int:
    from momentum_desktop.cli.rules_files import read_rules_file
    from momentum_desktop.settings import icon_names

    faults = read_rules_file(call.arguments.file).faults(icon_names())
    if call.as_json:
        call.document({"ok": not faults, "faults": faults})
    elif not faults:
        call.terminal.say(f"{printable(call.arguments.file)}: sound.")
    else:
        call.terminal.say(
            f"{printable(call.arguments.file)}: {counted(len(faults), 'fault')}", *fault_lines(faults, call.terminal)
        )
    return 1 if faults else 0


def fault_lines(faults: Sequence[RuleFault], terminal: Terminal) -> list[str]:
    """Each fault with its line, its place and its mend."""
    shown = [
        f"  {f'line {fault.line}: ' if fault.line else ''}{terminal.strong(printable(fault.where))}: "
        f"{printable(fault.what)}"
        for fault in faults[:MOST_SHOWN]
    ]
    if len(faults) > MOST_SHOWN:
        shown.append(f"  and {len(faults) - MOST_SHOWN} more (--json names them all)")
    return shown


def _lines(document: Mapping[str, Any], terminal: Terminal) -> list[str]:
    """The tables a person asks about first; `--json` has them all."""
    derived = document["derived_events"]
    events = [(name, number(points)) for name, points in document["point_events"].items()]
    streak_tiers = [(f"from {tier['days']} days", f"×{tier['multiplier']}") for tier in document["streak_multipliers"]]
    return [
        f"The day starts at {document['day_starts_at']}, the week on {in_words(document['week_starts_on'])}.",
        "",
        terminal.strong("Points for work"),
        *table([row for row in events if row[0] not in derived], right=(1,)),
        "",
        terminal.strong("Bonuses"),
        *table([row for row in events if row[0] in derived], right=(1,)),
        "",
        terminal.strong("By complexity"),
        *table([(name, f"×{times}") for name, times in document["complexity_multipliers"].items()], right=(1,)),
        "",
        terminal.strong(f"By streak ({printable(str(document['multiplier_streak']))})"),
        *table(streak_tiers, right=(1,)),
        "",
        terminal.strong("Streaks"),
        *table([_streak_row(streak) for streak in document["streaks"]]),
        "",
        f"{counted(len(document['achievements']), 'achievement')}, {counted(len(document['levels']), 'level')}; "
        "“momentum rules --json” prints everything.",
    ]


def _streak_row(streak: Mapping[str, Any]) -> tuple[str, str, str]:
    milestones = sorted((int(count), points) for count, points in streak["milestones"].items())
    rewards = ", ".join(f"{count}: {signed(points)}" for count, points in milestones)
    needed = streak["needed"]
    if streak.get("field"):
        asked = f"{number(needed)} {printable(streak['field'])}"
    else:
        asked = counted(needed, "day" if streak.get("distinct_days") else "event")
    return printable(streak["name"]), f"{asked} a {streak['period']}", f"rewards at {rewards}" if rewards else ""
