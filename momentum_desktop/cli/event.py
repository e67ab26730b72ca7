"""The command `event`: what POST /momentum/event does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from momentum_desktop.cli.arguments import AT_HELP, Call, CommandTable
from momentum_desktop.cli.days import moment_from
from momentum_desktop.cli.layout import printable
from momentum_desktop.cli.outcomes import FAR_AHEAD, outcome_lines, remark_far_ahead
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.kind_words import kind_in_words

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService

_LITERAL = re.compile(r'true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?|"[^\n]*"|-?NaN|-?Infinity', re.ASCII)


def add_commands(commands: CommandTable) -> None:
    parser = commands.add(
        "event", "record an event", example="momentum event focus_session --meta minutes=50", act=_event
    )
    parser.add_argument("event_type", metavar="TYPE", help="its type, one of those in “momentum rules”")
    parser.add_argument(
        "--meta",
        metavar="K=V",
        action="append",
        default=[],
        help="a fact about it; V is a number, true, false, null, quoted text or plain text; may be given again",
    )
    parser.add_argument("--at", metavar="T", help=AT_HELP)
    parser.add_argument("--key", metavar="KEY", help="an idempotency key: sent twice, it counts once")


async def _event(call: Call, service: MomentumService) -> int:
    given = call.arguments
    at = await moment_from(given.at, "--at", service)
    outcome = await service.process_event(
        event_type=given.event_type,
        metadata=metadata_from(given.meta),
        occurred_at=at,
        idempotency_key=given.key,
    )
    if at is not None and at - service.now() > FAR_AHEAD:
        remark_far_ahead(call, at, service.now(), (await service.get_event(outcome.event_id)).act_id)
    if call.as_json:
        call.document(outcome)
        return 0
    if outcome.repeated:
        call.terminal.say(call.terminal.soft("This key came before; nothing was added. It gave:"))
    call.terminal.say(
        f"{printable(kind_in_words(outcome.event.event_type))}  {call.terminal.points(outcome.points_awarded)}".rstrip()
    )
    call.terminal.say(*outcome_lines(outcome, call.terminal))
    return 0


def metadata_from(pairs: Sequence[str]) -> dict[str, Any]:
    """`K=V` pairs as metadata. RefusedInput on one without `=`, without a name, or with a name that came before."""
    metadata: dict[str, Any] = {}
    for pair in pairs:
        name, equals, text = pair.partition("=")
        if not name or not equals:
            raise RefusedInput(f"“{pair}” is no K=V, such as minutes=25", where="--meta")
        if name in metadata:
            raise RefusedInput(f"“{name}” stands twice", where="--meta")
        metadata[name] = _value(name, text)
    return metadata


def _value(name: str, text: str) -> Any:
    if not _LITERAL.fullmatch(text):
        return text
    from momentum_desktop.engine.reading import read_json

    return read_json(text, f"--meta {name}")
