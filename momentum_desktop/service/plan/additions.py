"""What a person adds to the rules: days off, planned or past, and achievements and streaks of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from momentum_desktop.engine.additions import ACHIEVEMENT, PAUSE, STREAK, VACATION, composed
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.reading import canonical_json, read_day, read_json
from momentum_desktop.errors import RefusedInput, RulesFault, UnknownThing
from momentum_desktop.service.answers import day_of
from momentum_desktop.service.lateness import note_on
from momentum_desktop.service.plan_values import OwnRule, Rest
from momentum_desktop.service.recording import open_act
from momentum_desktop.service.today_words import span_of_dates
from momentum_desktop.service.values import ActResult
from momentum_desktop.service.why_words import streak_title
from momentum_desktop.settings import icon_names
from momentum_desktop.store import plan_questions
from momentum_desktop.store.journal import ActDraft, Journal
from momentum_desktop.store.plan_rows import add_row, remove_row
from momentum_desktop.store.rule_change import additions_of, base_document, follow_rules
from momentum_desktop.store.store import Reader

TABLE = "rule_additions"
REST = "rest"
LONGEST_REST = 3_660
MOST_OWN = 500
NOUNS = {ACHIEVEMENT: "achievement", STREAK: "streak"}


def rests_of(reader: Reader, user_id: int) -> tuple[Rest, ...]:
    """The days off that a user planned, latest first."""
    found = [
        Rest(row_id, date.fromisoformat(body["from"]), date.fromisoformat(body["to"]), body.get("streak"))
        for row_id, kind, body in plan_questions.additions(reader.connection, user_id)
        if kind in (VACATION, PAUSE)
    ]
    return tuple(sorted(found, key=lambda rest: (rest.first, rest.id), reverse=True))


def own_rules_of(reader: Reader, user_id: int) -> tuple[OwnRule, ...]:
    """The achievements and streaks that a user added, in the order they did."""
    rows = plan_questions.additions(reader.connection, user_id)
    return tuple(OwnRule(row_id, kind, body) for row_id, kind, body in rows if kind in NOUNS)


def plan_rest(journal: Journal, user_id: int, first: Any, last: Any, streak: str | None, now: datetime) -> ActResult:
    """Days off, both ends inclusive: of every streak, or of one alone. Planned or past, nothing is broken by them."""
    start, end = read_day(first, "first"), read_day(last, "last")
    if end < start:
        raise RefusedInput("the last day lies before the first", where="last")
    if end - start >= LONGEST_REST:
        raise RefusedInput(f"no more than {LONGEST_REST:,} days", where="last")
    days = [date.fromordinal(start).isoformat(), date.fromordinal(end).isoformat()]
    body: dict[str, Any] = {"from": days[0], "to": days[1]}
    rules = journal.standing(user_id).rules
    today = date.fromordinal(day_of(now, rules))
    if streak is None:
        span = span_of_dates(date.fromordinal(start), date.fromordinal(end), today)
        return _add(journal, user_id, REST, f"Took {span} off", VACATION, body, now)
    if streak not in (rule.name for rule in rules.streaks):
        known = ", ".join(rule.name for rule in rules.streaks)
        raise UnknownThing(f"there is no streak “{streak}”; known are {known}", where="streak")
    summary = f"Paused “{streak_title(streak, rules)}” {_when(body, today)}"
    return _add(journal, user_id, REST, summary, PAUSE, {"streak": streak, **body}, now)


def remove_rest(journal: Journal, user_id: int, rest_id: int, now: datetime) -> ActResult:
    """Planned days off given up."""
    _, body = _found(journal, user_id, rest_id, (VACATION, PAUSE), "rest")
    days = "day" if body["from"] == body["to"] else "days"
    today = date.fromordinal(day_of(now, journal.standing(user_id).rules))
    return _remove(journal, user_id, REST, f"Gave up the {days} off {_when(body, today)}", rest_id, now)


def add_own_rule(journal: Journal, user_id: int, kind: str, body: Mapping[str, Any], now: datetime) -> ActResult:
    """An achievement or streak of a person's own; the history counts towards it. RulesFault names what is wrong."""
    connection = journal.connection
    checked = read_json(canonical_json(dict(body)), kind)
    held = additions_of(connection, user_id)
    if sum(each in NOUNS for each, _ in held) >= MOST_OWN:
        raise RefusedInput(f"no more than {MOST_OWN} achievements and streaks of one's own", where=kind)
    base = base_document(connection, user_id)
    table = "achievements" if kind == ACHIEVEMENT else "streaks"
    with_it = composed(base, held)
    place = len(with_it[table])
    with_it[table] = [*with_it[table], checked]
    try:
        compile_rules(with_it, icon_names())
    except RulesFault as fault:
        prefix = f"{table}[{place}]"
        raise RulesFault(tuple((where.replace(prefix, kind), words) for where, words in fault.faults)) from None
    summary = f"Made the {NOUNS[kind]} “{checked.get('title') or checked['name']}”"
    return _add(journal, user_id, "add", summary, kind, checked, now)


def remove_own_rule(journal: Journal, user_id: int, rule_id: int, now: datetime) -> ActResult:
    """An achievement or streak of a person's own taken away."""
    kind, body = _found(journal, user_id, rule_id, tuple(NOUNS), "own rule")
    summary = f"Took away the {NOUNS[kind]} “{body.get('title') or body['name']}”"
    return _remove(journal, user_id, "delete", summary, rule_id, now)


def _when(body: Mapping[str, Any], today: date) -> str:
    first, last = date.fromisoformat(body["from"]), date.fromisoformat(body["to"])
    return f"{'on' if first == last else 'from'} {span_of_dates(first, last, today)}"


def _add(
    journal: Journal, user_id: int, act_kind: str, summary: str, kind: str, body: dict[str, Any], now: datetime
) -> ActResult:
    act = open_act(journal, user_id, act_kind, summary, now)
    row_id = add_row(journal.connection, act, TABLE, {"user_id": user_id, "kind": kind, "document": body})
    return replace(followed(journal, user_id, act, now), row_id=row_id)


def _remove(journal: Journal, user_id: int, act_kind: str, summary: str, row_id: int, now: datetime) -> ActResult:
    act = open_act(journal, user_id, act_kind, summary, now)
    remove_row(journal.connection, act, TABLE, row_id)
    return replace(followed(journal, user_id, act, now, taken_out=True), row_id=row_id)


def followed(journal: Journal, user_id: int, act: ActDraft, now: datetime, *, taken_out: bool = False) -> ActResult:
    """What an open act has come to, once the history follows the rules that it changed."""
    before = journal.standing(user_id).state
    journal.write_acts()
    settled = follow_rules(journal, user_id)
    standing = journal.standing(user_id)
    change = standing.state.total_points - before.total_points
    note = ""
    if settled:
        day = day_of(now, standing.rules)
        note = note_on(before, standing.state, journal.rewritten, standing.rules, day, taken_out=taken_out)
    return ActResult(act.id, act.kind, act.summary, total_change=change, pending=not settled, note=note)


def _found(
    journal: Journal, user_id: int, row_id: int, kinds: tuple[str, ...], what: str
) -> tuple[str, dict[str, Any]]:
    for held, kind, body in plan_questions.additions(journal.connection, user_id):
        if held == row_id and kind in kinds:
            return kind, body
    raise UnknownThing(f"there is no {what} {row_id}; nothing was changed", where=what)
