"""The rules of the game once more, as plainly as they are written and with nothing of the engine: every number is
worked out from the whole log again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
Document = dict[str, Any]


@dataclass
class Happening:
    """An event as it was submitted, with its place in the log and its logical day."""

    number: int
    kind: str
    at: datetime
    metadata: dict[str, Any]
    day: date


@dataclass
class Kept:
    """A streak."""

    count: int = 0
    longest: int = 0
    last: date | None = None
    offset: timedelta = timedelta()
    freezes: int = 0


@dataclass
class Game:
    """Everything that has happened so far."""

    document: Document
    past: list[Happening] = field(default_factory=list)
    ledger: list[dict[str, Any]] = field(default_factory=list)
    streaks: dict[str, Kept] = field(default_factory=dict)
    unlocked: dict[str, datetime] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(line["points"] for line in self.ledger)

    def level(self) -> dict[str, Any]:
        return [level for level in self.document["levels"] if level["points_required"] <= self.total][-1]


def played(document: Document, log: list[tuple[str, datetime, dict[str, Any]]]) -> Game:
    """The game after a log."""
    game = Game(document)
    happenings = [
        Happening(number, kind, at, metadata, logical_day(at, document))
        for number, (kind, at, metadata) in enumerate(log)
    ]
    for happening in sorted(happenings, key=lambda each: (each.at.timestamp(), each.number)):
        _take(game, happening)
    return game


def standing(game: Game, as_of: datetime) -> dict[str, Any]:
    """The game in the shape that a replay prints."""
    document, today = game.document, logical_day(as_of, game.document)
    level = game.level()
    in_week = [line for line in game.ledger if week(line["date"], document) == week(today, document)]
    in_month = [line for line in game.ledger if (line["date"].year, line["date"].month) == (today.year, today.month)]
    return {
        "events": len(game.past),
        "total_points": game.total,
        "level": level["level_number"],
        "title": level["title"],
        "weekly_points": sum(line["points"] for line in in_week),
        "monthly_points": sum(line["points"] for line in in_month),
        "streaks": {streak["name"]: _streak_now(game, streak, today) for streak in document["streaks"]},
        "achievements": {
            achievement["name"]: {
                "progress": _plain(min(_measure(game, achievement), Decimal(str(achievement["criteria_value"])))),
                "completed": achievement["name"] in game.unlocked,
                "completed_at": game.unlocked[achievement["name"]].isoformat()
                if achievement["name"] in game.unlocked
                else None,
            }
            for achievement in document["achievements"]
        },
        "ledger": [{key: value for key, value in line.items() if key != "date"} for line in game.ledger],
    }


def logical_day(at: datetime, document: Document) -> date:
    hours, minutes = map(int, document["day_starts_at"].split(":"))
    return (at.replace(tzinfo=None) - timedelta(hours=hours, minutes=minutes)).date()


def week(day: date, document: Document) -> date:
    while WEEKDAYS[day.weekday()] != document["week_starts_on"]:
        day -= timedelta(days=1)
    return day


def _take(game: Game, now: Happening) -> None:
    document, work = game.document, now.kind in game.document["work_events"]
    before = list(game.past)
    game.past.append(now)
    kept = [streak for streak in document["streaks"] if _advances(game, streak, now)]
    _give(game, now, now.kind, _worth(game, now))
    same_day = [each for each in before if each.day == now.day]
    worked = [each for each in same_day if each.kind in document["work_events"]]
    if now.kind == "task_completion" and not any(each.kind == "task_completion" for each in same_day):
        _bonus(game, now, "first_task_of_day")
    if work and not worked and now.day.weekday() >= 5:
        _bonus(game, now, "weekend_activity")
    for name in ("early_bird", "night_owl"):
        window = document["windows"].get(name)
        if work and window and _inside(now, window) and not any(_inside(each, window) for each in worked):
            _bonus(game, now, name)
    if work and _is_perfect(game.past, now, document) and not _is_perfect(before, now, document):
        _bonus(game, now, "perfect_week")
    for streak in kept:
        points = streak.get("milestones", {}).get(str(game.streaks[streak["name"]].count))
        if points is not None:
            _give(game, now, f"streak_milestone:{streak['name']}", points)
    while True:
        won = 0
        for achievement in document["achievements"]:
            name = achievement["name"]
            if name not in game.unlocked and _measure(game, achievement) >= Decimal(str(achievement["criteria_value"])):
                game.unlocked[name] = now.at
                _give(game, now, f"achievement:{name}", achievement["points"])
                won += 1
        if not won:
            return


def _give(game: Game, now: Happening, kind: str, points: int) -> None:
    line = {"event": now.number, "kind": kind, "points": points, "day": now.day.isoformat(), "date": now.day}
    game.ledger.append(line)


def _bonus(game: Game, now: Happening, kind: str) -> None:
    if kind in game.document["derived_events"]:
        _give(game, now, kind, game.document["point_events"][kind])


def _worth(game: Game, now: Happening) -> int:
    document = game.document
    points = Decimal(document["point_events"][now.kind])
    if now.kind in document["complexity_events"]:
        points *= Decimal(str(document["complexity_multipliers"][now.metadata.get("complexity", "simple")]))
    if now.kind in document["streak_multiplied_events"] and document["multiplier_streak"] is not None:
        count = game.streaks.get(document["multiplier_streak"], Kept()).count
        reached = [tier for tier in document["streak_multipliers"] if tier["days"] <= count]
        if reached:
            points *= Decimal(str(reached[-1]["multiplier"]))
    return int(points.quantize(Decimal(1), ROUND_HALF_UP))


def _is_perfect(past: list[Happening], now: Happening, document: Document) -> bool:
    first = week(now.day, document)
    days = [first + timedelta(days=number) for number in range(7)]
    active = {each.day for each in past if each.kind in document["work_events"]}
    return sum(day in active for day in days) >= 5 and all(day in active for day in days if _required(day, document))


def _required(day: date, document: Document) -> bool:
    return WEEKDAYS[day.weekday()] not in document["rest_weekdays"] and not _in_spans(day, document["vacations"])


def _in_spans(day: date, spans: list[list[str]]) -> bool:
    return any(first <= day.isoformat() <= last for first, last in spans)


def _inside(happening: Happening, window: list[str]) -> bool:
    if happening.metadata.get("time_unknown") is True:
        return False
    start, end = window
    shown = happening.at.strftime("%H:%M")
    return start <= shown < end if start < end else shown >= start or shown < end


def _matches(happening: Happening, rule: dict[str, Any]) -> bool:
    if happening.kind not in rule["events"]:
        return False
    for key, value in rule.get("where", {}).items():
        given = happening.metadata.get(key)
        if given is None or isinstance(given, bool) != isinstance(value, bool) or given != value:
            return False
    return "between" not in rule or _inside(happening, rule["between"])


def _number(happening: Happening, name: str) -> Decimal:
    given = happening.metadata.get(name)
    if isinstance(given, bool) or not isinstance(given, int | float | Decimal):
        return Decimal(0)
    return max(Decimal(str(given)), Decimal(0))


def _period(day: date, streak: dict[str, Any], document: Document) -> date:
    return week(day, document) if streak["period"] == "week" else day


def _progress(past: list[Happening], streak: dict[str, Any], period: date, document: Document) -> Decimal:
    own = [each for each in past if _period(each.day, streak, document) == period and _matches(each, streak)]
    if streak.get("distinct_days"):
        return Decimal(len({each.day for each in own}))
    if "field" in streak:
        return sum((_number(each, streak["field"]) for each in own), Decimal(0))
    return Decimal(len(own))


def _advances(game: Game, streak: dict[str, Any], now: Happening) -> bool:
    """Keep the period of an event if it does so; whether a later one than before is kept."""
    document, needed = game.document, Decimal(str(streak["needed"]))
    period = _period(now.day, streak, document)
    if (
        not _progress(game.past[:-1], streak, period, document)
        < needed
        <= _progress(game.past, streak, period, document)
    ):
        return False
    held = game.streaks.setdefault(streak["name"], Kept())
    offset = now.at.utcoffset() or timedelta()
    if held.last is not None and period <= held.last:
        return False
    missed = 0 if held.last is None else _missed(held.last, period, streak, document)
    if missed and streak["period"] == "day" and offset - held.offset >= timedelta(hours=12):
        missed -= 1
    if held.last is None:
        held.count = 1
    elif not missed:
        held.count += 1
    elif streak.get("freezes") and held.freezes >= missed:
        held.freezes -= missed
        held.count += 1
    else:
        held.count = 1
    held.longest, held.last, held.offset = max(held.longest, held.count), period, offset
    rule = document["freezes"]
    if streak.get("freezes") and held.count % rule["earned_every"] == 0 and held.freezes < rule["most"]:
        held.freezes += 1
    return True


def _missed(last: date, now: date, streak: dict[str, Any], document: Document) -> int:
    length = 7 if streak["period"] == "week" else 1
    between = [last + timedelta(days=days) for days in range(length, (now - last).days, length)]
    return sum(_asked(period, streak, document) for period in between)


def _asked(period: date, streak: dict[str, Any], document: Document) -> bool:
    days = [period + timedelta(days=number) for number in range(7 if streak["period"] == "week" else 1)]
    return any(
        _required(day, document)
        and WEEKDAYS[day.weekday()] in streak.get("weekdays", WEEKDAYS)
        and not _in_spans(day, streak.get("pauses", []))
        for day in days
    )


def _streak_now(game: Game, streak: dict[str, Any], today: date) -> dict[str, Any]:
    document, held = game.document, game.streaks.get(streak["name"], Kept())
    now = _period(today, streak, document)
    if held.last is None:
        status = "none"
    elif held.last >= now:
        status = "kept"
    else:
        missed = _missed(held.last, now, streak, document)
        frozen = bool(streak.get("freezes")) and held.freezes >= missed
        fine = "due" if _asked(now, streak, document) else "resting"
        status = fine if not missed else "frozen" if frozen else "broken"
    return {
        "current_count": 0 if status == "broken" else held.count,
        "longest_count": held.longest,
        "last_activity_date": held.last and held.last.isoformat(),
        "freezes": held.freezes,
        "status": status,
    }


def _measure(game: Game, achievement: dict[str, Any]) -> Decimal:
    kind = achievement["criteria_type"]
    if achievement["name"] in game.unlocked:
        return Decimal(str(achievement["criteria_value"]))
    if kind == "POINTS":
        return Decimal(game.total)
    if kind == "LEVEL":
        return Decimal(game.level()["level_number"])
    if kind == "UNLOCKED":
        return Decimal(len(game.unlocked))
    if kind == "STREAK":
        return Decimal(game.streaks.get(achievement["streak"], Kept()).longest)
    own = [each for each in game.past if _matches(each, achievement)]
    if kind == "COUNT":
        return Decimal(len(own))
    if kind == "SUM":
        return sum((_number(each, achievement["field"]) for each in own), Decimal(0))
    days = [each.day for each in own]
    return Decimal(len(set(days)) if kind == "DISTINCT_DAYS" else max((days.count(day) for day in days), default=0))


def _plain(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)
