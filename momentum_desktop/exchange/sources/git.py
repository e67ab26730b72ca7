"""A git log: each commit of one author is something done, on the day that their own clock showed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.exchange.sources.said_days import said_moment
from momentum_desktop.service.import_values import Gathered, SourceRecord

NAME = "git"
COMMIT = re.compile(r"commit ([0-9a-f]{7,64})\b")
FIELDS = re.compile(r"([0-9a-f]{7,64})([|\t,;])((?:(?!\2).)+)\2((?:(?!\2).)+)(?:\2(.*))?")
RAW_AUTHOR = re.compile(r"author (.*) (\d+ [+-]\d{4})")
MAIL = re.compile(r"\s*<.*>|\s*<\S+|\s*\S+@\S+")
EVERYONE = "all"
SHORT = 12
"""Digits of a hash that tell commits apart, and that short logs have, too."""


def recognises(name: str, head: bytes) -> bool:
    """Whether it begins like a log, or holds lines of a commit's hash, time and author."""
    if head.startswith(b"\x1f\x8b"):
        return name.lower().endswith(".psv.gz")
    lines = head.splitlines()
    first = lines[0] if lines else b""
    if re.match(rb"commit [0-9a-f]{40}", first) and (b"\nAuthor: " in head or b"\nauthor " in head):
        return True
    if first.startswith((b"hash", b"commit|", b"commit\t")) and len(lines) > 1:
        first = lines[1]
    found = FIELDS.fullmatch(first.decode("utf-8", "replace").strip())
    return found is not None and _moment_of(found) is not None


@dataclass(slots=True)
class _Commit:
    own: str
    author: str
    moment: datetime
    subject: str
    where: str


def read(source: Source) -> Gathered:
    """The commits of the author that is meant, or of who made most."""
    gathered = Gathered(NAME)
    part = source.only("*.psv", "*.psv.gz", "*.log", "*.txt")
    commits: list[_Commit] = []
    seen: set[str] = set()
    for commit in _commits(part, gathered):
        if commit.own in seen:
            gathered.trouble(commit.where, "its hash came before", left_out=True)
            continue
        seen.add(commit.own)
        commits.append(commit)
    if not commits and not gathered.problems:
        raise RefusedInput("there are no commits in it", where=part.name or source.path)
    authors = Counter(commit.author for commit in commits)
    wanted = _wanted(source.author, authors)
    for commit in commits:
        if wanted is None or commit.author == wanted:
            gathered.records.append(
                SourceRecord(
                    None,
                    commit.own[:SHORT],
                    commit.moment.date(),
                    instant=commit.moment,
                    note=commit.subject,
                    where=commit.where,
                )
            )
    others = len(commits) - len(gathered.records)
    if others:
        people = f"{len(authors) - 1:,} other {'author' if len(authors) == 2 else 'authors'}"
        told = f"1 commit of {people} was" if others == 1 else f"{others:,} commits of {people} were"
        gathered.remarks.append(
            f"{told} left out, only those of “{wanted}” were taken; another author can be named, or “{EVERYONE}”."
        )
    return gathered


def _wanted(asked: str | None, authors: Counter[str]) -> str | None:
    """The author to take; None for all. RefusedInput if the one asked for is none or several."""
    if asked == EVERYONE or not authors:
        return None
    if asked is None:
        return authors.most_common(1)[0][0]
    if asked in authors:
        return asked
    like = [author for author in authors if asked.casefold() in author.casefold()]
    if len(like) != 1:
        told = "nobody" if not like else f"{len(like)} people"
        raise RefusedInput(f"{told} of that name made a commit in it", where="--author")
    return like[0]


def _commits(part: Part, gathered: Gathered) -> Iterator[_Commit]:
    lines = _texts(part, gathered)
    for number, text in lines:
        if COMMIT.match(text):
            yield from _written_out(number, text, lines, part, gathered)
            return
        if text.startswith(("hash", "commit|", "commit\t")):
            continue
        where = part.at(f"line {number}")
        found = FIELDS.fullmatch(text.strip())
        moment = None if found is None else _moment_of(found)
        if found is None or moment is None:
            gathered.trouble(where, "no commit's hash, time with offset and author", left_out=True)
            continue
        swapped = said_moment(found[3]) is None
        rest = found[5] or ""
        subject = "" if rest.isdigit() else rest
        yield _Commit(found[1], _name(found[3] if swapped else found[4]), moment, subject, where)


def _moment_of(found: re.Match[str]) -> datetime | None:
    """The time among the fields of a line: before the author or after."""
    return said_moment(found[3]) or said_moment(found[4])


def _written_out(
    begin: int, first: str, lines: Iterator[tuple[int, str]], part: Part, gathered: Gathered
) -> Iterator[_Commit]:
    """What `git log` prints: a commit over several lines."""
    own, author, moment, subject, begun = COMMIT.match(first)[1], "", None, "", begin  # type: ignore[index]
    for number, text in chain(lines, [(begin, "commit end")]):
        found = COMMIT.match(text)
        if found or text == "commit end":
            where = part.at(f"line {begun}")
            if not author or moment is None:
                gathered.trouble(where, "this commit has no author or no time with an offset", left_out=True)
            else:
                yield _Commit(own, author, moment, subject, where)
            if found:
                own, author, moment, subject, begun = found[1], "", None, "", number
        elif text.startswith("Author:") and author:
            where = part.at(f"line {number}")
            gathered.trouble(where, "a second author in one commit; the commit before it has no end", left_out=True)
        elif text.startswith("Author:"):
            author = _name(text.removeprefix("Author:"))
        elif text.startswith(("Date:", "AuthorDate:")) and moment is None:
            moment = said_moment(text.partition(":")[2])
        elif (raw := RAW_AUTHOR.fullmatch(text)) and not author:
            author, moment = _name(raw[1]), said_moment(raw[2])
        elif text.startswith("    ") and not subject:
            subject = text.strip()


def _texts(part: Part, gathered: Gathered) -> Iterator[tuple[int, str]]:
    for number, text in part.lines():
        if isinstance(text, RefusedInput):
            gathered.trouble(part.at(f"line {number}"), text.what, left_out=True)
        elif text.strip():
            yield number, text


def _name(text: str) -> str:
    """An author without the e-mail address."""
    return MAIL.sub("", text).strip() or "(no name)"


FORMAT = Format(NAME, "git log", recognises, take=read)
