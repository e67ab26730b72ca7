"""What the kinds of events, bonuses and ledger lines are called, wherever a person reads of them."""

from __future__ import annotations

from collections.abc import Mapping

KINDS = {
    "task_completion": "Task completed",
    "goal_completion": "Goal reached",
    "goal_step_completion": "Step of a goal",
    "time_slot_completion": "Time slot kept",
    "first_task_of_day": "First task of the day",
    "weekend_activity": "Work on a weekend",
}
"""Of those whose own words are not what people say."""

SUMS = {
    "task_completion": "Tasks",
    "goal_completion": "Goals",
    "goal_step_completion": "Goal steps",
    "time_slot_completion": "Time slots",
    "focus_session": "Focus sessions",
    "learning_session": "Learning",
    "social_interaction": "With others",
    "perfect_week": "Perfect weeks",
    "first_task_of_day": "First task of the day",
    "weekend_activity": "Weekends",
    "early_bird": "Early bird",
    "night_owl": "Night owl",
    "streak_milestone": "Streak milestones",
    "achievement": "Achievements",
}
"""What all points of a kind are called together."""

OF_POINTS = ("POINTS", "LEVEL")
"""The criteria of achievements that count points or levels, which some people do not want to see."""

MILESTONE, ACHIEVEMENT = "streak_milestone:", "achievement:"


def kind_in_words(kind: str) -> str:
    """A kind of event or bonus: “Task completed”."""
    return KINDS.get(kind) or spelled(kind)


def entry_in_words(kind: str, streaks: Mapping[str, str] | None = None) -> str:
    """A kind of ledger line: “Milestone of Daily activity” by the titles of the streaks, “Task completed”."""
    if kind.startswith(MILESTONE):
        name = kind.removeprefix(MILESTONE)
        return milestone_of((streaks or {}).get(name) or spelled(name))
    return achievement_of(kind.removeprefix(ACHIEVEMENT)) if kind.startswith(ACHIEVEMENT) else kind_in_words(kind)


def sum_in_words(kind: str) -> str:
    """All points of a kind of ledger line together: “Tasks”, “Streak milestones”."""
    head = kind.partition(":")[0]
    return SUMS.get(head) or spelled(head)


def milestone_of(title: str) -> str:
    """What reaching a milestone of the streak of that title is called."""
    return f"Milestone of {title}"


def achievement_of(name: str) -> str:
    """What winning the achievement of that name is called."""
    return f"Achievement “{name}”"


def spelled(name: str) -> str:
    """“focus_session” as “Focus session”."""
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
