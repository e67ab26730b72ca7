"""What a person chose for the look of the window."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Look:
    """One name for each choice; the names are those of palettes, accents, icon styles, plates, backdrops, celebrations
    and their colours. One that is not known there means the first. `celebration_colours` may be a #rrggbb of one's own,
    `celebration_words` are what a level-up says."""

    palette: str = "standard"
    accent: str = "violet"
    icons: str = "line"
    plate: str = "disc"
    backdrop: str = "plain"
    celebration: str = "ripple"
    celebration_colours: str = "all"
    celebration_words: str = ""


CHOICES = tuple(field.name for field in fields(Look))

MOST_BADGES, LONGEST_TITLE, LONGEST_WORDS = 3, 40, 60


@dataclass(frozen=True, slots=True)
class Honours:
    """What a user wears in the header: the names of achievements, a title of their own and a frame of gold."""

    badges: tuple[str, ...] = ()
    title: str = ""
    gold: bool = False
