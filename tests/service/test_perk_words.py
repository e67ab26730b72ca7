"""Every perk of a level has a title and a sentence of its own."""

from __future__ import annotations

from momentum_desktop.momentum import LEVELS
from momentum_desktop.service.perk_words import PERKS, perk_words


def test_the_ten_levels_unlock_these_perks_in_this_order() -> None:
    assert [level["perks"] for level in LEVELS] == [
        ["accent_colours"],
        ["icon_styles"],
        ["custom_backgrounds"],
        ["themes"],
        ["advanced_analytics"],
        ["special_badges"],
        ["mentor"],
        ["custom_achievements"],
        ["custom_celebrations"],
        ["legendary"],
    ]


def test_every_perk_has_words_and_no_words_are_left_over() -> None:
    assert [perk for level in LEVELS for perk in level["perks"]] == list(PERKS)
    assert len({words.title for words in PERKS.values()}) == len(PERKS)
    for words in PERKS.values():
        assert words.description.endswith(".")
        assert words.description.count(".") == 1


def test_a_perk_of_a_rules_file_is_called_by_its_name() -> None:
    assert perk_words("mentor").title == "Mentor"
    assert perk_words("long_weekend") == ("Long weekend", "")
    assert perk_words("A cake") == ("A cake", "")
