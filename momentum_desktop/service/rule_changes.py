"""Other rules for a whole history: what they would make of it, which ones wait to be taken, and the act that takes
them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from momentum_desktop.engine.additions import composed
from momentum_desktop.engine.calendar import logical_day
from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document, merged
from momentum_desktop.engine.reading import canonical_json, read_json, rules_digest
from momentum_desktop.engine.replay import outcomes
from momentum_desktop.engine.rules import Rules, StreakRule
from momentum_desktop.engine.step import NEVER_KEPT, initial_state
from momentum_desktop.engine.streaks import streak_status
from momentum_desktop.engine.values import State, instant_and_offset
from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.recording import open_act
from momentum_desktop.service.rule_values import (
    DEFAULTS,
    FILE,
    OTHER,
    AchievementDifference,
    RulesOffer,
    RulesPreview,
    RulesTotals,
    StreakDifference,
)
from momentum_desktop.service.rules_file import RulesFiles
from momentum_desktop.service.values import ActResult
from momentum_desktop.settings import icon_names
from momentum_desktop.store import questions
from momentum_desktop.store.eventlog import BEGINNING, counted_after
from momentum_desktop.store.journal import Journal
from momentum_desktop.store.rule_change import (
    RULES,
    additions_of,
    base_document,
    change_rules,
    last_live_answer,
    uncounted_events,
)
from momentum_desktop.store.store import Reader

SUMMARIES = {
    FILE: "Took the rules of your rules file",
    DEFAULTS: "Took the rules that come with the program",
    OTHER: "Took other rules",
}


def checked_rules(document: Mapping[str, Any]) -> dict[str, Any]:
    """A whole document in its one stored form; tables that are absent are the default ones. RulesFault names what is
    wrong with it."""
    whole = merged(document)
    compile_rules(whole, icon_names())
    stored = read_json(canonical_json(whole), "rules")
    assert isinstance(stored, dict)
    return stored


def preview_of(reader: Reader, user_id: int, document: dict[str, Any], now: datetime) -> RulesPreview:
    """The user's history replayed under a checked document beside what it amounts to now; nothing is stored."""
    with reader.snapshot() as connection:
        standing = reader.keeper.standing(user_id)
        document = _as_taken(connection, user_id, document, standing.rules)
        rules = compile_rules(composed(document, additions_of(connection, user_id)))
        after = initial_state(rules)
        uncounted = 0
        for outcome in outcomes(counted_after(connection, user_id, BEGINNING), rules, after):
            uncounted += not outcome.entries
        before, in_force = standing.state, standing.rules
        uncounted_before = uncounted_events(connection, user_id)
        return RulesPreview(
            before=_totals(before, in_force, uncounted_before),
            after=_totals(after, rules, uncounted),
            tables=tuple(name for name in default_document() if _differs(name, rules.document, in_force.document)),
            streaks=_streaks(before, in_force, after, rules, now),
            achievements=_achievements(before, in_force, after, rules),
        )


def taken_by(reader: Reader, user_id: int) -> dict[str, Any]:
    """The rules document that a user took, as it was before anything was added to it."""
    questions.user_totals(reader.connection, user_id)
    return dict(base_document(reader.connection, user_id))


def take_rules(journal: Journal, user_id: int, document: dict[str, Any], source: str, now: datetime) -> ActResult:
    """Put a checked document in force for the user's whole history, as an act that can be undone."""
    standing = journal.standing(user_id)
    document = _as_taken(journal.connection, user_id, document, standing.rules)
    if rules_digest(document) == rules_digest(base_document(journal.connection, user_id)):
        raise RefusedInput("these rules are in force already; nothing was changed", where="rules")
    before = standing.state.total_points
    act = open_act(journal, user_id, RULES, SUMMARIES[source], now)
    act.answer = {"source": source}
    change_rules(journal, act, document)
    change = journal.standing(user_id).state.total_points - before
    return ActResult(act.id, act.kind, act.summary, total_change=change)


