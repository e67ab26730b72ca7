"""Which of many titles are meant by a few typed letters, the likeliest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

TITLE, FIRST_WORD, WORD, OTHER, START, WORD_START, OTHER_START, INSIDE, SCATTERED = 0, 2, 3, 4, 6, 7, 8, 10, 64
"""How far from a title a typed word is: all of it, its first word or a later one, another word for it, the start of the
title, of one of its words, of another word for it, letters within, letters apart."""

_WORDS = re.compile(r"\w+")
_PARTED = " \n "


MOST_WEIGHED = 500
"""Of more titles than this that have the letters, only those are weighed that begin so, or whose words do."""


class Titles:
    """Titles, each with other words for it, made ready to be looked through with every letter that is typed."""

    def __init__(self, titles: Iterable[tuple[str, str]]) -> None:
        self._texts = [f" {_folded(title)}{_PARTED}{_folded(also) if also else ''} " for title, also in titles]

    def near(self, typed: str) -> list[tuple[int, int]]:
        """(how far, place) of those that every word is found in, its letters together."""
        words = _folded(typed).split()
        places: Sequence[int] = range(len(self._texts))
        for word in words:
            places = list(self._having(word, places))
        if len(places) > MOST_WEIGHED:
            places = self._likeliest(words, places)
        return [each for each in self._weighed(words, places) if each[0] < SCATTERED]

    def strewn(self, typed: str) -> list[tuple[int, int]]:
        """The same where the letters of a word may lie apart."""
        words = _folded(typed).split()
        places: Sequence[int] = range(len(self._texts))
        for word in words:
            # Each letter is the next of its kind, so that nothing is ever looked at twice.
            has = re.compile("".join(f"[^{re.escape(letter)}]*+{re.escape(letter)}" for letter in word)).match
            places = [place for place in places if has(self._texts[place])]
        return self._weighed(words, places[:MOST_WEIGHED])

    def _having(self, letters: str, places: Iterable[int]) -> Iterator[int]:
        texts = self._texts
        return (place for place in places if letters in texts[place])

    def _likeliest(self, words: list[str], places: Sequence[int]) -> list[int]:
        """So many as are weighed, of very many: whole words before beginnings, and those before letters within."""
        texts, title = self._texts, f" {' '.join(words)}"
        whole, begun = iter(places), iter(places)
        for word in words:
            whole, begun = self._having(f" {word} ", whole), self._having(f" {word}", begun)
        beginning = (place for place in places if texts[place].startswith(title))
        found: dict[int, None] = {}
        for each in (whole, beginning, begun, iter(places)):
            if len(found) < MOST_WEIGHED:
                found |= dict.fromkeys(islice(each, MOST_WEIGHED))
        return sorted(found)

    def _weighed(self, words: list[str], places: Iterable[int]) -> list[tuple[int, int]]:
        parted = ((self._texts[place].partition(_PARTED), place) for place in places)
        found = ((_distance(words, title[1:], also[:-1]), place) for (title, _, also), place in parted)
        return [(far, place) for far, place in found if far is not None]


def ranked(typed: str, *parts: Titles, most: int | None = None) -> list[tuple[int, int]]:
    """(part, place) of the titles that every word of `typed` is found in, nearest first, and equals in their order.
    Letters strewn over a title count only where no title has the letters together.

    Case and accents do not count. Nothing typed means all of them, as many as are weighed; at most `most` are given."""
    near = [(far, part, place) for part, titles in enumerate(parts) for far, place in titles.near(typed)]
    strewn = ((far, part, place) for part, titles in enumerate(parts) for far, place in titles.strewn(typed))
    return [(part, place) for _, part, place in sorted(near or strewn)[:most]]


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
    if text.isascii():
        return text.casefold()
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
