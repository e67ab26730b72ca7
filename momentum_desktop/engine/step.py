"""One event under the rules: `step` decides what it gives, `advance` lets the state follow."""

from __future__ import annotations

from momentum_desktop.engine.achievements import measured, unlocks
from momentum_desktop.engine.calendar import local_minute, week_of, weekday
from momentum_desktop.engine.multipliers import complexity_scale, multiplied, streak_scale
from momentum_desktop.engine.numbers import exact_sum, gain_of
from momentum_desktop.engine.rules import EventRule, Rules
from momentum_desktop.engine.streaks import streak_after
from momentum_desktop.engine.values import (
    Changes,
    DayState,
    Entry,
    Event,
    Number,
    Outcome,
    State,
    StreakState,
    Unlock,
)

TASK_SEEN, WORK_SEEN, EARLY_SEEN, NIGHT_SEEN = 1, 2, 4, 8
SATURDAY = 5
PERFECT_WEEK_DAYS = 5
NEVER_KEPT = StreakState()
EMPTY_DAY = DayState()


def initial_state(rules: Rules) -> State:
    """The state of an empty log."""
    return State(level_number=rules.level_for(0).level_number)


def minute_of_event(event: Event) -> int | None:
    """The local minute of an event, or None when only its day is known."""
    if event.metadata.get("time_unknown") is True:
        return None
    return local_minute(event.instant, event.offset)


def step(state: State, event: Event, rules: Rules) -> Outcome:
    """What an event gives in a state, RULES section 2. The state is not touched; `advance` applies the outcome.

    An event whose type or complexity the rules do not know gives nothing."""
    rule = rules.events.get(event.event_type)
    scale = None if rule is None else complexity_scale(event, rule)
    if rule is None or scale is None:
        return Outcome(event, (), 0, 0, state.total_points, state.level_number, False, (), ())
    minute = minute_of_event(event)
    kept, periods = _streaks_after(state, event, rule, minute, rules)
    seen = state.days.get(event.day, EMPTY_DAY)
    facts = seen.facts
    entries = [Entry(event.event_type, multiplied(rule.points, scale, streak_scale(state, rule, kept, rules)[0]))]
    perfect_week = None
    if rule.task and not facts & TASK_SEEN:
        facts |= TASK_SEEN
        _bonus(entries, "first_task_of_day", rules)
    if rule.work:
        first_work = not facts & WORK_SEEN
        facts |= WORK_SEEN
        if first_work and weekday(event.day) >= SATURDAY:
            _bonus(entries, "weekend_activity", rules)
        for kind, fact in (("early_bird", EARLY_SEEN), ("night_owl", NIGHT_SEEN)):
            window = rules.windows.get(kind)
            if window is not None and not facts & fact and window.holds(minute):
                facts |= fact
                _bonus(entries, kind, rules)
        if first_work and _perfects_week(state, event.day, rules):
            perfect_week = week_of(event.day, rules.first_weekday)
            _bonus(entries, "perfect_week", rules)
    for streak in rule.streaks:
        after = kept.get(streak.name)
        if after is not None and after.current_count in streak.milestones:
            entries.append(Entry(f"streak_milestone:{streak.name}", streak.milestones[after.current_count]))
    measures, tallies, reached = measured(state, event, rule, minute)
    total = state.total_points + sum([entry.points for entry in entries])
    won, total, level = unlocks(state, rules, total, reached, kept)
    entries += [Entry(f"achievement:{achievement.name}", achievement.points) for achievement in won]
    unlocked = tuple([achievement.name for achievement in won])
    awarded = total - state.total_points
    return Outcome(
        event=event,
        entries=tuple(entries),
        points_awarded=awarded,
        total_change=awarded,
        total_points=total,
        level_number=level,
        level_up=level > state.level_number,
        achievements_unlocked=unlocked,
        streaks_changed=tuple(kept),
        changes=Changes(
            day=DayState(seen.points + awarded, seen.events + 1, facts),
            perfect_week=perfect_week,
            streaks=kept,
            periods=periods,
            measures=measures,
            tallies=tallies,
            unlocked=unlocked,
        ),
    )


def advance(state: State, outcome: Outcome) -> None:
    """Let a state follow the outcome of the event that comes next in it."""
    event, changes = outcome.event, outcome.changes
    state.instant, state.event_id = event.instant, event.id
    if changes.day is None:
        return
    state.total_points = outcome.total_points
    state.level_number = outcome.level_number
    state.events += 1
    state.last_day = event.day
    state.days[event.day] = changes.day
    if changes.perfect_week is not None:
        state.perfect_weeks.add(changes.perfect_week)
    for name, period, progress, marked_day in changes.periods:
        state.periods.setdefault(name, {})[period] = progress
        if marked_day is not None:
            state.marked.setdefault(name, {})[marked_day] = period
    for name, after in changes.streaks.items():
        state.streaks[name] = after
        if after.last is not None:
            _forget_kept_periods(state, name, after.last)
    state.measures.update(changes.measures)
    for name, day, count in changes.tallies:
        state.tallies.setdefault(name, {})[day] = count
    for name in changes.unlocked:
        state.unlocked[name] = Unlock(event.instant, event.offset, event.id)
        state.measures.pop(name, None)
        state.tallies.pop(name, None)


def worth(state: State, event: Event, rules: Rules) -> int:
    """What entries 1 to 5 of RULES section 2 would give for an event: its own points and the bonuses of its day."""
    counted = {event.event_type, "first_task_of_day", "weekend_activity", "early_bird", "night_owl"}
    return sum(entry.points for entry in step(state, event, rules).entries if entry.kind in counted)


def _bonus(entries: list[Entry], kind: str, rules: Rules) -> None:
    points = rules.bonuses.get(kind)
    if points is not None:
        entries.append(Entry(kind, points))


def _streaks_after(
    state: State, event: Event, rule: EventRule, minute: int | None, rules: Rules
) -> tuple[dict[str, StreakState], tuple[tuple[str, int, Number, int | None], ...]]:
    kept: dict[str, StreakState] = {}
    periods: list[tuple[str, int, Number, int | None]] = []
    for streak in rule.streaks:
        if not streak.condition.holds(event.metadata, minute):
            continue
        name = streak.name
        held = state.streaks.get(name, NEVER_KEPT)
        period = rules.period_of(streak, event.day)
        if held.last is not None and period <= held.last:
            continue
        marked_day = None
        gain: Number = 1
        if streak.distinct_days:
            if event.day in state.marked.get(name, ()):
                continue
            marked_day = event.day
        elif streak.field is not None:
            gain = gain_of(event.metadata.get(streak.field))
            if not gain:
                continue
        progress = exact_sum(state.periods.get(name, {}).get(period, 0), gain)
        if progress >= streak.needed:
            kept[name] = streak_after(held, streak, period, event.offset, rules)
        else:
            periods.append((name, period, progress, marked_day))
    return kept, tuple(periods)


def _perfects_week(state: State, day: int, rules: Rules) -> bool:
    first = week_of(day, rules.first_weekday)
    if first in state.perfect_weeks:
        return False
    active = 0
    for other in range(first, first + 7):
        if other == day or state.days.get(other, EMPTY_DAY).facts & WORK_SEEN:
            active += 1
        elif rules.day_required(other):
            return False
    return active >= PERFECT_WEEK_DAYS


def _forget_kept_periods(state: State, name: str, last: int) -> None:
    periods = state.periods.get(name)
    if periods:
        state.periods[name] = {period: progress for period, progress in periods.items() if period > last}
    marked = state.marked.get(name)
    if marked:
        state.marked[name] = {day: period for day, period in marked.items() if period > last}