def _as_taken(connection: Any, user_id: int, document: dict[str, Any], in_force: Rules) -> dict[str, Any]:
    """A document; of the rules in force, as they are printed with all that was added to them, those that were taken."""
    return dict(base_document(connection, user_id)) if rules_digest(document) == in_force.digest else document


def offer_to(reader: Reader, user_id: int, files: RulesFiles, over_choice: bool) -> RulesOffer | None:
    """The rules that the user's file asks for, or without one the program's defaults, if they differ from those in
    force; None if they do not, or (without `over_choice`) if the user chose others than the defaults by name."""
    with reader.snapshot() as connection:
        questions.user_totals(connection, user_id)
        taken = rules_digest(base_document(connection, user_id))
        path = files.path(user_id, questions.users(connection)[0].id)
        found = files.read(path, taken)
        if found is not None:
            if found.digest == taken:
                return None
            return RulesOffer(FILE, path.name, str(path), found.document, found.faults)
        document = default_document()
        if rules_digest(document) == taken:
            return None
        chosen = None if over_choice else last_live_answer(connection, user_id)
        if chosen is not None and chosen.get("source") == OTHER:
            return None
        return RulesOffer(DEFAULTS, path.name, str(path), document)


def faulty_file_of(reader: Reader, user_id: int, files: RulesFiles) -> RulesOffer | None:
    """The user's rules file, if it has faults and is not used for that; next to free where there is none."""
    with reader.snapshot() as connection:
        path = files.path(user_id, questions.users(connection)[0].id)
        if not path.exists():
            return None
        found = files.read(path, rules_digest(base_document(connection, user_id)))
    if found is None or not found.faults:
        return None
    return RulesOffer(FILE, path.name, str(path), None, found.faults)


def source_of(reader: Reader, user_id: int, document: dict[str, Any], files: RulesFiles) -> str:
    """Where a checked document comes from."""
    digest = rules_digest(document)
    found = files.read(files.path(user_id, questions.users(reader.connection)[0].id))
    if found is not None and found.digest == digest:
        return FILE
    return DEFAULTS if digest == rules_digest(default_document()) else OTHER


def _totals(state: State, rules: Rules, uncounted: int) -> RulesTotals:
    level = rules.level_for(state.total_points)
    won = sum(rule.name in state.unlocked for rule in rules.achievements)
    return RulesTotals(state.total_points, level.level_number, level.title, won, len(rules.achievements), uncounted)


def _streaks(before: State, in_force: Rules, after: State, rules: Rules, now: datetime) -> tuple[StreakDifference, ...]:
    old = {streak.name: streak for streak in in_force.streaks}
    new = {streak.name: streak for streak in rules.streaks}
    found = []
    for name in [*new, *(name for name in old if name not in new)]:
        was = _shown(before, old[name], in_force, now) if name in old else None
        becomes = _shown(after, new[name], rules, now) if name in new else None
        if was != becomes:
            streak = new.get(name) or old[name]
            found.append(StreakDifference(streak.title or name.replace("_", " ").capitalize(), was, becomes))
    return tuple(found)


def _shown(state: State, streak: StreakRule, rules: Rules, now: datetime) -> tuple[int, int]:
    held = state.streaks.get(streak.name, NEVER_KEPT)
    day = logical_day(*instant_and_offset(now), rules.day_start)
    broken = streak_status(held, streak, day, rules) == "broken"
    return 0 if broken else held.current_count, held.longest_count


def _achievements(before: State, in_force: Rules, after: State, rules: Rules) -> tuple[AchievementDifference, ...]:
    old = {rule.name: rule for rule in in_force.achievements}
    new = {rule.name: rule for rule in rules.achievements}
    found = []
    for name in [*new, *(name for name in old if name not in new)]:
        was = name in before.unlocked if name in old else None
        becomes = name in after.unlocked if name in new else None
        rule = new.get(name) or old[name]
        if was != becomes or (name in old and name in new and old[name].points != new[name].points and becomes):
            hidden = rule.secret and not was and not becomes
            found.append(AchievementDifference(None if hidden else name, was, becomes, rule.points))
    return tuple(found)


def _differs(name: str, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return canonical_json(one.get(name)) != canonical_json(other.get(name))
