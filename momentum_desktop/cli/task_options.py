"""The options that say what a task is, of `add`, `edit` and `habit add`, and the draft that they make."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from momentum_desktop.cli.arguments import Call, Parser
from momentum_desktop.cli.days import day_from, due_from, repeat_from
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.plan_values import TaskDraft
from momentum_desktop.service.quick_add import parse_minutes, parse_reminder

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import MomentumService
    from momentum_desktop.service.plan_values import Number

CLEARED = ("none", "")


def add_task_options(parser: Parser, *, repeats: bool = False) -> None:
    """What may be said of a task beside its title; of a habit (`repeats`) too, which is never without a rule."""
    parser.add_argument(
        "--due",
        metavar="D",
        help="a day, or a day and a time: 24 dec, tomorrow, fri 9am, or ISO; “none” for no day",
    )
    parser.add_argument(
        "--repeat",
        metavar="RULE",
        default="daily" if repeats else None,
        help="every weekday, 2 weeks, 3 times a week, FREQ=WEEKLY;BYDAY=MO; "
        + ("default: daily" if repeats else "“none” for once"),
    )
    parser.add_argument("--start", metavar="D", help="the day before which it stays out of the way; “none” for no day")
    parser.add_argument("--complexity", metavar="C", help="how hard it is, by the rules: trivial, simple, moderate …")
    parser.add_argument(
        "--goal",
        metavar="G",
        help="the goal it serves: its number in “momentum goal list”, or its title; “none” for no goal",
    )
    parser.add_argument(
        "--tag", metavar="T", action="append", dest="tags", help="a tag; may be given again; “none” for no tag"
    )
    parser.add_argument("--list", metavar="L", dest="list", help="the list it belongs to; “none” for no list")
    parser.add_argument("--priority", metavar="N", type=int, help="1 (highest) to 4")
    parser.add_argument("--notes", metavar="TEXT", help="anything else about it; “none” for nothing")
    parser.add_argument(
        "--reminder",
        metavar="WHEN",
        help="9am, or -1d 18:00 (the day before), of the day it is due; or fri 9am; “none” for no reminder",
    )
    parser.add_argument("--minutes", metavar="N", help="how long it takes: 25, 1h30; “none” for not known")
    parser.add_argument("--amount", metavar="N", help="how much each time, of what repeats; “none” for no amount")
    parser.add_argument("--unit", metavar="U", help="of what: glasses, pages, km; “none” for no unit")
    parser.add_argument("--parent", metavar="ID", help="the task it is a part of; “none” for a task by itself")


def changed_draft(draft: TaskDraft, call: Call, today: date) -> TaskDraft:
    """The draft with what the options say; an option that is absent leaves its field alone."""
    given = call.arguments
    if given.due is not None:
        draft = _with_due(draft, given.due, today)
    if given.repeat is not None:
        draft = _with_repeat(draft, given.repeat, today)
    if given.start is not None:
        draft = replace(draft, start=_day(given.start, today, "--start"))
    for field in ("complexity", "priority"):
        value = getattr(given, field)
        if value is not None:
            draft = replace(draft, **{field: value})
    if given.notes is not None:
        draft = replace(draft, notes="" if given.notes in CLEARED else given.notes)
    if given.list is not None:
        draft = replace(draft, list=None if given.list in CLEARED else given.list)
    if given.tags is not None:
        tags = (tag.removeprefix("#") for tag in given.tags if tag not in CLEARED)
        draft = replace(draft, tags=tuple(dict.fromkeys(tags)))
    if given.minutes is not None:
        draft = replace(draft, minutes=None if given.minutes in CLEARED else _minutes(given.minutes, today))
    if given.parent is not None:
        draft = replace(draft, parent_id=None if given.parent in CLEARED else _task_number(given.parent))
    draft = _with_reminder(_with_amount(draft, call), call, today)
    if given.due in CLEARED and draft.repeat is not None:
        raise RefusedInput(
            "what repeats is due on a day; leave --due out for the first day of its rule, or add --repeat none",
            where="--due",
        )
    return draft


async def with_goal(draft: TaskDraft, call: Call, service: MomentumService) -> TaskDraft:
    """The goal of that number, or the only one whose title is that or begins so."""
    words = call.arguments.goal
    if words is None or words in CLEARED:
        return draft if words is None else replace(draft, goal_id=None)
    if words.isascii() and words.isdecimal():
        return replace(draft, goal_id=int(words))
    said = words.removeprefix("@").casefold()
    titles = [(goal.id, goal.title.casefold()) for goal in await service.get_goals()]
    found = [goal_id for goal_id, title in titles if title == said]
    found = found or [goal_id for goal_id, title in titles if title.startswith(said)]
    if len(found) != 1:
        what = "no goal begins" if not found else f"{len(found)} goals begin"
        raise UnknownThing(f"{what} with “{words}”; “momentum goal list” shows their numbers", where="--goal")
    return replace(draft, goal_id=found[0])


def _with_due(draft: TaskDraft, words: str, today: date) -> TaskDraft:
    """Another day; the time stays unless another is named."""
    if words in CLEARED:
        return replace(draft, due=None, due_minute=None)
    day, minute = due_from(words, today, "--due")
    return replace(draft, due=day, due_minute=draft.due_minute if minute is None else minute)


def _with_repeat(draft: TaskDraft, words: str, today: date) -> TaskDraft:
    if words in CLEARED:
        return replace(draft, repeat=None, repeat_from="due")
    rule, counted_from = repeat_from(words, today, "--repeat")
    return replace(draft, repeat=rule, repeat_from=counted_from)


def _with_amount(draft: TaskDraft, call: Call) -> TaskDraft:
    given = call.arguments
    if given.amount is not None:
        cleared = given.amount in CLEARED
        draft = replace(draft, amount=None if cleared else amount_from(given.amount, "--amount"))
    if given.unit is not None:
        if draft.amount is None and given.unit not in CLEARED:
            raise RefusedInput("a unit needs an amount: --amount 5 --unit km", where="--unit")
        draft = replace(draft, unit=None if given.unit in CLEARED else given.unit)
    if given.amount is not None and draft.amount is not None and draft.repeat is None:
        raise RefusedInput("only what repeats asks for an amount each time; add --repeat daily", where="--amount")
    return draft


def _with_reminder(draft: TaskDraft, call: Call, today: date) -> TaskDraft:
    words = call.arguments.reminder
    if words is None or words in CLEARED:
        return draft if words is None else replace(draft, reminder=None)
    from momentum_desktop.service.reminder_times import checked_reminder, reminder_moment

    said = parse_reminder(words, today)
    try:
        reminder = checked_reminder(words if said is None else said)
    except RefusedInput as fault:
        raise RefusedInput(f"“{words}” is no reminder; {fault.what}", where="--reminder") from None
    if draft.repeat is None and reminder_moment(reminder, draft.due) is None:
        raise RefusedInput("it goes by the day the task is due; add --due, or a day: fri 9am", where="--reminder")
    return replace(draft, reminder=reminder)


def amount_from(text: str, option: str) -> Number:
    """A number as a person writes it."""
    try:
        return Decimal(text)
    except InvalidOperation:
        raise RefusedInput(f"“{text}” is no number", where=option) from None


def _minutes(words: str, today: date) -> int:
    if words.isascii() and words.isdecimal():
        return int(words)
    minutes = parse_minutes(words, today)
    if minutes is None:
        raise RefusedInput(f"“{words}” is no span of time; write 25 or 1h30", where="--minutes")
    return minutes


def _task_number(text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise RefusedInput(f"“{text}” is no number of a task in “momentum list”", where="--parent")
    return int(text)


def _day(words: str, today: date, option: str) -> date | None:
    if words in CLEARED:
        return None
    return day_from(words, today, option)
