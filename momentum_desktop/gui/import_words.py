"""What the import wizard says about a file: sentences of what it holds, what is new and where it would lead."""

from __future__ import annotations

from momentum_desktop.gui.wording import counted, day_words, grouped
from momentum_desktop.service.import_values import ImportReport, Outlook, parts_in_words, points_in_words


def tiles(report: ImportReport) -> list[tuple[str, str, str]]:
    """A figure, what it counts, and a word on it, for each thing that a file holds."""
    if not report.of_tasks:
        shown = [(grouped(report.added), "new", "")]
        if report.tasks:
            shown.insert(0, (grouped(report.tasks), "tasks", _habits(report)))
        if report.completions:
            shown.insert(-1, (grouped(report.completions), "completions", ""))
        return shown
    known = f"{grouped(report.unchanged)} here already" if report.unchanged else "none of it is here yet"
    shown = [
        (grouped(report.tasks), "task" if report.tasks == 1 else "tasks", _habits(report)),
        (grouped(report.completions), "completion" if report.completions == 1 else "completions", _years(report)),
        (grouped(report.added), "new", known if report.added or report.unchanged else ""),
    ]
    return shown if report.tasks or not report.completions else shown[1:]


def span_sentence(report: ImportReport) -> str:
    """From which day to which; empty if nothing was done."""
    if report.first_day is None or report.last_day is None:
        return ""
    if report.first_day == report.last_day:
        return f"Done on {day_words(report.first_day)}."
    return f"Done between {day_words(report.first_day)} and {day_words(report.last_day)}."


def outlook_sentence(outlook: Outlook | None) -> str:
    """Which level it would make."""
    if outlook is None or outlook.total_points == outlook.points_before:
        return ""
    level = f"level {outlook.level_number}, {outlook.level_title}"
    change = points_in_words(outlook.total_points - outlook.points_before)
    points = f"It would bring {change}, {grouped(outlook.total_points)} in all"
    if outlook.level_number == outlook.level_before:
        return f"{points}; you stay at {level}."
    return f"{points}, and take you to {level}."


def level_sentence(outlook: Outlook | None) -> str:
    """Which level it took the user to, if to another one."""
    if outlook is None or outlook.level_number == outlook.level_before:
        return ""
    return f"You are at level {outlook.level_number}, {outlook.level_title}."


def parts_sentence(report: ImportReport) -> str:
    """What of the points came in, and what was there before; empty if all of them came in."""
    parts = parts_in_words(report.total_change, report.earned)
    return f"{parts}." if parts else ""


def nothing_new(report: ImportReport) -> str:
    """Why there is nothing to bring in."""
    if report.unchanged:
        return "All of it is here already; nothing would be added."
    if report.problems:
        return "Nothing in it can be read as something to do or something done."
    return "There is nothing in it to be done or that was done."


def stored_sentence(report: ImportReport) -> str:
    """What is stored now."""
    things = counted(report.added, "record" if report.of_tasks or report.tasks else "event")
    are = "is" if report.added == 1 else "are"
    if report.total_change:
        return f"{things} {are} in: {points_in_words(report.total_change)}."
    return f"{things} {are} in."


def problems_heading(report: ImportReport) -> str:
    """How much could not be read."""
    told = counted(len(report.problems), "thing")
    if report.refused == len(report.problems):
        return f"{counted(report.refused, 'record')} cannot be read and would be left out"
    if report.refused:
        return f"{told} to know, {grouped(report.refused)} of them left out"
    return f"{told} to know; nothing is left out"


def program_title(title: str) -> str:
    """A format's title as it stands in a list."""
    first = title.split(" ", 1)[0]
    return title[:1].upper() + title[1:] if first.isalpha() and first.islower() else title


def _habits(report: ImportReport) -> str:
    words = [f"{grouped(report.habits)} repeating"] if report.habits else []
    words += [counted(report.items, "checklist item")] if report.items else []
    return ", ".join(words)


def _years(report: ImportReport) -> str:
    if report.first_day is None or report.last_day is None:
        return ""
    first, last = report.first_day.year, report.last_day.year
    return str(first) if first == last else f"{first} to {last}"
