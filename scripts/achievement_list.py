"""Prints docs/achievements.md from the table of achievements; `make docs` writes it."""

from __future__ import annotations

from collections.abc import Iterator

from momentum_desktop.momentum import ACHIEVEMENTS, LEVELS, AchievementCategory
from momentum_desktop.service.perk_words import perk_words


def listing() -> str:
    """The page: every achievement that is no secret, by category, and what each level asks and unlocks."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    total = sum(row["points"] for row in ACHIEVEMENTS)
    yield "# Achievements and levels"
    yield ""
    yield f"There are {len(ACHIEVEMENTS)} achievements, worth {total:,} points together. What a secret one is called"
    yield "and asks for shows once it is won. This page is made by `make docs` from the tables in"
    yield "`momentum_desktop/momentum.py`."
    for category in AchievementCategory:
        rows = [row for row in ACHIEVEMENTS if row["category"] == category]
        yield from ("", f"## {category.replace('_', ' ').capitalize()}", "")
        yield from ("| achievement | tier | how | points |", "| --- | --- | --- | ---: |")
        for row in rows:
            if not row.get("secret"):
                yield f"| {row['name']} | {row.get('tier', '')} | {row['description']} | {row['points']} |"
        secrets = sum(bool(row.get("secret")) for row in rows)
        if secrets:
            yield from (
                "",
                "And one more, which is a secret." if secrets == 1 else f"And {secrets} more, which are secrets.",
            )
    yield from ("", "## Levels", "", "| level | title | points | unlocks |", "| ---: | --- | ---: | --- |")
    for level in LEVELS:
        perks = " ".join("{}: {}".format(*perk_words(perk)) for perk in level["perks"])
        yield f"| {level['level_number']} | {level['title']} | {level['points_required']:,} | {perks} |"
    yield ""
    yield "Perks never change what work is worth."


if __name__ == "__main__":
    print(listing(), end="")
