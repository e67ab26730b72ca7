"""Why a number is what it is: the ledger and the steps of streaks and achievements, explained page by page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from momentum_desktop.engine.achievements import measure_of
from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.explanation import ACHIEVEMENT, Reason
from momentum_desktop.engine.rules import AchievementRule, Rules, StreakRule
from momentum_desktop.engine.step import NEVER_KEPT, minute_of_event
from momentum_desktop.engine.values import Event, Number, Outcome, State
from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service import why_words as words
from momentum_desktop.service.number_words import number
from momentum_desktop.service.why_questions import asked_about, check_question
from momentum_desktop.service.why_values import WhyLine, WhyPage, WhyQuestion
from momentum_desktop.store.eventlog import Position, event_by_id
from momentum_desktop.store.keeper import END, Standing
from momentum_desktop.store.ledger_pages import Line, Place, Slice, ledger_page, other_days_of, titles_of
from momentum_desktop.store.retracing import explained, newest_hits
from momentum_desktop.store.store import Reader

PAGE, MOST_LINES = 50, 500
COUNTED = {"COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"}


class _Step(NamedTuple):
    """One event that moved a streak or an achievement on."""

    event: Event
    kind: str
    name: str
    because: str
    measure: Number


def why_of(reader: Reader, user_id: int, question: WhyQuestion, limit: int, before: str | None) -> WhyPage:
    """A page of the lines that a number opens to. UnknownThing if there is no such thing to ask about."""
    if type(limit) is not int or not 1 <= limit <= MOST_LINES:
        raise RefusedInput(f"a whole number from 1 to {MOST_LINES} is expected", where="limit")
    check_question(question)
    with reader.snapshot():
        standing = reader.keeper.standing(user_id)
        if question.streak is not None:
            return _streak_page(reader, standing, question, limit, before)
        if question.achievement is not None:
            return _achievement_page(reader, standing, question, limit, before)
        asked = asked_about(reader, standing, question)
        lines, following = _ledger_lines(reader, standing, asked.part, limit, before)
        return WhyPage(question, asked.heading, asked.sentence, lines, following)


def _ledger_lines(
    reader: Reader, standing: Standing, part: Slice, limit: int, before: str | None
) -> tuple[tuple[WhyLine, ...], str | None]:
    place: Place | None = None
    if before is not None:
        day, instant, event_id, entry = _numbers(before, 4)
        place = (day, instant, event_id, entry)
    found = ledger_page(reader.connection, standing.user_id, part, place, limit + 1)
    more, found = len(found) > limit, found[:limit]
    reasons = explained(reader.connection, standing.user_id, standing.rules, found)
    told = [line for line in found if line.event_id in reasons]
    if len(told) < len(found):
        # Not all could be explained in one go: what comes after the first that is missing is for the next page.
        told = found[: next(at for at, line in enumerate(found) if line.event_id not in reasons)]
        more = True
    titles = _titles(reader, [line.event_id for line in told])
    lines = tuple(_ledger_line(line, *reasons[line.event_id], titles, standing.rules) for line in told)
    following = f"{told[-1].day}:{told[-1].instant}:{told[-1].event_id}:{told[-1].place}" if more and told else None
    return lines, following


def _ledger_line(
    line: Line, event: Event, reasons: tuple[Reason, ...], titles: dict[int, str], rules: Rules
) -> WhyLine:
    reason = reasons[line.place]
    told = _line(event, titles, line.kind, words.name_of(reason, rules), words.sum_of(reason, rules))
    return replace(told, points=line.points, base=reason.base, factors=reason.factors)


def _streak_page(reader: Reader, standing: Standing, question: WhyQuestion, limit: int, before: str | None) -> WhyPage:
    streak = next((streak for streak in standing.rules.streaks if streak.name == question.streak), None)
    if streak is None:
        raise UnknownThing(f"there is no streak “{question.streak}”", where="streak")
    held = standing.state.streaks.get(streak.name, NEVER_KEPT)
    lines, following = _steps(reader, standing, _until(before, END), limit, _streak_hit(streak, standing.rules))
    heading = f"Why {words.streak_count(streak, held.current_count)}?"
    sentence = f"{words.streak_title(streak.name, standing.rules)}. {words.streak_sentence(streak, held)}"
    if held.last is None:
        sentence = f"{words.streak_title(streak.name, standing.rules)} has not begun yet."
    return WhyPage(question, heading, sentence, lines, following)


def _achievement_page(
    reader: Reader, standing: Standing, question: WhyQuestion, limit: int, before: str | None
) -> WhyPage:
    rules, state = standing.rules, standing.state
    rule = next((rule for rule in rules.achievements if rule.name == question.achievement), None)
    won = None if rule is None else state.unlocked.get(rule.name)
    if rule is None or (rule.secret and won is None):
        raise UnknownThing(f"there is no achievement “{question.achievement}”", where="achievement")
    until = END if won is None else (won.instant, won.event_id)
    heading = f"Why “{rule.name}”?" if won else f"Why {_how_far(rule, state)}?"
    when = f"“{rule.name}” is still to win."
    if won:
        when = f"Won on {_day(date.fromordinal(logical_day(won.instant, won.offset, rules.day_start)))}."
    sentence = f"{rule.description} {when}".lstrip()
    streak = next((streak for streak in rules.streaks if streak.name == rule.streak), None)
    if rule.criteria_type in COUNTED or streak is not None:
        if streak is not None:
            hit = _streak_hit(streak, rules)
        elif rule.criteria_type == "DAY_COUNT":
            hit = _tally_hit(rule, _best_day(reader, rule, state))
        else:
            hit = _measure_hit(rule)
        lines, following = _steps(reader, standing, _until(before, until), limit, hit)
        if won is not None and before is None:
            first, _ = _ledger_lines(reader, standing, Slice(kind=ACHIEVEMENT + rule.name), 1, None)
            lines = first + lines
    else:
        like = ACHIEVEMENT if rule.criteria_type == "UNLOCKED" else None
        lines, following = _ledger_lines(reader, standing, Slice(kinds_like=like, until=until), limit, before)
    return WhyPage(question, heading, sentence, lines, following)


def _how_far(rule: AchievementRule, state: State) -> str:
    return f"{number(measure_of(rule, state))} of {number(rule.criteria_value)}"


def _streak_hit(streak: StreakRule, rules: Rules) -> Callable[[State, Outcome], _Step | None]:
    title = words.streak_title(streak.name, rules)

    def hit(state: State, outcome: Outcome) -> _Step | None:
        after = outcome.changes.streaks.get(streak.name)
        if after is None:
            return None
        because = words.streak_step(streak, state.streaks.get(streak.name, NEVER_KEPT), after)
        return _Step(outcome.event, f"streak:{streak.name}", title, because, after.current_count)

    return hit


def _measure_hit(rule: AchievementRule) -> Callable[[State, Outcome], _Step | None]:
    def hit(state: State, outcome: Outcome) -> _Step | None:
        before = state.measures.get(rule.name, 0)
        after = outcome.changes.measures.get(rule.name, before)
        if after == before:
            return None
        because = words.achievement_step(rule, before, after)
        return _Step(outcome.event, f"progress:{rule.name}", rule.name, because, after)

    return hit


def _best_day(reader: Reader, rule: AchievementRule, state: State) -> int | None:
    """The day (ordinal) that an achievement for many in one day is about: the one it was won on, or the fullest."""
    won = state.unlocked.get(rule.name)
    if won is not None:
        return event_by_id(reader.connection, won.event_id).day
    tallies = state.tallies.get(rule.name, {})
    return max(tallies, key=lambda day: (tallies[day], day), default=None)


def _tally_hit(rule: AchievementRule, best: int | None) -> Callable[[State, Outcome], _Step | None]:
    """What counted on that day; what other days had counts for nothing with it."""

    def hit(state: State, outcome: Outcome) -> _Step | None:
        for name, day, count in outcome.changes.tallies:
            if name == rule.name and day == best:
                because = words.achievement_step(rule, count - 1, count)
                return _Step(outcome.event, f"progress:{rule.name}", rule.name, because, count)
        return None

    return hit


def _steps(
    reader: Reader,
    standing: Standing,
    until: Position,
    limit: int,
    hit: Callable[[State, Outcome], _Step | None],
) -> tuple[tuple[WhyLine, ...], str | None]:
    found, following = newest_hits(reader.connection, standing.user_id, standing.rules, until, limit, hit)
    titles = _titles(reader, [each.event.id for each in found])
    lines = tuple(_step_line(each, titles) for each in found)
    return lines, None if following is None else f"{following[0]}:{following[1]}"


def _step_line(known: _Step, titles: dict[int, str]) -> WhyLine:
    return replace(_line(known.event, titles, known.kind, known.name, known.because), measure=known.measure)


def _titles(reader: Reader, event_ids: list[int]) -> dict[int, str]:
    """What was completed by these events, with the day of a habit where it is not the one it was done on."""
    titles = titles_of(reader.connection, event_ids)
    for event_id, day in other_days_of(reader.connection, event_ids).items():
        if event_id in titles:
            titles[event_id] += f" of {_day(date.fromordinal(day))}"
    return titles


def _line(event: Event, titles: dict[int, str], kind: str, name: str, because: str) -> WhyLine:
    named = event.metadata.get("title")
    return WhyLine(
        event_id=event.id,
        event_type=event.event_type,
        title=titles.get(event.id) or (named if isinstance(named, str) and named else None),
        day=date.fromordinal(event.day),
        at=event.occurred_at,
        time_known=minute_of_event(event) is not None,
        kind=kind,
        name=name,
        because=because,
        points=0,
    )


def _until(before: str | None, end: Position) -> Position:
    if before is None:
        return end
    instant, event_id = _numbers(before, 2)
    return instant, event_id


def _numbers(before: str, count: int) -> list[int]:
    try:
        numbers = [int(part) for part in before.split(":")]
    except (ValueError, AttributeError):
        numbers = []
    if len(numbers) != count or any(abs(number) >= 2**63 for number in numbers):
        raise RefusedInput(f"“{before}” is no place in these lines", where="before")
    return numbers


def _day(day: date) -> str:
    return words.day_in_words(day)
