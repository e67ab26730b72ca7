"""The story of an achievement in words: how rare it is and how it came about."""

from __future__ import annotations

from momentum_desktop.gui.wording import counted, day_words, grouped
from momentum_desktop.service.story_values import AchievementStory, DaysOf, Rarity
from momentum_desktop.service.values import AchievementStanding


def state_words(standing: AchievementStanding) -> str:
    """When it was won, or how near it is."""
    if standing.completed:
        return f"Won on {day_words(standing.completed_day)}" if standing.completed_day else "Won"
    return f"{grouped(standing.progress)} of {grouped(standing.criteria_value)}"


def rarity_words(rarity: Rarity, whose: str = "your ") -> str:
    """How rare it is in a sentence: “Such work came on 3 of your 412 days.”; nothing while there are no days."""
    if not rarity.of_days:
        return ""
    days = _together(counted(rarity.of_days, "day"))
    if not rarity.days:
        none = {
            DaysOf.WORK: "No such work yet on",
            DaysOf.WHOLE: "No day like that yet among",
            DaysOf.HELD: "Still to come after",
        }
        return f"{none[rarity.basis]} {whose}{days}."
    some = {
        DaysOf.WORK: "Such work came on",
        DaysOf.WHOLE: "All of it on",
        DaysOf.HELD: "Yours on",
    }
    return f"{some[rarity.basis]} {grouped(rarity.days)} of {whose}{days}."


def rarity_figure(rarity: Rarity) -> str:
    """The same in as few words as fit on a card."""
    return f"{grouped(rarity.days)} of {counted(rarity.of_days, 'day')}"


def course_words(story: AchievementStory, standing: AchievementStanding) -> str:
    """How it grew, in a sentence; nothing where there is no course."""
    if not story.course:
        return ""
    first, last = story.course[0][0], story.course[-1]
    length = (last[0] - first).days + 1
    if standing.completed:
        began = f"From the first step on {day_words(first)} to the win: "
        return f"{began}{_together(counted(length, 'day'))}." if length > 1 else f"Begun and won on {day_words(first)}."
    have = f"{grouped(last[1])} of {grouped(standing.criteria_value)}"
    return f"{have} since {day_words(first)}, last moved on {day_words(last[0])}."


def _together(words: str) -> str:
    """Words that stay on one line."""
    return words.replace(" ", "\u00a0")
