"""The command `why`: the ledger lines that a number opens to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import Call, CommandTable, at_least
from momentum_desktop.cli.days import day_from
from momentum_desktop.cli.layout import number, printable, signed, table
from momentum_desktop.cli.terminal import POINTS_ARE_OFF
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.kind_words import kind_in_words, sum_in_words
from momentum_desktop.service.quick_add import Lean
from momentum_desktop.service.why_values import WhyLine, WhyPage

if TYPE_CHECKING:
    from momentum_desktop.cli.terminal import Terminal
    from momentum_desktop.service.momentum_service import MomentumService

MOST_AT_ONCE = 500


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "why", "say why a number is what it is, line by line", example="momentum why daily_activity", act=_why
    )
    parser.add_argument(
        "about",
        metavar="WHAT",
        nargs="*",
        help="today (the default), week, month, total, level [N], a day, an event’s number, an achievement, a streak, "
        "a kind",
    )
    parser.add_argument("--limit", metavar="N", type=at_least(1), default=20, help="how many lines (default: 20)")
    parser.add_argument("--before", metavar="PLACE", help="go on where an earlier answer ended")


async def _why(call: Call, service: MomentumService) -> int:
    given = call.arguments
    about = await _subject(service, " ".join(given.about) or "today", call.terminal)
    if not (call.as_json or call.terminal.shows_points or about.keys() & {"streak", "achievement"}):
        call.terminal.say(POINTS_ARE_OFF)
        return 0
    page = await service.why(**about, limit=min(given.limit, MOST_AT_ONCE), before=given.before)
    lines = list(page.lines)
    while page.before is not None and len(lines) < given.limit:
        left = min(given.limit - len(lines), MOST_AT_ONCE)
        page = await service.why(**about, limit=left, before=page.before)
        lines += page.lines
    if call.as_json:
        told = {"heading": page.heading, "sentence": page.sentence, "lines": lines, "before": page.before}
        call.document(told)
    else:
        shown = [line for line in lines if call.terminal.shows_points or line.measure is not None]
        call.terminal.say(*_told(page, shown, call.terminal))
    return 0


async def _subject(service: MomentumService, asked: str, terminal: Terminal) -> dict[str, Any]:
    """What is asked about, as `service.why` takes it."""
    today = await service.get_day()
    name = asked.strip().casefold()
    if name == "total":
        return {}
    if name == "level":
        return {"level": True}
    if name.startswith("level ") and name[6:].isascii() and name[6:].isdecimal() and len(name) < 15:
        return {"level_number": int(name[6:])}
    if name.isascii() and name.isdecimal() and len(name) < 19:
        return {"event_id": int(name)}
    for streak in await service.get_streaks():
        if name in (streak.streak_type.casefold(), streak.title.casefold()):
            return {"streak": streak.streak_type}
    for achievement in await service.get_achievements():
        if achievement.name is not None and name == achievement.name.casefold() and terminal.shows(achievement.name):
            return {"achievement": achievement.name}
    kinds = (await service.rules_document())["point_events"]
    for kind in kinds:
        if name in (kind.casefold(), kind_in_words(kind).casefold(), sum_in_words(kind).casefold()):
            return {"kind": kind}
    if name in ("week", "month"):
        first, last = await service.get_span(period=name)
        return {"day": first, "last_day": last}
    try:
        return {"day": day_from(asked, today, "WHAT", Lean.BACK)}
    except RefusedInput:
        raise UnknownThing(
            f"“{asked}” is no day, event, achievement, streak or kind; “momentum why --help” shows what can be asked"
        ) from None


def _told(page: WhyPage, lines: Sequence[WhyLine], terminal: Terminal) -> Iterator[str]:
    yield terminal.strong(printable(page.heading))
    yield "  " + printable(page.sentence)
    rows = iter(table([_row(line, terminal) for line in lines], right=(1,), indent=4))
    for day, of_day in groupby(lines, key=lambda line: line.day):
        yield ""
        yield terminal.strong(f"{day:%a} {day.day} {day:%b %Y}")
        for _, of_event in groupby(of_day, key=lambda line: line.event_id):
            first, *others = of_event
            yield "  " + _event(first, terminal)
            yield from (next(rows) for _ in (first, *others))
    if page.before is not None:
        yield ""
        yield terminal.soft(f"  There is more; go on with --before {page.before}")


def _event(line: WhyLine, terminal: Terminal) -> str:
    kind = printable(kind_in_words(line.event_type))
    what = f"{printable(line.title)}  {terminal.soft(kind)}" if line.title else kind
    when = f"{line.at:%H:%M}" if line.time_known else "--:--"
    return f"{terminal.soft(when)}  {what}  {terminal.soft(f'event {line.event_id}')}"


def _row(line: WhyLine, terminal: Terminal) -> list[str]:
    figure = terminal.good(signed(line.points)) if line.measure is None else number(line.measure)
    return [printable(line.name), figure, terminal.soft(printable(line.because))]
