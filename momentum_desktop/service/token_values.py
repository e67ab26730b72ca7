"""Tokens as values: who may ask over the API, and for what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

READ, WRITE, POST = "read", "write", "post:"


@dataclass(frozen=True, slots=True)
class Token:
    """A token without its secret. `scopes` are read, write (which includes the others) and post:TYPE for events of one
    type; `daily_points` is the most that it may earn in a day, None for no bound."""

    name: str
    user_id: int
    user: str
    scopes: tuple[str, ...]
    daily_points: int | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made, with the secret that nobody can show again."""

    name: str
    token: str
    scopes: tuple[str, ...]
    daily_points: int | None
    user_id: int
    user: str


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whose token came with a request, and what it allows."""

    token_id: int
    user_id: int
    scopes: tuple[str, ...]
    daily_points: int | None

    def may(self, scopes: Sequence[str]) -> bool:
        """Whether it has one of the scopes; `post:` alone stands for any of its kind."""
        return WRITE in self.scopes or any(
            held == scope or (scope == POST and held.startswith(POST)) for held in self.scopes for scope in scopes
        )
