"""The tables of the game, as plain values that a person edits: what events are worth, streaks, levels, achievements.

Points are whole numbers; multipliers are exact decimals in quotes; times are "HH:MM". Every name that
is used here must also be defined here, and `momentum rules check` says where it is not."""

from __future__ import annotations

from enum import StrEnum
from typing import Any


class AchievementCategory(StrEnum):
    """What an achievement is about."""

    PRODUCTIVITY = "productivity"
    CONSISTENCY = "consistency"
    TIME_MANAGEMENT = "time_management"
    FOCUS = "focus"
    GROWTH = "growth"
    SOCIAL = "social"


class CriteriaType(StrEnum):
    """What an achievement measures."""

    COUNT = "COUNT"
    SUM = "SUM"
    DAY_COUNT = "DAY_COUNT"
    DISTINCT_DAYS = "DISTINCT_DAYS"
    STREAK = "STREAK"
    POINTS = "POINTS"
    LEVEL = "LEVEL"
    UNLOCKED = "UNLOCKED"


DAY_STARTS_AT = "04:00"
WEEK_STARTS_ON = "monday"
REST_WEEKDAYS: list[str] = []
VACATIONS: list[list[str]] = []

POINT_EVENTS: dict[str, int] = {
    "task_completion": 10,
    "goal_completion": 50,
    "goal_step_completion": 15,
    "time_slot_completion": 20,
    "focus_session": 10,
    "learning_session": 15,
    "social_interaction": 5,
    "perfect_week": 100,
    "first_task_of_day": 5,
    "weekend_activity": 30,
    "early_bird": 15,
    "night_owl": 15,
}

WORK_EVENTS: list[str] = [
    "task_completion",
    "goal_completion",
    "goal_step_completion",
    "time_slot_completion",
    "focus_session",
    "learning_session",
]

DERIVED_EVENTS: list[str] = ["perfect_week", "first_task_of_day", "weekend_activity", "early_bird", "night_owl"]

COMPLEXITY_EVENTS: list[str] = ["task_completion", "goal_step_completion", "goal_completion"]

STREAK_MULTIPLIED_EVENTS: list[str] = list(WORK_EVENTS)

MULTIPLIER_STREAK = "daily_activity"

MULTIPLIERS: dict[str, Any] = {
    "complexity": {"trivial": "0.5", "simple": "1", "moderate": "1.5", "complex": "2", "epic": "3"},
    "streak": [
        {"days": 3, "multiplier": "1.1"},
        {"days": 7, "multiplier": "1.25"},
        {"days": 14, "multiplier": "1.5"},
        {"days": 30, "multiplier": "1.75"},
        {"days": 100, "multiplier": "2"},
    ],
}

WINDOWS: dict[str, list[str]] = {"early_bird": ["04:00", "08:00"], "night_owl": ["22:00", "04:00"]}

FREEZES: dict[str, int] = {"earned_every": 7, "most": 2}

STREAKS: list[dict[str, Any]] = [
    {
        "name": "daily_activity",
        "period": "day",
        "events": WORK_EVENTS,
        "needed": 1,
        "freezes": True,
        "milestones": {3: 10, 7: 25, 14: 50, 30: 100, 60: 200, 100: 400, 180: 700, 365: 1500},
    },
    {
        "name": "daily_tasks",
        "period": "day",
        "events": ["task_completion"],
        "needed": 3,
        "freezes": True,
        "milestones": {7: 20, 30: 80},
    },
    {
        "name": "focus",
        "period": "day",
        "events": ["focus_session", "time_slot_completion"],
        "field": "minutes",
        "needed": 25,
        "freezes": False,
        "milestones": {7: 30},
    },
    {
        "name": "early_riser",
        "period": "day",
        "events": WORK_EVENTS,
        "needed": 1,
        "between": ["04:00", "08:00"],
        "freezes": False,
        "milestones": {5: 15},
    },
    {
        "name": "weekly_goals",
        "period": "week",
        "events": ["goal_step_completion", "goal_completion"],
        "needed": 1,
        "freezes": False,
        "milestones": {4: 40, 12: 150},
    },
    {
        "name": "perfect_weeks",
        "period": "week",
        "events": WORK_EVENTS,
        "needed": 5,
        "distinct_days": True,
        "freezes": False,
        "milestones": {4: 50},
    },
]

LEVELS: list[dict[str, Any]] = [
    {"level_number": 1, "points_required": 0, "title": "Newcomer", "perks": []},
    {"level_number": 2, "points_required": 100, "title": "Apprentice", "perks": []},
    {"level_number": 3, "points_required": 300, "title": "Journeyer", "perks": []},
    {"level_number": 4, "points_required": 700, "title": "Achiever", "perks": []},
    {"level_number": 5, "points_required": 1500, "title": "Specialist", "perks": []},
    {"level_number": 6, "points_required": 3100, "title": "Expert", "perks": []},
    {"level_number": 7, "points_required": 6300, "title": "Mentor", "perks": []},
    {"level_number": 8, "points_required": 12700, "title": "Champion", "perks": []},
    {"level_number": 9, "points_required": 25500, "title": "Virtuoso", "perks": []},
    {
        "level_number": 10,
        "points_required": 51100,
        "title": "Legend",
        "perks": [],
    },
]

