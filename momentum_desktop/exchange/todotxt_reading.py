"""todo.txt read by the format's own rules (github.com/todotxt/todo.txt), with the keys that programs added to it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.identity import Namer, mark_of_task
from momentum_desktop.exchange.moments import day_in, noon_of
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import short_rule
from momentum_desktop.exchange.source import Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask

NAME = "todotxt"
DONE = re.compile(r"x (?:\(([A-Z])\) )?(?:(\d{4}-\d\d-\d\d) )?(?:(\d{4}-\d\d-\d\d) )?", re.ASCII)
OPEN = re.compile(r"(?:\(([A-Z])\) )?(?:(\d{4}-\d\d-\d\d) )?", re.ASCII)
WORD = re.compile(r"(?<!\S)([+@])(\S+)")
KEY = re.compile(r"(?<!\S)(due|t|rec|pri|h|pm|created):(\S+)", re.ASCII)
OWN = re.compile(r"(?<!\S)momentum:([0-9a-f]{12})(?!\S)", re.ASCII)
"""What our own lines are known by."""
LINE_BREAK = "\x10"
"""What sleek writes for a line break inside a task."""
LETTERS = {"A": 1, "B": 2, "C": 3}
_ENDS = re.compile(r"^(?:[+@]\S+\s+)+(?=\S)|(?:\s+[+@]\S+)+\s*$")


def read(source: Source) -> Gathered:
    """A task a line."""
    gathered = Gathered(NAME, own_key=mark_of_task)
    namer = Namer()
    for part in source.named("*.txt"):
        for number, text in part.lines():
            where = part.at(f"line {number}")
            if isinstance(text, RefusedInput):
                gathered.trouble(where, text.what, left_out=True)
            elif text.strip():
                with record_at(gathered, where):
                    _read_line(text.strip(" \t"), where, namer, source, gathered)
    return gathered


def _read_line(text: str, where: str, namer: Namer, source: Source, gathered: Gathered) -> None:
    if "\0" in text:
        raise RefusedInput("a NUL character stands in it")
    done = re.match(r"x \S", text) is not None
    head = (DONE if done else OPEN).match(text)
    assert head is not None
    letter, finished, created = (head[1], head[2], head[3]) if done else (head[1], None, head[2])
    body = text[head.end() :].strip()
    task = _task(body, letter, where, namer, gathered)
    if created and day_in(created) is None:
        gathered.trouble(where, f"{created} is no day that exists; the day it was created was left out")
    day = day_in(finished) if finished else None
    if done and day is None:
        told = f"{finished} is no day that exists" if finished else "it does not say on which day"
        gathered.trouble(where, f"done, but {told}; it is kept as done, without a day")
    gathered.tasks.append(
        replace(task, created=noon_of(day_in(created or ""), source.zone), state="done" if done else "open")
    )
    if day is not None:
        gathered.records.append(SourceRecord(task.key, "done", day, where=where))


def _task(body: str, letter: str | None, where: str, namer: Namer, gathered: Gathered) -> SourceTask:
    keys: dict[str, str] = {}
    extra: dict[str, object] = {}
    for name, value in KEY.findall(body):
        if keys.setdefault(name, value) != value:
            extra[f"{name} too"] = value
    own = OWN.findall(body)
    plain = " ".join(word for word in OWN.sub("", KEY.sub("", body)).split(" ") if word)
    words = WORD.findall(plain)
    projects = list(dict.fromkeys(word for mark, word in words if mark == "+"))
    contexts = list(dict.fromkeys(word for mark, word in words if mark == "@"))
    title, _, notes = _without_ends(plain).partition(LINE_BREAK)
    letter = letter or keys.pop("pri", "").upper()[:1] or None
    if letter and letter not in LETTERS:
        extra["priority"] = letter
    if len(projects) > 1:
        extra["projects"] = projects
    extra.update({name: keys.pop(name) for name in ("h", "pm", "created", "pri") if name in keys})
    task = SourceTask(
        key=namer.by_id(own[-1]) if own else namer.by_text(plain),
        title=" ".join(title.split()) or plain or "(no title)",
        where=where,
        notes=notes.replace(LINE_BREAK, "\n").strip(),
        list=projects[0] if projects else None,
        tags=tuple(dict.fromkeys((*contexts, *projects[1:]))),
        priority=LETTERS.get(letter or "", 4),
        start=_day("t", keys, extra, where, gathered),
        due=_day("due", keys, extra, where, gathered),
        extra=extra,
    )
    rule = keys.get("rec")
    if rule is None:
        return task
    repeat = short_rule(rule)
    if repeat is None:
        gathered.trouble(where, f"“rec:{rule[:40]}” is not understood; it was kept as text")
        return replace(task, extra={**extra, "rec": rule})
    # A plain one counts from the completion, one with a plus from the due day.
    counted = "due" if rule.startswith("+") or task.due is None else "completion"
    return replace(task, repeat=repeat.rule, repeat_from=counted)


def _without_ends(text: str) -> str:
    """A text without the projects and contexts that stand before and after it; those inside are part of a sentence."""
    while True:
        shorter = _ENDS.sub("", text).strip()
        if shorter == text or not shorter:
            return text
        text = shorter


def _day(name: str, keys: dict[str, str], extra: dict[str, object], where: str, gathered: Gathered) -> date | None:
    text = keys.get(name)
    if text is None:
        return None
    day = day_in(text)
    if day is None:
        gathered.trouble(where, f"“{name}:{text[:40]}” is no day that exists; it was kept as text")
        extra[name] = text
    return day
