"""What the API answers when it does not do what was asked: problem documents as in RFC 9457, with a code, the field and
the mend."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from fastapi import HTTPException

from momentum_desktop.errors import MomentumError, RefusedInput, sentence

PROBLEM_TYPE = b"application/problem+json"
Headers = list[tuple[bytes, bytes]]


class Kind(NamedTuple):
    """What all problems with one code share."""

    status: int
    title: str
    mend: str


KINDS: dict[str, Kind] = {
    "bad_request": Kind(400, "No HTTP request that can be read", "Send one Content-Length, and headers as HTTP asks."),
    "bad_json": Kind(400, "No JSON that can be read", "Send strict JSON in UTF-8, nested no deeper than 16."),
    "no_token": Kind(
        401, "A token is needed", "Send “Authorization: Bearer TOKEN”; “momentum token create” makes one."
    ),
    "unknown_token": Kind(401, "The token is not good", "Make another one with “momentum token create”."),
    "cross_site": Kind(403, "Web pages may not ask", "Ask from a program, without Origin and Sec-Fetch-Site."),
    "scope_missing": Kind(403, "The token may not do this", "Make a token with that scope: “momentum token create”."),
    "other_user": Kind(403, "The token is another user's", "Leave user_id out, or use a token of that user."),
    "unknown": Kind(404, "There is no such thing", "Check the path, as /docs has it, and the number in it."),
    "wrong_method": Kind(405, "The path is not for this method", "Use one of those that Allow names."),
    "too_slow": Kind(408, "The request took too long", "Send the headers within 5 s and the body within 10 s."),
    "conflict": Kind(409, "It does not fit how things stand", "Look at how things stand, then ask anew."),
    "still_running": Kind(409, "The first request is still running", "Ask again a little later with the same key."),
    "no_length": Kind(
        411, "The length is missing", "Send Content-Length and no Transfer-Encoding; where no body is needed, neither."
    ),
    "too_large": Kind(413, "The body is too large", "Send at most 64 KiB, for a batch of events 1 MiB."),
    "wrong_type": Kind(415, "Only plain JSON is taken", "Send Content-Type: application/json and no Content-Encoding."),
    "wrong_host": Kind(421, "Not the host that was asked for", "Ask 127.0.0.1 or localhost, with the port."),
    "refused": Kind(422, "The input breaks a rule", "Mend the field and ask again; nothing was stored."),
    "key_reused": Kind(422, "The key came before with something else", "Use a new Idempotency-Key for each request."),
    "too_many_tries": Kind(429, "Too many bad tokens", "Wait, and send a token that is good."),
    "daily_limit": Kind(
        429, "More than the token may earn in a day", "Go on tomorrow with what fits, or use a token with more a day."
    ),
    "headers_too_large": Kind(431, "The headers are too large", "Send at most 16 KiB of headers."),
    "internal": Kind(500, "A fault of the program", "What was stored before is safe; please report this."),
    "busy": Kind(503, "The data is held by another program", "Nothing was stored; ask again after Retry-After."),
    "cannot_write": Kind(503, "The data cannot be written", "Nothing was stored; make the data folder writable."),
    "closing": Kind(503, "Momentum is closing", "Ask again when it has been started anew."),
    "data_damaged": Kind(503, "The data is damaged", "Restore a backup with “momentum restore”."),
    "too_many": Kind(503, "Too many connections", "Close some, or wait; up to 32 are served at once."),
    "disk_full": Kind(507, "The disk is full", "Nothing was stored; free some space and ask again."),
}


MENDS = {
    "repeat": "Send an RFC 5545 rule of days, no words: FREQ=DAILY for every day, FREQ=WEEKLY;BYDAY=MO,TH for Mondays "
    "and Thursdays, FREQ=WEEKLY;X-TIMES=3 for three times a week.",
}
"""What to send instead in a field whose form only the service knows."""
THERE = {
    "task": "GET /momentum/tasks?include_done=true names the numbers of the tasks.",
    "habit": "GET /momentum/tasks?include_done=true names the numbers of the tasks; a habit is one that repeats.",
    "goal": "GET /momentum/goals names the numbers of the goals.",
    "step": "GET /momentum/goals names the numbers of the steps with their goals.",
    "slot": "GET /momentum/slots?day=YYYY-MM-DD names the numbers of the slots of a day.",
    "event": "GET /momentum/events names the numbers of the events.",
    "act": "GET /momentum/history names the numbers of the acts.",
    "achievement": "GET /momentum/achievements names the achievements.",
    "streak": "GET /momentum/streaks names the streaks, as streak_type.",
    "level_number": "GET /momentum/levels names the levels.",
    "kind": "GET /momentum/stats?days=0 names the kinds, in by_kind.",
    "user": "GET /momentum/users names the users.",
}
"""Which path shows what there is, by what is not there."""
BEGINNINGS = {
    "focus": "POST /momentum/focus/start begins a session.",
    "task": "Name the day that is meant in “occurrence”.",
}
"""What to do about what does not fit how things stand, where the command line has advice for it."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with the input."""

    field: str
    detail: str


class Problem(HTTPException):
    """A refusal on its way to the client. `detail` says what happened in this case; `faults` are all that were found,
    where there may be several."""

    # FastAPI lets its own kind of exception through from wherever it is raised.

    def __init__(
        self,
        code: str,
        detail: str,
        *,
        field: str | None = None,
        mend: str | None = None,
        retry_after: int | None = None,
        headers: Iterable[tuple[bytes, bytes]] = (),
        faults: Iterable[Fault] = (),
    ) -> None:
        kind = KINDS[code]
        super().__init__(kind.status, detail)
        self.status = kind.status
        self.faults = tuple(faults)
        self.body: dict[str, Any] = {
            "type": f"/docs#{code}",
            "title": kind.title,
            "status": kind.status,
            "detail": detail,
            "code": code,
            "field": field,
            "mend": mend or kind.mend,
        }
        if self.faults:
            self.body["errors"] = [{"field": fault.field, "detail": fault.detail} for fault in self.faults]
        self.more_headers: Headers = list(headers)
        if retry_after is not None:
            self.more_headers.append((b"retry-after", str(retry_after).encode()))
        if kind.status == 401:
            self.more_headers.append((b"www-authenticate", b'Bearer realm="momentum"'))

    @property
    def content(self) -> bytes:
        """The document."""
        return json.dumps(self.body, ensure_ascii=False).encode()

    @property
    def all_headers(self) -> Headers:
        """The headers that the document is sent with."""
        length = (b"content-length", str(len(self.content)).encode())
        return [(b"content-type", PROBLEM_TYPE), length, *self.more_headers]


def problem_of(error: MomentumError) -> Problem:
    """An error of the service as the API tells it."""
    field = error.where if isinstance(error, RefusedInput) else None
    detail = error.fault if isinstance(error, RefusedInput) else str(error)
    mend = _mend(error) if isinstance(error, RefusedInput) else None
    return Problem(error.code, sentence(detail), field=field, mend=mend, retry_after=error.retry_after)


def _mend(error: RefusedInput) -> str | None:
    """What to do about an error in particular, in the place of what it advises at the command line."""
    named = error.where or ""
    if error.code == "refused":
        return MENDS.get(named)
    if error.code == "unknown":
        # “goal_id” is about a goal, “time slot 7” about a slot.
        words = named.removesuffix("_id").split()
        return THERE.get(words[-2] if len(words) > 1 else "".join(words))
    return BEGINNINGS.get(named.split(" ")[0]) if error.advice else None
