"""The words of a table that a person keeps: what its columns are called, and what stands in them."""

from __future__ import annotations

from collections.abc import Iterable

COLUMNS: dict[str, tuple[str, ...]] = {
    "title": (
        *("title", "task", "task name", "todo", "to-do", "to do", "titel", "aufgabe", "标题", "任务"),
        *("name", "summary", "subject", "名称"),
    ),
    "notes": (
        *("notes", "note", "description", "details", "comment", "comments"),
        *("notiz", "notizen", "beschreibung", "备注", "描述"),
    ),
    "due": (
        *("due", "due date", "due_date", "duedate", "due on", "deadline", "fällig", "fällig am", "frist", "截止日期"),
        *("date", "datum", "日期"),
    ),
    "start": ("start", "start date", "start_date", "begin", "beginn", "开始日期"),
    "list": ("list", "project", "folder", "category", "area", "liste", "projekt", "kategorie", "列表", "项目"),
    "tags": ("tags", "tag", "labels", "label", "contexts", "schlagworte", "标签"),
    "priority": ("priority", "prio", "importance", "priorität", "优先级"),
    "complexity": ("complexity", "difficulty"),
    "repeat": ("repeat", "repeats", "recurrence", "recurring", "wiederholung", "重复"),
    "minutes": ("minutes", "duration (min)", "estimate (min)", "minuten"),
    "done": ("done", "completed", "complete", "finished", "status", "state", "erledigt", "完成", "状态"),
    "done_at": (
        *("completed at", "completed_at", "completed on", "completion date", "date completed", "done on"),
        *("erledigt am", "完成日期"),
    ),
}
"""What a column may be called, the surest name first."""

VAGUE = frozenset({"name", "summary", "subject", "名称", "date", "datum", "日期"})
VAGUE_FIELDS = frozenset({"notes", "list"})
"""Names that tables of anything have, of contacts or payments: with nothing else they make no table of tasks."""

HOW = (
    "a plain table is read as “table” if its first line names a column “title” (or task, name, summary), and others "
    "such as due, start, notes, list, tags, priority, repeat, minutes, done, completed at"
)

TRUE = frozenset(
    {
        *("x", "✓", "✔", "☑", "yes", "y", "true", "1", "done", "completed", "complete", "closed", "finished"),
        *("ja", "wahr", "erledigt", "fertig", "是", "完成", "已完成"),
    }
)
FALSE = frozenset(
    {
        *("", "☐", "no", "n", "false", "0", "open", "todo", "to do", "to-do", "not started", "pending", "new"),
        *("nein", "falsch", "offen", "否", "未完成"),
    }
)
CALLED_OFF = frozenset({"cancelled", "canceled", "dropped", "won't do", "wont do", "abgesagt", "已取消"})
PRIORITIES = {
    **dict.fromkeys(("1", "p1", "a", "high", "highest", "urgent", "hoch", "高"), 1),
    **dict.fromkeys(("2", "p2", "b", "medium", "mittel", "中"), 2),
    **dict.fromkeys(("3", "p3", "c", "low", "lowest", "niedrig", "低"), 3),
    **dict.fromkeys(("4", "p4", "", "none", "normal", "keine", "无"), 4),
}
COMPLEXITIES = ("trivial", "simple", "moderate", "complex", "epic")


def fields_of(names: Iterable[str]) -> dict[str, str]:
    """By what it is about, the column that tells it, of columns in small letters."""
    held = set(names)
    found = {field: next((name for name in called if name in held), None) for field, called in COLUMNS.items()}
    return {field: name for field, name in found.items() if name is not None}


def is_of_tasks(fields: dict[str, str]) -> bool:
    """Whether columns are surely those of tasks: a title and what tables of other things do not have."""
    if "title" not in fields or len(fields) < 2:
        return False
    others = {name for field, name in fields.items() if field != "title" and field not in VAGUE_FIELDS}
    return fields["title"] not in VAGUE or bool(others - VAGUE)
