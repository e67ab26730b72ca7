"""Getting Things GNOME!: its XML of 2009, of version 0.3 to 0.5, and of version 0.6."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from momentum_desktop.errors import RefusedInput
from momentum_desktop.exchange.findings import Format
from momentum_desktop.exchange.identity import Namer
from momentum_desktop.exchange.moments import day_in, local, moment_in
from momentum_desktop.exchange.record_guard import record_at
from momentum_desktop.exchange.repeats import said_rule
from momentum_desktop.exchange.source import Part, Source
from momentum_desktop.service.import_values import Gathered, SourceRecord, SourceTask, State

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAME = "gtg"
STATES: dict[str, State] = {
    "Active": "open",
    "Note": "open",
    "Done": "done",
    "Dismiss": "cancelled",
    "Dismissed": "cancelled",
}
LARGEST = 64 * 1024 * 1024
TERMS = {"day": "every day", "other-day": "every 2 days", "week": "every week", "month": "every month"}
TERMS |= {"year": "every year"}
_TAG_MARK = re.compile(r"</?tag>")
_SUBTASK = re.compile(r"[→\s]*<subtask>.*?</subtask>|\{!.*?!\}", re.DOTALL)
_TAG_LINE = re.compile(r"\A(?:@[\w\-]+[,\s]*)+(?:\n|\Z)")


def recognises(_name: str, head: bytes) -> bool:
    """Whether GTG's elements stand in its first bytes."""
    return b"<task " in head and (b"<project" in head or b"<gtgData" in head or b"<tasklist" in head)


def read(source: Source) -> Gathered:
    """Tasks with their tags, days and subtasks."""
    gathered = Gathered(NAME)
    part = source.only("gtg_data.xml", "gtg_tasks.xml", "*.xml")
    root = _root(part)
    elements = list(root.iter("task"))
    if not elements and root.tag not in ("project", "gtgData", "tasklist"):
        raise RefusedInput("there are no tasks of Getting Things GNOME! in it", where=part.name or source.path)
    tags = {tag.get("id", ""): tag.get("name", "") for tag in root.iter("tag") if tag.get("id")}
    namer = Namer()
    keys: dict[str, str] = {}
    children: dict[str, list[str]] = {}
    for number, element in enumerate(elements, 1):
        own = element.get("id") or ""
        where = part.at(f"task {own[:40] or number}")
        with record_at(gathered, where):
            title = _text(element, "title")
            identity = element.get("uuid") or own
            key = namer.by_own_id(identity) if identity else namer.by_text(title)
            task = _task(element, key, title, where, tags, source, gathered)
            keys.setdefault(own, key)
            children[key] = [
                (sub.text or "").strip() for name in ("subtask", "subtasks/sub") for sub in element.findall(name)
            ]
            gathered.tasks.append(task)
            _add_record(element, task, source, gathered)
    _place_children(keys, children, gathered)
    return gathered


def _root(part: Part) -> Element:
    """The document. One that declares anything of its own, which is how entities come to burst, is refused."""
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    content = part.content(LARGEST).lstrip(b"\r\n")
    if not content:
        raise RefusedInput("it is empty", where=part.name or None)
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except ParseError as fault:
        raise RefusedInput(f"no valid XML ({fault})", where=part.name or None) from None
    except DefusedXmlException:
        raise RefusedInput(
            "it declares entities or a document type; such XML is not read", where=part.name or None
        ) from None
    except (LookupError, ValueError) as fault:
        raise RefusedInput(f"it cannot be read ({fault})", where=part.name or None) from None
    return root


