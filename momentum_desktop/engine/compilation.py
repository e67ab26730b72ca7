"""A rules document, checked and compiled into `Rules`."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import Any

from momentum_desktop.engine.calendar import WEEKDAYS
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.faults import Faults
from momentum_desktop.engine.reading import checked_metadata, rules_digest
from momentum_desktop.engine.rules import (
    ALWAYS,
    SCALE,
    AchievementRule,
    Condition,
    EventRule,
    LevelRule,
    Rules,
    StreakRule,
)
from momentum_desktop.errors import RefusedInput, RulesFault
from momentum_desktop.momentum import AchievementCategory, AchievementTier, CriteriaType

EVENT_CRITERIA = {"COUNT", "SUM", "DAY_COUNT", "DISTINCT_DAYS"}
EVENT_FIELDS = frozenset({"events", "where", "between"})
STREAK_FIELDS = {
    *("name", "period", "events", "where", "between", "needed", "freezes", "milestones"),
    *("field", "distinct_days", "weekdays", "pauses", "title"),
}
ACHIEVEMENT_FIELDS = {
    *("name", "description", "points", "category", "criteria_type", "criteria_value", "icon_name"),
    *("events", "where", "between", "field", "streak", "secret", "tier"),
}
LEVEL_FIELDS = {"level_number", "points_required", "title", "perks"}
BONUSES = ("perfect_week", "first_task_of_day", "weekend_activity", "early_bird", "night_owl")
DEFAULT_ICON = "star"
MOST_ITEMS = 5_000
MISSING = object()


def compile_rules(document: Any, icons: Collection[str] | None = None) -> Rules:
    """The rules of a whole document (RULES section 6). `icons` are the icon names that exist; None for rules that were
    taken already: of these only what counts is looked at, so that the data under them still opens.

    RulesFault names every fault with its place."""
    faults = Faults()
    rules = _Reader(faults, icons).read(document)
    if faults.found:
        raise RulesFault(tuple(faults.found))
    return rules


def faults_in(document: Any, icons: Collection[str] | None = None) -> tuple[tuple[str, str], ...]:
    """Every fault of a rules document as (place, what is wrong and how to mend it)."""
    try:
        compile_rules(document, icons)
    except RulesFault as fault:
        return fault.faults
    return ()


class _Reader:
    """Reads the tables in the order in which they name each other."""

    def __init__(self, faults: Faults, icons: Collection[str] | None) -> None:
        self.faults = faults
        self.icons = icons

    def read(self, document: Any) -> Rules:
        faults = self.faults
        shape = default_document()
        top = faults.table(document, "", shape)
        for key in shape.keys() - top.keys():
            faults.note(key, "missing; give the table or take the default one")
        top = {**shape, **top}
        if faults.found:
            top = {key: top[key] for key in shape}
        points = {
            faults.text(name, "point_events"): faults.points(value, f"point_events.{name}")
            for name, value in faults.table(top["point_events"], "point_events").items()
        }
        derived = frozenset(
            faults.text(name, "derived_events") for name in faults.items(top["derived_events"], "derived_events")
        )
        for name in sorted(derived - points.keys()):
            faults.note(f"point_events.{name}", f"missing; “{name}” stands in derived_events and needs points")
        self.known = points
        self.types = [name for name in points if name not in derived]
        streaks = self._streaks(top["streaks"])
        self.streak_names = dict.fromkeys(streak.name for streak in streaks)
        achievements = self._achievements(top["achievements"])
        levels = self._levels(top["levels"])
        multiplier_streak = top["multiplier_streak"]
        if multiplier_streak is not None:
            faults.one_of(multiplier_streak, "multiplier_streak", self.streak_names, "streak")
        tiers = self._tiers(top["streak_multipliers"])
        freezes = faults.table(top["freezes"], "freezes", {"earned_every", "most"})
        windows = faults.table(top["windows"], "windows", ("early_bird", "night_owl"))
        first_weekday = faults.one_of(top["week_starts_on"], "week_starts_on", WEEKDAYS, "weekday")
        return Rules(
            document=top,
            day_start=faults.clock(top["day_starts_at"], "day_starts_at"),
            first_weekday=WEEKDAYS.index(first_weekday),
            rest_weekdays=faults.weekdays(top["rest_weekdays"], "rest_weekdays"),
            vacations=faults.spans(top["vacations"], "vacations"),
            events=self._events(top, points, streaks, achievements),
            derived=derived,
            bonuses={name: points[name] for name in BONUSES if name in derived and name in points},
            windows={name: faults.window(value, f"windows.{name}") for name, value in windows.items()},
            multiplier_streak=multiplier_streak,
            tier_days=tuple(days for days, _ in tiers),
            tier_multipliers=tuple(multiplier for _, multiplier in tiers),
            freeze_every=faults.whole(freezes.get("earned_every"), "freezes.earned_every", 1, 10_000),
            freeze_most=faults.whole(freezes.get("most"), "freezes.most", 0, 1_000),
            streaks=streaks,
            levels=levels,
            level_points=tuple(level.points_required for level in levels),
            achievements=achievements,
            by_name={rule.name: rule.index for rule in achievements},
            by_streak=self._by_streak(achievements),
            by_standing=frozenset(
                rule.index for rule in achievements if rule.criteria_type in {"POINTS", "LEVEL", "UNLOCKED"}
            ),
            point_thresholds=tuple(
                sorted(rule.criteria_value for rule in achievements if rule.criteria_type == "POINTS")
            ),
            # Last, when every fault is found: only a sound document has a canonical text.
            digest="" if faults.found else rules_digest(document),
        )

    def _streaks(self, value: Any) -> tuple[StreakRule, ...]:
        faults = self.faults
        streaks = []
        for index, item in enumerate(self._items(value, "streaks")):
            place = f"streaks[{index}]"
            table = faults.table(item, place, STREAK_FIELDS)
            name = faults.text(table.get("name", MISSING), f"{place}.name")
            milestones = faults.table(table.get("milestones", {}), f"{place}.milestones")
            optional = table.get("weekdays")
            if "title" in table:
                faults.text(table["title"], f"{place}.title")
            streaks.append(
                StreakRule(
                    index=index,
                    name=name,
                    weekly=faults.one_of(table.get("period", MISSING), f"{place}.period", ("day", "week"), "period")
                    == "week",
                    events=self._event_names(table, place),
                    condition=self._condition(table, place),
                    needed=faults.positive(table.get("needed", MISSING), f"{place}.needed"),
                    freezes=faults.flag(table.get("freezes", False), f"{place}.freezes"),
                    milestones={
                        self._milestone(count, f"{place}.milestones"): faults.points(
                            given, f"{place}.milestones.{count}"
                        )
                        for count, given in milestones.items()
                    },
                    field=faults.text(table["field"], f"{place}.field") if "field" in table else None,
                    distinct_days=faults.flag(table.get("distinct_days", False), f"{place}.distinct_days"),
                    weekdays=None if optional is None else faults.weekdays(optional, f"{place}.weekdays"),
                    pauses=faults.spans(table.get("pauses", []), f"{place}.pauses"),
                    title=faults.text(table["title"], f"{place}.title") if "title" in table else "",
                )
            )
        faults.unique([streak.name for streak in streaks], "streaks")
        return tuple(streaks)

    def _achievements(self, value: Any) -> tuple[AchievementRule, ...]:
        faults = self.faults
        achievements = []
        categories = [str(category) for category in AchievementCategory]
        criteria = [str(kind) for kind in CriteriaType]
        tiers = [str(tier) for tier in AchievementTier]
        for index, item in enumerate(self._items(value, "achievements")):
            place = f"achievements[{index}]"
            table = faults.table(item, place, ACHIEVEMENT_FIELDS)
            kind = faults.one_of(
                table.get("criteria_type", MISSING), f"{place}.criteria_type", criteria, "criteria_type"
            )
            counts = kind in EVENT_CRITERIA
            icon = faults.text(table.get("icon_name", DEFAULT_ICON), f"{place}.icon_name")
            if self.icons is not None:
                faults.one_of(icon, f"{place}.icon_name", self.icons, "icon")
                self._check_unasked(table, place, kind)
            field = streak = None
            if kind == "SUM":
                field = faults.text(table.get("field", MISSING), f"{place}.field")
            if kind == "STREAK":
                named = table.get("streak", MISSING)
                streak = faults.one_of(named, f"{place}.streak", self.streak_names, "streak")
            achievements.append(
                AchievementRule(
                    index=index,
                    name=faults.text(table.get("name", MISSING), f"{place}.name"),
                    description=faults.words(table.get("description", ""), f"{place}.description"),
                    points=faults.points(table.get("points", MISSING), f"{place}.points"),
                    category=faults.one_of(table.get("category", MISSING), f"{place}.category", categories, "category"),
                    criteria_type=kind,
                    criteria_value=faults.positive(table.get("criteria_value", MISSING), f"{place}.criteria_value"),
                    icon_name=icon,
                    events=self._event_names(table, place) if counts else frozenset(),
                    condition=self._condition(table, place) if counts else ALWAYS,
                    field=field,
                    streak=streak,
                    secret=faults.flag(table.get("secret", False), f"{place}.secret"),
                    tier=faults.one_of(table["tier"], f"{place}.tier", tiers, "tier") if "tier" in table else None,
                )
            )
        faults.unique([achievement.name for achievement in achievements], "achievements")
        return tuple(achievements)

    def _check_unasked(self, table: Mapping[str, Any], place: str, kind: str) -> None:
        """All that is named exists, also where the criterion does not ask for it; null is as good as absent there."""
        asked = EVENT_FIELDS if kind in EVENT_CRITERIA else frozenset()
        asked |= {"SUM": {"field"}, "STREAK": {"streak"}}.get(kind, set())
        rest = {key: value for key, value in table.items() if key not in asked and value is not None}
        if "events" in rest:
            self._event_names(rest, place)
        self._condition(rest, place)
        if "field" in rest:
            self.faults.text(rest["field"], f"{place}.field")
        if "streak" in rest:
            self.faults.one_of(rest["streak"], f"{place}.streak", self.streak_names, "streak")

    def _levels(self, value: Any) -> tuple[LevelRule, ...]:
        faults = self.faults
        levels = []
        for index, item in enumerate(self._items(value, "levels")):
            place = f"levels[{index}]"
            table = faults.table(item, place, LEVEL_FIELDS)
            perks = faults.items(table.get("perks", []), f"{place}.perks")
            levels.append(
                LevelRule(
                    level_number=faults.whole(table.get("level_number", MISSING), f"{place}.level_number", 1, 10_000),
                    points_required=faults.whole(
                        table.get("points_required", MISSING), f"{place}.points_required", 0, 10**12
                    ),
                    title=faults.text(table.get("title", MISSING), f"{place}.title"),
                    perks=tuple(faults.text(perk, f"{place}.perks[{at}]") for at, perk in enumerate(perks)),
                )
            )
        if not levels or levels[0].points_required != 0:
            faults.note("levels[0].points_required", "the first level must start from 0 points")
        for index, (before, after) in enumerate(pairwise(levels), 1):
            if before.points_required >= after.points_required or before.level_number >= after.level_number:
                faults.note(f"levels[{index}]", "levels must ascend in number and in points")
        return tuple(levels) or (LevelRule(1, 0, "", ()),)

    def _tiers(self, value: Any) -> list[tuple[int, int]]:
        faults = self.faults
        tiers: list[tuple[int, int]] = []
        for index, item in enumerate(self._items(value, "streak_multipliers")):
            place = f"streak_multipliers[{index}]"
            table = faults.table(item, place, {"days", "multiplier"})
            days = faults.whole(table.get("days", MISSING), f"{place}.days", 1, 1_000_000)
            multiplier = faults.multiplier(table.get("multiplier", MISSING), f"{place}.multiplier", SCALE)
            if tiers and days <= tiers[-1][0]:
                faults.note(f"{place}.days", f"{days} comes after {tiers[-1][0]}; tiers must ascend")
            tiers.append((days, multiplier))
        return tiers

    def _events(
        self,
        top: Mapping[str, Any],
        points: Mapping[str, int],
        streaks: Iterable[StreakRule],
        achievements: Iterable[AchievementRule],
    ) -> dict[str, EventRule]:
        faults = self.faults
        multipliers = {
            faults.text(name, "complexity_multipliers"): faults.multiplier(
                value, f"complexity_multipliers.{name}", SCALE
            )
            for name, value in faults.table(top["complexity_multipliers"], "complexity_multipliers").items()
        }
        if "simple" not in multipliers:
            faults.note("complexity_multipliers.simple", "missing; it stands for a task without a complexity")
        work, scaled, multiplied = (
            set(faults.some_of(top[name], name, self.known, "event type"))
            for name in ("work_events", "complexity_events", "streak_multiplied_events")
        )
        streaks_by_type: dict[str, list[StreakRule]] = {name: [] for name in points}
        for streak in streaks:
            for name in streak.events:
                streaks_by_type.setdefault(name, []).append(streak)
        achievements_by_type: dict[str, list[AchievementRule]] = {name: [] for name in points}
        for achievement in achievements:
            for name in achievement.events:
                achievements_by_type.setdefault(name, []).append(achievement)
        return {
            name: EventRule(
                points=points[name],
                work=name in work,
                task=name == "task_completion",
                multipliers=multipliers if name in scaled else None,
                multiplied=name in multiplied,
                streaks=tuple(streaks_by_type[name]),
                achievements=_by_condition(achievements_by_type[name]),
            )
            for name in self.types
        }

    def _by_streak(self, achievements: Iterable[AchievementRule]) -> dict[str, tuple[AchievementRule, ...]]:
        found: dict[str, list[AchievementRule]] = {name: [] for name in self.streak_names}
        for rule in achievements:
            if rule.criteria_type == "STREAK" and rule.streak in found:
                found[rule.streak].append(rule)
        return {name: tuple(rules) for name, rules in found.items()}

    def _items(self, value: Any, place: str) -> list[Any]:
        items = self.faults.items(value, place)
        if len(items) > MOST_ITEMS:
            self.faults.note(place, f"{len(items):,} entries; no more than {MOST_ITEMS:,} are taken")
        return items[:MOST_ITEMS]

    def _event_names(self, table: Mapping[str, Any], place: str) -> frozenset[str]:
        if "events" not in table:
            self.faults.note(f"{place}.events", "missing; name the event types that count")
            return frozenset()
        return frozenset(self.faults.some_of(table["events"], f"{place}.events", self.known, "event type"))

    def _condition(self, table: Mapping[str, Any], place: str) -> Condition:
        where = self._asked(table.get("where", {}), f"{place}.where")
        between = table.get("between")
        window = None if between is None else self.faults.window(between, f"{place}.between")
        return Condition(tuple(where.items()), window) if where or window else ALWAYS

    def _asked(self, value: Any, place: str) -> Mapping[str, Any]:
        try:
            return checked_metadata(self.faults.table(value, place), place)
        except RefusedInput as refusal:
            self.faults.note(refusal.where or place, refusal.what)
            return {}

    def _milestone(self, count: str, place: str) -> int:
        if not (
            count.isascii() and count.isdigit() and len(count) < 8 and 0 < int(count) <= 1_000_000 and count[0] != "0"
        ):
            self.faults.note(f"{place}.{count}", "a whole number from 1 up is expected")
            return 1
        return int(count)


def _by_condition(achievements: Iterable[AchievementRule]) -> tuple[tuple[Condition, tuple[AchievementRule, ...]], ...]:
    """Each condition once, with the achievements that have it."""
    found: dict[str, list[AchievementRule]] = {}
    for achievement in achievements:
        # By how it is written: true, 1 and 1.0 are equal in Python, and lists have no hash.
        found.setdefault(repr(achievement.condition), []).append(achievement)
    return tuple((each[0].condition, tuple(each)) for each in found.values())
