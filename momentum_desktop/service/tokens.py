"""Tokens for the API: made, listed, revoked, and found again by what only their holder knows."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Awaitable, Callable, Container, Sequence
from datetime import datetime
from typing import Any

from momentum_desktop.engine.reading import checked_text
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.clock import Clock
from momentum_desktop.service.token_values import POST, READ, WRITE, Bearer, NewToken, Token
from momentum_desktop.store import questions, tokens
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.store import Reader

LONGEST_NAME = 64
LONGEST_SECRET = 200
MOST_SCOPES = 50
MOST_POINTS = 10**9
PREFIX = "momentum_"
"""So that programs that look for secrets in files know one."""


class TokenDesk:
    """Where tokens are made and taken away. `act` and `read` are the service's own."""

    def __init__(self, act: Callable[..., Awaitable[Any]], read: Callable[..., Awaitable[Any]], clock: Clock) -> None:
        self._act = act
        self._read = read
        self._clock = clock

    async def create(
        self, name: str, scopes: Sequence[str], *, daily_points: int | None = None, user_id: int | None = None
    ) -> NewToken:
        """A token with which another program may use the API for a user; only this answer holds its secret."""
        token: NewToken = await self._act(create_token, user_id, name, scopes, daily_points, self._clock())
        return token

    async def all(self) -> tuple[Token, ...]:
        """The tokens of everyone, without their secrets."""
        tokens: tuple[Token, ...] = await self._read(tokens_of)
        return tokens

    async def revoke(self, name: str) -> None:
        """Take a token away; from now on it is good for nothing."""
        await self._act(revoke_token, None, name)

    async def bearer(self, secret: str) -> Bearer | None:
        """Whose token a secret is, as of now; None if it is nobody's."""
        bearer: Bearer | None = await self._read(lambda reader: bearer_of(reader, secret))
        return bearer


def create_token(
    journal: Journal, user_id: int, name: str, scopes: Sequence[str], daily_points: int | None, now: datetime
) -> NewToken:
    """A new token for a user; its secret is in the result and nowhere else."""
    name = checked_name(name)
    wanted = checked_scopes(scopes, journal.standing(user_id).rules.events)
    if daily_points is not None and (type(daily_points) is not int or not 1 <= daily_points <= MOST_POINTS):
        raise RefusedInput(f"a whole number from 1 to {MOST_POINTS:,} is expected", where="daily_points")
    if tokens.token_named(journal.connection, name) is not None:
        raise RefusedInput(f"there is a key “{name}” already; revoke it first or choose another name", where="name")
    secret = PREFIX + secrets.token_urlsafe(32)
    tokens.add_token(journal.connection, user_id, name, _hash(secret), wanted, daily_points, now)
    user = questions.user_totals(journal.connection, user_id).name
    return NewToken(name, secret, wanted, daily_points, user_id, user)


def revoke_token(journal: Journal, _user_id: int, name: str) -> None:
    """Take a token away at once. UnknownThing if there is none of that name."""
    if not tokens.remove_token(journal.connection, checked_text(name, "name", LONGEST_NAME).strip()):
        raise UnknownThing(
            f"there is no key “{name}”", where="name", advice="`momentum token list` shows which there are"
        )


def tokens_of(reader: Reader) -> tuple[Token, ...]:
    """Every token, in the order they were made."""
    return tuple(
        Token(each.name, each.user_id, each.user, each.scopes, each.daily_points, each.created_at)
        for each in tokens.all_tokens(reader.connection)
    )


def bearer_of(reader: Reader, secret: str) -> Bearer | None:
    """Whose token it is; None if it is nobody's."""
    if len(secret) > LONGEST_SECRET:
        return None
    found = tokens.token_hashed(reader.connection, _hash(secret))
    return None if found is None else Bearer(found.id, found.user_id, found.scopes, found.daily_points)


def checked_name(given: str) -> str:
    """A name as it is stored, which may also be the name of a file. RefusedInput says what is wrong with it."""
    name = checked_text(given, "name", LONGEST_NAME).strip()
    if not name or not name.isprintable() or "/" in name or "\\" in name or name[0] in ".-":
        raise RefusedInput("letters, digits, spaces and signs are expected, as in git-hook; no slash", where="name")
    return name


def checked_scopes(scopes: Sequence[str], known: Container[str]) -> tuple[str, ...]:
    """Scopes as they are stored, each once. RefusedInput names one that is none."""
    if not scopes:
        raise RefusedInput("name what the key may do: read, write or post:TYPE", where="scope")
    if len(scopes) > MOST_SCOPES:
        raise RefusedInput(f"no more than {MOST_SCOPES} scopes", where="scope")
    for scope in scopes:
        if scope in (READ, WRITE):
            continue
        if not scope.startswith(POST):
            raise RefusedInput(f"“{scope}” is none of read, write and post:TYPE", where="scope")
        event_type = scope.removeprefix(POST)
        if event_type not in known:
            raise RefusedInput(f"“{event_type}” is no type of event in “momentum rules”", where="scope")
    return tuple(dict.fromkeys(scopes))


def _hash(secret: str) -> bytes:
    """A plain hash is enough: nobody can try out what 256 random bits may be."""
    return hashlib.sha256(secret.encode()).digest()