def _task(
    element: Element, key: str, title: str, where: str, tags: dict[str, str], source: Source, gathered: Gathered
) -> SourceTask:
    status = element.get("status") or ""
    if status not in STATES:
        raise RefusedInput(f"{ascii(status)[:40]} is no status")
    due, fuzzy = _day(element, ("duedate", "dates/due", "dates/fuzzyDue"), "due day", where, gathered)
    start, fuzzy_start = _day(element, ("startdate", "dates/start", "dates/fuzzyStart"), "first day", where, gathered)
    term = _text(element, "recurring/term") or _text(element, "recurring_term")
    recurring = (element.find("recurring") is not None and element.find("recurring").get("enabled") == "true") or (  # type: ignore[union-attr]
        _text(element, "recurring").lower() == "true"
    )
    repeat = said_rule(TERMS.get(term, f"every {term}")) if recurring and term else None
    if recurring and repeat is None:
        gathered.trouble(where, f"the repeat “{term[:60]}” is not understood; it was kept as text")
    extra: dict[str, Any] = {
        "due": fuzzy,
        "start": fuzzy_start,
        "status": status if status == "Note" else "",
        "repeat": term if recurring and (repeat is None or STATES[status] != "open") else "",
    }
    added = moment_in(_text(element, "addeddate") or _text(element, "dates/added"))
    return SourceTask(
        key=key,
        title=" ".join(title.split()) or "(no title)",
        where=where,
        notes=_notes(element),
        tags=_tags(element, tags),
        start=start if start != due else None,
        due=due,
        repeat=repeat.rule if repeat and STATES[status] == "open" else None,
        created=None if added is None else local(added, source.zone),
        state=STATES[status],
        extra={name: value for name, value in extra.items() if value},
    )


def _add_record(element: Element, task: SourceTask, source: Source, gathered: Gathered) -> None:
    if task.state != "done":
        return
    text = _text(element, "donedate") or _text(element, "dates/done")
    moment, day = moment_in(text), day_in(text)
    if moment is not None:
        here = local(moment, source.zone)
        gathered.records.append(SourceRecord(task.key, "done", here.date(), instant=here, where=task.where))
    elif day is not None:
        gathered.records.append(SourceRecord(task.key, "done", day, where=task.where))
    else:
        told = f"“{text[:40]}” is no day that exists" if text else "its file does not say when"
        gathered.trouble(task.where, f"done, but {told}; it is kept as done, without a day")


def _place_children(keys: dict[str, str], children: dict[str, list[str]], gathered: Gathered) -> None:
    """A subtask may stand under several tasks there; here it stands under the first, and never under itself."""
    parents: dict[str, str] = {}
    by_key = {task.key: task for task in gathered.tasks}
    for parent, subtasks in children.items():
        for own in subtasks:
            child = keys.get(own)
            if child is None:
                gathered.trouble(by_key[parent].where, f"its subtask {ascii(own)[:40]} is not in the file")
            elif child in parents or child == parent or _stands_under(parent, child, parents):
                gathered.trouble(by_key[child].where, "it stands under more than one task; the first one counts")
            else:
                parents[child] = parent
    gathered.tasks = [replace(task, parent=parents.get(task.key)) for task in gathered.tasks]


def _stands_under(key: str, above: str, parents: dict[str, str]) -> bool:
    place: str | None = key
    while place is not None:
        if place == above:
            return True
        place = parents.get(place)
    return False


def _day(
    element: Element, places: tuple[str, ...], name: str, where: str, gathered: Gathered
) -> tuple[date | None, str]:
    """A day, or a word such as “soon” that names none."""
    for place in places:
        text = _text(element, place)
        if not text:
            continue
        moment: datetime | None = moment_in(text)
        day = moment.date() if moment else day_in(text)
        if day is not None:
            return day, ""
        if re.fullmatch(r"\d[\d\-/. :T]*", text):
            gathered.trouble(where, f"its {name} {text[:40]} does not exist; it was left out")
            return None, ""
        return None, text[:60]
    return None, ""


def _tags(element: Element, names: dict[str, str]) -> tuple[str, ...]:
    given = [tag.strip() for tag in (element.get("tags") or "").split(",")]
    given += [names.get((tag.text or "").strip(), "") for tag in element.findall("tags/tag")]
    return tuple(dict.fromkeys(tag.removeprefix("@") for tag in given if tag.strip("@")))


def _notes(element: Element) -> str:
    """The text of a task without its tags and the places of its subtasks."""
    text = (element.findtext("content") or "").replace("]]&gt;", "]]>")
    text = _SUBTASK.sub("", _TAG_MARK.sub("", text))
    if element.find("dates") is None:
        # Before version 0.6 the text was a piece of XML inside the XML.
        text = html.unescape(text)
    text = _TAG_LINE.sub("", text.strip(" ,\t\r\n"))
    return re.sub(r"\n{3,}", "\n\n", text).strip(" ,\t\r\n")


def _text(element: Element, place: str) -> str:
    """A text without the line breaks and tabs that old versions wrapped it in."""
    return (element.findtext(place) or "").strip()


FORMAT = Format(NAME, "Getting Things GNOME! (XML)", recognises, take=read)
