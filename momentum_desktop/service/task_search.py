"""Which tasks a search finds: those with all of its words."""

from __future__ import annotations

from collections.abc import Sequence

from momentum_desktop.service.plan_values import Task


def found_among(tasks: Sequence[Task], texts: Sequence[str], words: str) -> Sequence[int]:
    """The places of the tasks with each of the words in title, notes, list or tags, in their order; `#` before a word
    asks for a tag, `/` for a list that begins with it. `texts` are what `text_of` gives for each of the tasks."""
    places: Sequence[int] = range(len(tasks))
    for word in words.casefold().split():
        if len(word) > 1 and word[0] in "#/":
            places = [place for place in places if is_filed(tasks[place], word)]
        else:
            places = [place for place in places if word in texts[place]]
    return places


def text_of(task: Task) -> str:
    """What of a task is searched for plain words; no word of a search reaches over the ends of its lines."""
    return "\n".join((task.title, task.notes, task.list or "", *task.tags)).casefold()


def is_filed(task: Task, word: str) -> bool:
    """Whether a task has a tag (`#work`) or is on a list (`/office`) that begins so; the word casefolded."""
    if word[0] == "#":
        return any(tag.casefold().startswith(word[1:]) for tag in task.tags)
    return task.list is not None and task.list.casefold().startswith(word[1:])
