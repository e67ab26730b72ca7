"""The keys of the window in words."""

from __future__ import annotations

SHORTCUTS = (
    (
        "Anywhere",
        (
            ("Ctrl+K", "Do anything, find any task"),
            ("Ctrl+1 … Ctrl+5", "Go to the tab at that place"),
            ("Ctrl+N", "Add a task"),
            ("Ctrl+Z", "Undo"),
            ("Ctrl+Shift+Z, Ctrl+Y", "Redo"),
            ("Ctrl+H", "The history"),
            ("F10", "The menu"),
            ("Ctrl+I", "Import from another program"),
            ("Ctrl+,", "Settings"),
            ("F1, ?", "These shortcuts"),
            ("Ctrl+Q", "Quit"),
            ("Enter, on a number", "Why it is what it is"),
            ("Esc", "Close that, or a message"),
            ("Tab", "On, as the eye reads"),
        ),
    ),
    (
        "Among the tasks",
        (
            ("N", "Add a task"),
            ("Ctrl+F", "Search the tasks"),
            ("↓, ↑", "From the line to the list, and back"),
            ("Enter, ↓", "From the search to the tasks"),
            ("Esc", "End the search"),
            ("↑ ↓", "Move through the tasks"),
            ("Shift+↑ ↓", "Choose several in a row"),
            ("Shift+click", "Choose all up to here"),
            ("Ctrl+click", "Choose one more, or one less"),
            ("Ctrl+A", "Choose all"),
            ("Alt+↑ ↓", "Move what is chosen"),
            ("Space", "Complete, or reopen"),
            ("+", "One more of an amount"),
            ("E, Enter", "Edit"),
            ("Delete", "Delete"),
            ("Menu key", "All that can be done with it"),
        ),
    ),
    (
        "On the day line",
        (
            ("↑ ↓", "Move through the time slots"),
            ("Alt+↑ ↓", "Move a slot by 15 minutes"),
            ("Space", "Complete, or reopen"),
            ("E, Enter", "Edit, or plan a new one"),
            ("Delete", "Delete"),
        ),
    ),
    (
        "On the steps of a goal",
        (
            ("Space", "Complete, or reopen"),
            ("E, Enter", "Edit"),
            ("Delete", "Delete"),
            ("Menu key", "All that can be done with it"),
        ),
    ),
    (
        "In the command palette",
        (
            ("↑ ↓", "Move through what was found"),
            ("Page Up, Page Down", "Further at once"),
            ("Enter", "Do it"),
            ("Esc", "Leave"),
        ),
    ),
    (
        "Achievements",
        (
            ("↑ ↓ ← →", "Move through the cards"),
            ("Enter", "Open its story"),
            ("Esc, Back", "Back to the cards"),
        ),
    ),
    (
        "Insights",
        (
            ("↑ ↓ ← →", "Move through a chart"),
            ("Enter", "What it is made of"),
            ("+, −", "Nearer, or farther off"),
            ("Ctrl+← →", "Move what is in sight"),
            ("Page Up, Page Down", "By all that is in sight"),
            ("Home, End", "The first days, or the newest"),
            ("Esc", "All days again"),
        ),
    ),
    (
        "Streaks",
        (
            ("↑ ↓", "A day back, or on"),
            ("← →", "A week back, or on"),
            ("Enter", "What a day is made of"),
            ("Enter, Space", "A habit’s day done, or reopened"),
        ),
    ),
    (
        "In the history",
        (
            ("↑ ↓", "Move through what was done"),
            ("U", "Undo it, or redo it"),
            ("Enter", "Why it gave what it gave"),
        ),
    ),
    (
        "In the settings",
        (
            ("Ctrl+F", "Search the settings"),
            ("Esc", "End the search, or close"),
        ),
    ),
    (
        "In a dialog",
        (
            ("Ctrl+Enter", "Save, from any field"),
            ("Enter", "Press the button it is on"),
        ),
    ),
)
"""The keys of the window, in groups: the one place that tells them."""
