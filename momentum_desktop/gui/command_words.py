"""Other words by which people look for what the window can do, besides those of its title."""

from __future__ import annotations

ALSO = {
    "Go to Tasks": "todo list plan home",
    "Go to Achievements": "trophies badges medals awards",
    "Go to Streaks": "habits flame chain",
    "Go to Levels": "perks xp rank",
    "Go to Insights": "statistics stats charts graph report",
    "Add a task": "new create todo",
    "Add a habit": "new create routine repeat daily every day",
    "Search the tasks": "find filter",
    "Move all overdue to today": "late postpone reschedule missed",
    "Take today off": "rest day pause holiday vacation sick break",
    "Plan days off": "vacation holiday rest pause travel",
    "Focus for": "pomodoro timer start concentrate",
    "A break of five minutes": "rest pause timer",
    "Plan a time slot": "calendar schedule block appointment",
    "Add a goal": "new target objective project",
    "Write down something": "log learning social record",
    "Appearance": "theme colours colors mode night day look",
    "People": "switch user person account profile change",
    "Welcome": "first start begin introduction tour demo suggestions",
    "Undo": "back revert take",
    "Redo": "again",
    "History": "log past acts journal",
    "Quiet": "animation motion effects calm",
    "Let other programs in": "api server integration script",
    "Other programs are let in": "api server integration script",
    "Open all perks": "unlock levels everything",
    "Import": "bring load migrate restore csv todoist",
    "Settings": "preferences options configuration",
    "Settings: General": "week day start tray autostart",
    "Settings: Appearance": "theme dark light colours background",
    "Settings: Reminders": "notifications snooze alarm",
    "Settings: Rules": "points multiplier own streak",
    "Settings: Data": "folder storage backup export import restore",
    "Settings: People": "switch user person account",
    "Settings: API": "key token port address",
    "Export": "save csv json calendar ics download write",
    "Make a backup": "back up copy save safe",
    "Restore a backup": "recover go return",
    "Keyboard shortcuts": "keys hotkeys help",
    "About Momentum": "version licence help info",
    "Quit": "exit close leave end",
}
"""By the beginning of the title; of several that fit, the longest counts."""


def also_of(title: str) -> str:
    """The other words for a title; none if it has none."""
    fitting = [beginning for beginning in ALSO if title.startswith(beginning)]
    return ALSO[max(fitting, key=len)] if fitting else ""
