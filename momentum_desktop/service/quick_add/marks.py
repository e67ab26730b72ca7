"""The marks that begin with a sign: !complexity, !1, p1, #tag, /list, @goal, ~25m."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from momentum_desktop.service.quick_add.line import HAN, Line
from momentum_desktop.service.quick_add.meanings import Mark, Strength
from momentum_desktop.service.quick_add.values import COMPLEXITIES
from momentum_desktop.service.quick_add.vocabulary import vocabulary

MINUTES_A_DAY = 24 * 60

_SIGNED = re.compile(
    rf"(?<!\S)(?:!(?P<rank>[1-4])|!(?P<complexity>[^\W\d_]+)|/(?P<list>(?=\S*[^\W\d])[\w-]+)|p(?P<level>[1-4]))(?!\S)"
    rf"|(?:(?<!\S)|(?<=[{HAN}]))(?:\#(?P<tag>(?=\S*[^\W\d])[\w/-]+)(?!\S)|(?P<long>~\S+))"
)
_HOURS = r"h|hr|hrs|hour|hours|std|stunde|stunden|个?小时|个?钟头"
_MINUTES = r"m|min|mins|minute|minutes|minuten|分钟|分"
_LONG = re.compile(
    rf"~(?:(?P<hours>\d{{1,2}}(?:[.,]\d{{1,2}})?)\s*(?:{_HOURS})(?:\s*(?P<rest>[0-5]?\d)\s*(?:{_MINUTES})?)?"
    rf"|(?P<minutes>\d{{1,4}})\s*(?:{_MINUTES}))(?=[\s{HAN}]|$)"
)


def signed_marks(line: Line) -> Iterator[Mark]:
    """Every mark that begins with a sign, but goals."""
    for found in _SIGNED.finditer(line.left):
        start, end = found.span()
        groups = found.groupdict()
        # The words of tags and lists are a person's own; only their places come from the folded line.
        if groups["tag"] is not None:
            yield Mark("tag", start, end, line.text[start + 1 : end])
        elif groups["list"] is not None:
            yield Mark("list", start, end, line.text[start + 1 : end])
        elif groups["rank"] is not None:
            yield Mark("priority", start, end, int(groups["rank"]))
        elif groups["level"] is not None:
            begins = not line.left[:start].strip()
            strength = Strength.ANYWHERE if begins else Strength.END
            yield Mark("priority", start, end, int(groups["level"]), strength)
        elif groups["long"] is not None:
            long = _LONG.match(line.left, start)
            minutes = _minutes_of(long) if long else None
            if long and minutes:
                yield Mark("minutes", start, long.end(), minutes)
        elif name := _complexity(groups["complexity"]):
            yield Mark("complexity", start, end, name)


def goal_marks(line: Line, goals: Sequence[tuple[int, str]]) -> Iterator[Mark]:
    """`@` and the beginning of a goal's title: all of the title if that follows, else one word. An equal title goes
    before one that only begins so, and of several the first."""
    titles = [(goal_id, title, " ".join(title.lower().split())) for goal_id, title in goals]
    place = line.left.find("@") if titles else -1
    while place >= 0:
        if place == 0 or line.left[place - 1].isspace():
            said = re.compile(r"\S+").match(line.left, place + 1)
            if said and (mark := _goal(line, place, said.group(), titles)):
                yield mark
        place = line.left.find("@", place + 1)


def _goal(line: Line, start: int, word: str, titles: list[tuple[int, str, str]]) -> Mark | None:
    for goal_id, title, plain in titles:
        whole = re.compile(r"\s+".join(map(re.escape, plain.split())) + r"(?!\S)").match(line.left, start + 1)
        if plain and whole:
            return Mark("goal", start, whole.end(), (goal_id, title))
    for goal_id, title, plain in titles:
        if (
            plain.startswith(word)
            or plain.replace(" ", "-").startswith(word)
            or plain.replace(" ", "").startswith(word)
        ):
            return Mark("goal", start, start + 1 + len(word), (goal_id, title))
    return None


def _complexity(beginning: str) -> str | None:
    for name in COMPLEXITIES:
        if name.startswith(beginning):
            return name
    return next((name for word, name in _other_complexities().items() if word.startswith(beginning)), None)


def _other_complexities() -> dict[str, str]:
    chinese = {
        "琐碎": "trivial",
        "简单": "simple",
        "中等": "moderate",
        "复杂": "complex",
        "困难": "complex",
        "史诗": "epic",
    }
    return {**vocabulary().complexities, **chinese}


def _minutes_of(long: re.Match[str]) -> int | None:
    if long["minutes"]:
        minutes = int(long["minutes"])
    else:
        minutes = round(float(long["hours"].replace(",", ".")) * 60) + int(long["rest"] or 0)
    return minutes if 0 < minutes <= MINUTES_A_DAY else None
