"""What each perk of a level is called and what it opens, in words."""

from __future__ import annotations

from typing import NamedTuple


class PerkWords(NamedTuple):
    """A perk's title and, in one sentence, what it opens; the sentence is empty for a perk of a rules file."""

    title: str
    description: str


PERKS: dict[str, PerkWords] = {
    "accent_colours": PerkWords("Accent colours", "Choose the colour of buttons, rings and marks."),
    "icon_styles": PerkWords("Icon styles", "Draw the icons thin, bold or in two tones, and give medals a shape."),
    "custom_backgrounds": PerkWords("Backgrounds of your own", "Lay a pattern or a picture behind the pages."),
    "themes": PerkWords("Themes", "Dress the whole window in another set of colours."),
    "advanced_analytics": PerkWords("Advanced analytics", "Compare the years, and see where this one leads."),
    "special_badges": PerkWords("Special badges", "Pin your favourite achievements on the header."),
    "mentor": PerkWords("Mentor", "Publish habits, goals and achievements as a plan for others to follow."),
    "custom_achievements": PerkWords(
        "Achievements of your own", "Invent them in the window, and win them like any other."
    ),
    "custom_celebrations": PerkWords(
        "Celebrations of your own", "How a level-up is shown: the effect, its colours and your words."
    ),
    "legendary": PerkWords("Legendary", "Write your own title, and wear it in a gold frame."),
}


def perk_words(perk: str) -> PerkWords:
    """The words of a perk; one that only a rules file knows is called by its name, with spaces for underscores."""
    known = PERKS.get(perk)
    if known is not None:
        return known
    name = perk.replace("_", " ").strip()
    return PerkWords(name[:1].upper() + name[1:], "")
