"""Which of many titles are meant by a few typed letters, the likeliest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

WHOLE, START, WORD, INSIDE, SCATTERED = 0, 1, 2, 4, 16
"""How far from the title a typed word is: the title itself, its start, a word's start, within, letters apart."""


def ranked(typed: str, titles: Iterable[str], most: int | None = None) -> list[int]:
    """The places in `titles` that every word of `typed` is found in, nearest first, equals in their order.

    Case and accents do not count. Nothing typed means all of them; at most `most` are given."""
    words = _folded(typed).split()
    found = []
    for place, title in enumerate(titles):
        far = _distance(words, _folded(title))
        if far is not None:
            found.append((far, place))
    return [place for _, place in sorted(found)[:most]]


def _distance(words: list[str], title: str) -> int | None:
    whole = 0
    for word in words:
        far = _distance_of_one(word, title)
        if far is None:
            return None
        whole += far
    return whole


def _distance_of_one(word: str, title: str) -> int | None:
    if word == title:
        return WHOLE
    if title.startswith(word):
        return START
    if f" {word}" in title:
        return WORD
    if word in title:
        return INSIDE
    span = _span(word, title)
    return None if span is None else SCATTERED + span - len(word)


def _span(word: str, title: str) -> int | None:
    """Over how many letters those of `word` are strewn in `title`; None if they are not there, or far too wide."""
    best = None
    begin = title.find(word[0])
    while begin >= 0:
        place = begin
        for letter in word[1:]:
            place = title.find(letter, place + 1)
            if place < 0:
                return best
        span = place - begin + 1
        if span <= 3 * len(word) and (best is None or span < best):
            best = span
        begin = title.find(word[0], begin + 1)
    return best


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
