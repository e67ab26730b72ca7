"""The fields of a checkbox line: days, repeat, priority and references, as emoji or as Dataview writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

DAY_EMOJI = {"📅": "due", "📆": "due", "🗓": "due", "⏳": "scheduled", "⌛": "scheduled", "🛫": "start"}
DAY_EMOJI |= {"➕": "created", "✅": "done", "❌": "cancelled"}
PRIORITY_EMOJI = {"🔺": "highest", "⏫": "high", "🔼": "medium", "🔽": "low", "⏬": "lowest"}
OTHER_EMOJI = {"🏁": "on_completion", "🆔": "id", "⛔": "depends_on"}
VARIANT = "\N{VARIATION SELECTOR-16}?"
DAY = re.compile(rf"({'|'.join(DAY_EMOJI)}){VARIANT}\s*(\d{{4}}-\d{{2}}-\d{{2}})")
PRIORITY = re.compile(rf"({'|'.join(PRIORITY_EMOJI)}){VARIANT}")
OTHER = re.compile(rf"({'|'.join(OTHER_EMOJI)}){VARIANT}\s*([\w\-]+(?:\s*,\s*[\w\-]+)*)")
EVERY_EMOJI = "".join((*DAY_EMOJI, *PRIORITY_EMOJI, *OTHER_EMOJI, "🔁"))
REPEAT = re.compile(rf"🔁{VARIANT}\s*([^{EVERY_EMOJI}#\[(]+)")
DATAVIEW = re.compile(r"[\[(]([A-Za-z]+)::\s*([^\])]*)[\])]")
DATAVIEW_DAYS = {"due", "scheduled", "start", "created", "completion", "cancelled"}
DATAVIEW_OTHERS = {"onCompletion": "on_completion", "id": "id", "dependsOn": "depends_on"}
TAG = re.compile(r"(?<!\S)#([^\s#!@$%^&*(),.?\":{}|<>]+)")
FILTER = "task"
"""The tag by which the plugin tells its tasks from other checkboxes says nothing more here."""

_LAST_TAGS = re.compile(r"(?:(?:^|\s+)#[^\s#]+)+\s*$")


@dataclass(slots=True)
class Fields:
    """What stands in a line beside its words. `days` are texts, for a day may not exist."""

    title: str = ""
    days: dict[str, str] = field(default_factory=dict)
    repeat: str = ""
    priority: str = ""
    tags: tuple[str, ...] = ()
    others: dict[str, str] = field(default_factory=dict)


def fields_of(text: str) -> Fields:
    """The fields of a line, and its words without them."""
    fields = Fields()
    plain = DATAVIEW.sub(lambda found: _dataview(found, fields), text)
    plain = DAY.sub(lambda found: _take(fields.days, DAY_EMOJI[found[1]], found), plain)
    plain = OTHER.sub(lambda found: _take(fields.others, OTHER_EMOJI[found[1]], found), plain)
    if found := REPEAT.search(plain):
        fields.repeat = fields.repeat or found[1].strip()
        plain = plain[: found.start()] + " " + plain[found.end() :]
    if found := PRIORITY.search(plain):
        fields.priority = fields.priority or PRIORITY_EMOJI[found[1]]
        plain = plain[: found.start()] + " " + plain[found.end() :]
    plain = " ".join(word for word in plain.split() if word != f"#{FILTER}")
    fields.tags = tuple(dict.fromkeys(tag.rstrip("/") for tag in TAG.findall(plain) if not tag.isdigit()))
    fields.title = _LAST_TAGS.sub("", plain).strip() or plain
    return fields


def _take(held: dict[str, str], name: str, found: re.Match[str]) -> str:
    """Keep a field, and leave a blank where it stood; one that stands twice counts once, the other stays text."""
    if name in held and held[name] != found[2]:
        return found[0]
    held[name] = found[2]
    return " "


def _dataview(found: re.Match[str], fields: Fields) -> str:
    name, value = found[1], found[2].strip()
    if name in DATAVIEW_DAYS:
        kind = "done" if name == "completion" else name
        fields.days.setdefault(kind, value)
    elif name == "repeat":
        fields.repeat = value
    elif name == "priority" and value.lower() in PRIORITY_EMOJI.values():
        fields.priority = value.lower()
    elif name in DATAVIEW_OTHERS:
        fields.others.setdefault(DATAVIEW_OTHERS[name], value)
    else:
        return found[0]
    return " "
