"""What is done on behalf of a token: it must still be good, may earn no more than its limit, and a request that came
before under the same key is answered as it was then. All of it is decided in the transaction that stores the act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from momentum_desktop.errors import KeyConflict, MomentumError, NoSuchToken, OverTheLimit, RefusedInput
from momentum_desktop.service.answers import day_end, day_of
from momentum_desktop.service.number_words import counted
from momentum_desktop.service.token_values import Bearer
from momentum_desktop.service.values import ActResult
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.tokens import KeptAnswer, keep_answer, keep_points_spent, kept_answer, points_spent

T = TypeVar("T")


class AnsweredBefore(MomentumError):
    """The key came before with the same request; this is what was answered."""

    def __init__(self, status: int, body: bytes) -> None:
        self.status = status
        self.body = body
        super().__init__("the key came before; what was answered then is given again")


class Spoiled(Exception):
    """A refusal that comes too late for the rest of the transaction to stand; nothing of it is stored."""

    def __init__(self, refusal: MomentumError) -> None:
        self.refusal = refusal
        super().__init__(str(refusal))


@dataclass(frozen=True, slots=True)
class Reply:
    """How a request with a key is known again, and its answer: `render` makes status and body of a result."""

    key: str
    fingerprint: bytes
    render: Callable[[Any], tuple[int, bytes]]


@dataclass(frozen=True, slots=True)
class Behalf:
    """A token, and the reply that is to be kept if the request has a key."""

    bearer: Bearer
    reply: Reply | None = None

    def run(self, journal: Journal, job: Callable[[Journal], T], now: datetime) -> T:
        """Do a job of the token's user. NoSuchToken, AnsweredBefore, KeyConflict or OverTheLimit if it is not to be."""
        bearer = self.bearer
        day = day_of(now, journal.standing(bearer.user_id).rules)
        spent = points_spent(journal.connection, bearer.token_id, day)
        if spent is None:
            raise NoSuchToken("the token was revoked; nothing was stored")
        self._answer_again(journal)
        if bearer.daily_points is None:
            result = job(journal)
        else:
            left = bearer.daily_points - spent
            if left <= 0:
                told = f"the token has earned its {counted(bearer.daily_points, 'point')} of the day"
                raise self._over(told, journal, day, now)
            result = job(journal)
            points = points_of(result)
            if points > left:
                told = f"this would earn {counted(points, 'point')}, and the token may earn {left:,} more today"
                raise Spoiled(self._over(f"{told}, of {bearer.daily_points:,} a day", journal, day, now))
            if getattr(result, "pending", False):
                raise Spoiled(RefusedInput("it lies too far back for a token with a daily limit", where="occurred_at"))
            keep_points_spent(journal.connection, bearer.token_id, day, spent + points)
        if not getattr(result, "pending", False):
            self.keep(journal, result, now)
        return result

    def keep(self, journal: Journal, result: Any, now: datetime) -> None:
        """Keep what is answered, for when the request comes again."""
        if self.reply is not None:
            answer = KeptAnswer(self.reply.fingerprint, *self.reply.render(result))
            keep_answer(journal.connection, self.bearer.user_id, self.reply.key, answer, now)

    def _answer_again(self, journal: Journal) -> None:
        if self.reply is None:
            return
        kept = kept_answer(journal.connection, self.bearer.user_id, self.reply.key)
        if kept is None:
            return
        if kept.fingerprint != self.reply.fingerprint:
            raise KeyConflict(
                f"the key “{self.reply.key}” came before with another request; nothing was stored",
                where="Idempotency-Key",
            )
        raise AnsweredBefore(kept.status, kept.body)

    def _over(self, told: str, journal: Journal, day: int, now: datetime) -> OverTheLimit:
        rules = journal.standing(self.bearer.user_id).rules
        wait = day_end(date.fromordinal(day), rules, now) - now
        return OverTheLimit(f"{told}; nothing was stored", max(1, -int(-wait.total_seconds() // 1)))


def points_of(result: Any) -> int:
    """What an act earned; an undo or redo only moves what was earned before."""
    results = getattr(result, "results", None)
    if results is not None:
        return sum(points_of(each) for each in results)
    if not isinstance(result, ActResult) or result.kind in ("undo", "redo"):
        return 0
    if result.outcomes:
        return sum(outcome.points_awarded for outcome in result.outcomes)
    if result.outcome is not None:
        return 0 if result.outcome.repeated else result.outcome.points_awarded
    return max(0, result.total_change)
