"""The commands on rules: those in force, a file judged, and what other rules would change, shown and taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import Call, CommandTable
from momentum_desktop.cli.layout import counted, in_words, number, printable, signed, table

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.engine.rules_text import RuleFault
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.rule_values import RulesOffer

MOST_SHOWN = 40


def add_commands(commands: CommandTable) -> None:
    parser = commands.add("rules", "show the rules in force", example="momentum rules take rules.toml", act=_rules)
    inner = CommandTable(parser, required=False)
    check = inner.add("check", "judge a rules file", example="momentum rules check rules.toml", run=_check)
    check.add_argument("file", metavar="FILE", help="a rules file, JSON or TOML; “-” is stdin")
    preview = inner.add(
        "preview",
        "show what other rules would make of your history; changes nothing",
        example="momentum rules preview rules.toml",
        act=_preview,
    )
    take = inner.add(
        "take",
        "put other rules in force, for the whole history; “momentum undo” takes it back",
        example="momentum rules take",
        act=_take,
    )
    for command in (preview, take):
        command.add_argument(
            "file",
            metavar="FILE",
            nargs="?",
            help="a rules file (default: rules.toml beside the data, else the game's own)",
        )


async def _rules(call: Call, service: MomentumService) -> int:
    document = await service.rules_document()
    if call.as_json:
        call.document(document)
        return 0
    offer = await service.rules_offered()
    call.terminal.say(*_lines(document, call.terminal))
    if offer is not None:
        call.terminal.say("", *offer_lines(offer, call.terminal))
    return 0


async def _preview(call: Call, service: MomentumService) -> int:
    from momentum_desktop.cli.rules_preview import preview_lines
    from momentum_desktop.cli.session import watched

    document = await _wanted(call, service)
    if document is None:
        return 1
    with call.terminal.progress("Counting anew") as line:
        preview = await watched(service.preview_rules(document), line, "Counting anew")
    if call.as_json:
        call.document(preview)
    else:
        call.terminal.say(*preview_lines(preview, call.terminal))
    return 0


async def _take(call: Call, service: MomentumService) -> int:
    from momentum_desktop.cli.outcomes import tell_act
    from momentum_desktop.cli.session import watched

    document = await _wanted(call, service)
    if document is None:
        return 1
    with call.terminal.progress("Counting anew") as line:
        result = await watched(service.take_rules(document), line, "Counting anew")
    return tell_act(call, result)


async def _wanted(call: Call, service: MomentumService) -> dict[str, Any] | None:
    """The rules that a command is about; None, once its faults are told, if the file has any."""
    if call.arguments.file is None:
        offer = await service.rules_offered(over_choice=True)
        if offer is None:
            return await service.rules_taken()
        if offer.document is None:
            _tell_faults(call, offer.path, offer.faults)
        return offer.document

    from momentum_desktop.cli.rules_files import read_rules_file
    from momentum_desktop.settings import icon_names

    found = read_rules_file(call.arguments.file)
    faults = found.faults(icon_names())
    if faults:
        _tell_faults(call, call.arguments.file, faults)
        return None
    return found.document()


def _check(call: Call) -> int:
    from momentum_desktop.cli.rules_files import read_rules_file
    from momentum_desktop.settings import icon_names

    faults = read_rules_file(call.arguments.file).faults(icon_names())
    if not faults and not call.as_json:
        call.terminal.say(f"{printable(call.arguments.file)}: sound.")
    else:
        _tell_faults(call, call.arguments.file, faults)
    return 1 if faults else 0


def _tell_faults(call: Call, path: str, faults: Sequence[RuleFault]) -> None:
    if call.as_json:
        call.document({"ok": not faults, "faults": faults})
    else:
        call.terminal.say(f"{printable(path)}: {counted(len(faults), 'fault')}", *fault_lines(faults, call.terminal))


def offer_lines(offer: RulesOffer, terminal: Terminal) -> list[str]:
    """What waits for a person's word."""
    if offer.faults:
        return [f"{printable(offer.path)}: {counted(len(offer.faults), 'fault')}", *fault_lines(offer.faults, terminal)]
    what = f"{printable(offer.path)} differs from" if offer.source == "file" else "The program's own rules differ from"
    return [
        f"{what} the rules in force.",
        terminal.soft("“momentum rules preview” shows what would change, “momentum rules take” puts them in force."),
    ]


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