ACHIEVEMENTS: list[dict[str, Any]] = [
    {
        "name": "First Spark",
        "description": "Complete your first task. Everything after this has a running start.",
        "points": 20,
        "category": AchievementCategory.PRODUCTIVITY,
        "criteria_type": CriteriaType.COUNT,
        "criteria_value": 1,
        "icon_name": "spark",
        "events": ["task_completion"],
    },
    {
        "name": "Task Master",
        "description": "Complete 100 tasks. The list no longer scares you; you scare the list.",
        "points": 500,
        "category": AchievementCategory.PRODUCTIVITY,
        "criteria_type": CriteriaType.COUNT,
        "criteria_value": 100,
        "icon_name": "trophy",
        "events": ["task_completion"],
    },
    {
        "name": "Clean Sweep",
        "description": "Complete 10 tasks in one day, and leave the broom where others can see it.",
        "points": 60,
        "category": AchievementCategory.PRODUCTIVITY,
        "criteria_type": CriteriaType.DAY_COUNT,
        "criteria_value": 10,
        "icon_name": "broom",
        "events": ["task_completion"],
    },
    {
        "name": "Dragon Slayer",
        "description": "Finish 5 epic tasks, the kind that used to guard the cave.",
        "points": 80,
        "category": AchievementCategory.PRODUCTIVITY,
        "criteria_type": CriteriaType.COUNT,
        "criteria_value": 5,
        "icon_name": "sword",
        "events": ["task_completion"],
        "where": {"complexity": "epic"},
    },
    {
        "name": "Warming Up",
        "description": "Keep your daily streak for 3 days. The engine turns over.",
        "points": 25,
        "category": AchievementCategory.CONSISTENCY,
        "criteria_type": CriteriaType.STREAK,
        "criteria_value": 3,
        "icon_name": "flame",
        "streak": "daily_activity",
    },
    {
        "name": "Fortnight Fire",
        "description": "Keep your daily streak for 14 days. By now it would miss you.",
        "points": 100,
        "category": AchievementCategory.CONSISTENCY,
        "criteria_type": CriteriaType.STREAK,
        "criteria_value": 14,
        "icon_name": "flame",
        "streak": "daily_activity",
    },
    {
        "name": "Hundred Suns",
        "description": "Be active on 100 different days, in a row or not. Showing up is the whole trick.",
        "points": 200,
        "category": AchievementCategory.CONSISTENCY,
        "criteria_type": CriteriaType.DISTINCT_DAYS,
        "criteria_value": 100,
        "icon_name": "calendar",
        "events": WORK_EVENTS,
    },
    {
        "name": "Dawn Patrol",
        "description": "Do 10 pieces of work between five and seven in the morning, before the world gets ideas.",
        "points": 40,
        "category": AchievementCategory.TIME_MANAGEMENT,
        "criteria_type": CriteriaType.COUNT,
        "criteria_value": 10,
        "icon_name": "sunrise",
        "events": WORK_EVENTS,
        "between": ["05:00", "07:00"],
    },
    {
        "name": "On the Dot",
        "description": "Complete 15 tasks by their due date. Deadlines nod when you pass.",
        "points": 30,
        "category": AchievementCategory.TIME_MANAGEMENT,
        "criteria_type": CriteriaType.COUNT,
        "criteria_value": 15,
        "icon_name": "clock",
        "events": ["task_completion"],
        "where": {"on_time": True},
    },
    {
        "name": "Deep Water",
        "description": "Spend 600 minutes in focus. Ten hours where nothing else got a word in.",
        "points": 80,
        "category": AchievementCategory.FOCUS,
        "criteria_type": CriteriaType.SUM,
        "criteria_value": 600,
        "icon_name": "wave",
        "events": ["focus_session", "time_slot_completion"],
        "field": "minutes",
    },
    {
        "name": "Lock In",
        "description": "Finish 3 focus sessions in a single day and come up for air.",
        "points": 30,
        "category": AchievementCategory.FOCUS,
        "criteria_type": CriteriaType.DAY_COUNT,
        "criteria_value": 3,
        "icon_name": "target",
        "events": ["focus_session"],
    },
    {
        "name": "Curious Mind",
        "description": "Learn something on 12 different days. Nobody can repossess it.",
        "points": 60,
        "category": AchievementCategory.GROWTH,
        "criteria_type": CriteriaType.DISTINCT_DAYS,
        "criteria_value": 12,
        "icon_name": "book",
        "events": ["learning_session"],
    },
    {
        "name": "Four Figures",
        "description": "Gather 1,000 points. The comma is the reward.",
        "points": 10,
        "category": AchievementCategory.GROWTH,
        "criteria_type": CriteriaType.POINTS,
        "criteria_value": 1000,
        "icon_name": "gem",
    },
    {
        "name": "Halfway Up",
        "description": "Reach level 5. Look down once, then keep climbing.",
        "points": 75,
        "category": AchievementCategory.GROWTH,
        "criteria_type": CriteriaType.LEVEL,
        "criteria_value": 5,
        "icon_name": "mountain",
    },
    {
        "name": "Trophy Shelf",
        "description": "Win 8 achievements. You may need a bigger shelf.",
        "points": 40,
        "category": AchievementCategory.GROWTH,
        "criteria_type": CriteriaType.UNLOCKED,
        "criteria_value": 8,
        "icon_name": "medal",
    },
    {
        "name": "Good Company",
        "description": "Do 20 things with or for other people. None of this is a solo sport.",
        "points": 40,
        "category": AchievementCategory.SOCIAL,
        "criteria_type": CriteriaType.COUNT,
        "criteria_value": 20,
        "icon_name": "people",
        "events": ["social_interaction"],
    },
]
