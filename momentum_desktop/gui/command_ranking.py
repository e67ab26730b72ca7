"""Which of many titles are meant by a few typed letters, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

TITLE, FIRST_WORD, WORD, OTHER, START, WORD_START, OTHER_START, INSIDE, SCATTERED = 0, 2, 3, 4, 6, 7, 8, 10, 64
"""How far from a title a typed word is: all of it, its first word or a later one, another word for it, the start of the
title, of one of its words, of another word for it, letters within, letters apart."""

_WORDS = re.compile(r"\w+")


def ranked(typed: str, titles: Iterable[tuple[str, str]], most: int | None = None) -> list[int]:
    """The places in `titles`, (title, other words for it), that every word of `typed` is found in, nearest first, and
    equals in their order. Letters strewn over a title count only where no title has the letters together.

    Case and accents do not count. Nothing typed means all of them; at most `most` are given."""
    words = _folded(typed).split()
    found = []
    for place, (title, also) in enumerate(titles):
        far = _distance(words, _folded(title), _folded(also))
        if far is not None:
            found.append((far, place))
    if any(far < SCATTERED for far, _ in found):
        found = [each for each in found if each[0] < SCATTERED]
    return [place for _, place in sorted(found)[:most]]


def _distance(words: list[str], title: str, also: str) -> int | None:
    in_title, in_also = _WORDS.findall(title), _WORDS.findall(also)
    whole = 0
    for word in words:
        far = _distance_of_one(word, title, in_title, in_also)
        if far is None:
            return None
        whole += far
    return whole


def _distance_of_one(word: str, title: str, in_title: list[str], in_also: list[str]) -> int | None:
    if word == title:
        return TITLE
    if word in in_title:
        return FIRST_WORD if word == in_title[0] else WORD
    if word in in_also:
        return OTHER
    if title.startswith(word):
        return START
    if f" {word}" in title or any(each.startswith(word) for each in in_title):
        return WORD_START
    if any(each.startswith(word) for each in in_also):
        return OTHER_START
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
