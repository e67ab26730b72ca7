"""The people who share the data: added, renamed, told apart, and which of them every act without a name is for."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.reading import checked_text
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.recording import open_act, result_of
from momentum_desktop.service.settings_file import SettingsFile
from momentum_desktop.service.values import ActResult, User
from momentum_desktop.store import people, questions
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.rule_sets import add_user as add_row
from momentum_desktop.store.rule_sets import keep_rule_set
from momentum_desktop.store.store import Reader

LONGEST_NAME = 80
MOST_GIVEN = 10_000
"""Beyond this nobody looks at what would be left of a name without its spaces."""
SETTING, COMMENT = "user", "Who is in use, by number or by name."
MOST_ID = 2**63 - 1
JOINERS = "\u200c\u200d"
"""Invisible, but what holds together letters of some scripts and the parts of an emoji."""
FILLERS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and symbols by their category, and yet nothing is drawn for them."""


def add_user(journal: Journal, name: str, now: datetime) -> ActResult:
    """A new user with an empty log under the rules that come with the program; the first act in their log."""
    name = checked_name(name)
    people.check_name_free(journal.connection, name)
    user_id = add_row(journal.connection, name, keep_rule_set(journal.connection, default_document()))
    act = open_act(journal, user_id, "join", f"Added “{name}”", now)
    people.change_name(journal.connection, act, user_id, None, name)
    return ActResult(act.id, act.kind, act.summary, user_id=user_id)


def rename_user(journal: Journal, user_id: int, name: str, now: datetime) -> ActResult:
    """Another name for a user."""
    name = checked_name(name)
    before = questions.user_totals(journal.connection, user_id).name
    if before == name:
        raise RefusedInput(f"that is the name already: “{name}”", where="name")
    people.check_name_free(journal.connection, name, user_id)
    act = open_act(journal, user_id, "rename", f"Renamed “{before}” to “{name}”", now)
    people.change_name(journal.connection, act, user_id, before, name)
    return result_of(act)


def checked_name(given: Any) -> str:
    """A name as it is stored: trimmed, one spelling for each letter. RefusedInput says what is wrong with it."""
    name = unicodedata.normalize("NFC", checked_text(given, "name", MOST_GIVEN).strip())
    if not name:
        raise RefusedInput("a name is needed", where="name")
    if len(name) > LONGEST_NAME:
        raise RefusedInput(f"longer than {LONGEST_NAME} characters", where="name")
    for character in name:
        if unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp") and character not in JOINERS:
            raise RefusedInput(f"the character U+{ord(character):04X} cannot stand in a name", where="name")
    if all(unicodedata.category(character)[0] in "ZM" or character in JOINERS + FILLERS for character in name):
        raise RefusedInput("a name needs something that can be seen", where="name")
    if name.isdecimal():
        raise RefusedInput("a name of digits alone would be taken for a person's number; add a letter", where="name")
    return name


def users_of(reader: Reader, in_use: int) -> tuple[User, ...]:
    """Every user, in the order they came."""
    with reader.snapshot() as connection:
        levels = {row[0]: row[3] for row in questions.ranking(connection, None)}
        return tuple(
            User(user.id, user.name, user.total_points, levels[user.id], user.id == in_use)
            for user in questions.users(connection)
        )


def found_user(reader: Reader, wanted: str | int) -> int:
    """The number of the user with that name or number. UnknownThing if there is none."""
    if isinstance(wanted, str) and not _is_number(wanted):
        user_id = people.user_named(reader.connection, wanted)
        if user_id is None:
            raise UnknownThing(
                f"there is no “{wanted.strip()}”", where="user", advice="`momentum user list` shows who there is"
            )
        return user_id
    if isinstance(wanted, bool) or not 0 < int(wanted) <= MOST_ID:
        raise UnknownThing(f"there is no user {wanted}", where="user", advice="`momentum user list` shows who there is")
    return questions.user_totals(reader.connection, int(wanted)).id


class UserInUse:
    """The user that acts without a name are for: the one chosen for this process, else the one that the settings
    remember, else the first."""

    def __init__(self, settings: SettingsFile, ask: Callable[[Callable[[Reader], int]], Awaitable[int]]) -> None:
        self._settings = settings
        self._ask = ask
        self._chosen: int | None = None
        self._remembered: tuple[Any, int] | None = None
        self._looked = False

    async def choose(self, user: str | int) -> None:
        """Let this process act for a user, whoever is remembered."""
        self._chosen = await self._ask(lambda reader: found_user(reader, user))

    async def here(self) -> int:
        """The user whom this process acts for."""
        return self._chosen if self._chosen is not None else await self.remembered()

    async def remembered(self) -> int:
        """The user in use; the first one if the settings name nobody who is there."""
        # Of calls that begin together only the first looks at the file.
        if self._looked and self._remembered is not None:
            return self._remembered[1]
        self._looked = True
        asyncio.get_running_loop().call_soon(self._look_again)
        wanted = self._settings.value(SETTING)
        if self._remembered is None or self._remembered[0] != wanted:
            self._remembered = (wanted, await self._ask(lambda reader: self._resolved(reader, wanted)))
        return self._remembered[1]

    def _look_again(self) -> None:
        self._looked = False

    def _resolved(self, reader: Reader, wanted: Any) -> int:
        first = questions.users(reader.connection)[0]
        if wanted is None:
            return first.id
        try:
            if not isinstance(wanted, str | int):
                raise UnknownThing("no name and no number")
            return found_user(reader, wanted)
        except UnknownThing:
            told = f"{self._settings.path} names a user who is not there ({SETTING} = {wanted!r})"
            self._settings.notice(f"{told}; “{first.name}” is in use instead")
            return first.id


def _is_number(text: str) -> bool:
    return text.strip().isascii() and text.strip().isdecimal() and len(text.strip()) < 20
