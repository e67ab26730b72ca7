"""Repeats in Chinese: 每天, 每周一三五, 每个工作日, 每两周, 每月15号, 每周三次."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from momentum_desktop.service.quick_add.chinese import (
    COMMA,
    NOT_OF,
    NUMBER,
    WEEK,
    WEEKDAY,
    chinese_day_at,
    day_part,
    number_of,
    weekday_of,
)
from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.meanings import Mark, Repeat
from momentum_desktop.service.quick_add.rules import WEEKEND, WORKING_DAYS, every, times_a_week
from momentum_desktop.service.repeat_rule import RepeatRule

_UNITS = {"天": "D", "日": "D", "周": "W", "星期": "W", "礼拜": "W", "月": "M", "年": "Y"}
_LIST = rf"{WEEKDAY}(?![起个次直样])(?:(?:[、,和及]|到|至|-)?{WEEK}?{WEEKDAY}(?![起个次直样]))*"


def chinese_repeats(line: Line) -> Iterator[Mark]:
    """Every repeat that is written in Chinese."""
    for found in _repeat().finditer(line.left):
        rule = _rule(found)
        if rule is None:
            continue
        end = found.end()
        until = _UNTIL.match(line.left, end)
        day = chinese_day_at(line, until.end()) if until and not rule.times else None
        if day and day[0].date >= line.today:
            rule, end = replace(rule, until=day[0].date.toordinal()), day[1]
            if close := _UNTIL_END.match(line.left, end):
                end = close.end()
        completion = bool(found["after"] or found["again"] or found["then"]) and not rule.times
        yield Mark("repeat", found.start(), end, Repeat(rule, completion, day_part(found["part"])))


_UNTIL = re.compile(r"(?:直到|到|至)")
_UNTIL_END = re.compile(rf"(?:为止)?{COMMA}")


@cache
def _repeat() -> re.Pattern[str]:
    month_day = (
        rf"(?P<day>{NUMBER})[号日]|(?P<last_day>最后一天|月?底)|(?P<first_day>月?初)|第?(?P<nth>{NUMBER}|最后一)个?"
        rf"(?:{WEEK}(?P<nth_day>{WEEKDAY})|(?P<nth_work>工作日))"
    )
    return re.compile(
        r"(?P<after>完成后)?(?:"
        rf"(?:每个?|一){WEEK}(?P<times>{NUMBER})[次遍回]"
        r"|(?:每个?(?P<work>工作日|平日)|(?P<workdays>工作日)每天)"
        rf"|(?P<range>{WEEK}{WEEKDAY}(?:到|至|-){WEEK}?{WEEKDAY})每[天日]"
        r"|(?:每个?|每逢)(?P<weekend>周末)"
        rf"|每(?P<again>!)?\s*(?P<other>隔)?(?P<number>{NUMBER})?个?(?P<unit>天|日|周|星期|礼拜|月|年)"
        rf"(?:的?(?:(?:(?<=[周期拜的])|(?={WEEK}))(?P<list>{WEEK}?{_LIST})|{month_day}|(?P<year_month>{NUMBER})月(?P<year_day>{NUMBER})[日号]))?"
        r"|(?P<skip>(?<!间)隔)(?P<skip_unit>天|日|周|月|年)"
        r"|每个?(?P<quarter>季度|季)|每(?P<half_year>半年)"
        r")(?P<part>早上|早晨|清早|上午|中午|下午|傍晚|晚上|早|晚)?"
        rf"(?P<then>,?\s*完成(?:之后|以后|后))?(?!次){NOT_OF}{COMMA}"
    )


def _rule(found: re.Match[str]) -> RepeatRule | None:
    if found["times"]:
        times = number_of(found["times"])
        return times_a_week(times) if 0 < times <= 7 else None
    if found["work"] or found["workdays"]:
        return every("W", on=WORKING_DAYS)
    if found["range"]:
        return every("W", on=_weekdays(found["range"]))
    if found["weekend"]:
        return every("W", on=WEEKEND)
    if found["quarter"] or found["half_year"]:
        return every("M", 3 if found["quarter"] else 6)
    if found["skip"]:
        return every(_UNITS[found["skip_unit"]], 2)
    interval = number_of(found["number"]) if found["number"] else 1
    interval += 1 if found["other"] else 0
    if interval < 1:
        return None
    return _on_days(found, every(_UNITS[found["unit"]], interval))


def _on_days(found: re.Match[str], rule: RepeatRule) -> RepeatRule | None:
    """The rule with the days that are named after its unit; None where they do not go with it."""
    if found["list"]:
        return every("W", rule.interval, on=_weekdays(found["list"])) if rule.frequency == "WEEKLY" else None
    if found["year_month"]:
        month, day = number_of(found["year_month"]), number_of(found["year_day"])
        fits = rule.frequency == "YEARLY" and 0 < month <= 12 and 0 < day <= (29 if month == 2 else 31)
        return replace(rule, months=(month,), month_days=(day,)) if fits else None
    if not (found["day"] or found["last_day"] or found["first_day"] or found["nth"]):
        return rule
    if rule.frequency != "MONTHLY":
        return None
    if found["day"]:
        day = number_of(found["day"])
        return replace(rule, month_days=(day,)) if 0 < day <= 31 else None
    if found["last_day"] or found["first_day"]:
        return replace(rule, month_days=(-1 if found["last_day"] else 1,))
    number = -1 if found["nth"].startswith("最") else number_of(found["nth"])
    if number > 5:
        return None
    if found["nth_work"]:
        return replace(every("M", rule.interval, on=WORKING_DAYS), positions=(number,))
    return replace(rule, weekdays=((number, weekday_of(found["nth_day"])),))


def _weekdays(words: str) -> tuple[int, ...]:
    """`一三五`, `一、周三和周五`, `一到五` as weekdays from Monday, 0, on."""
    chosen: set[int] = set()
    first = None
    for item in re.finditer(rf"(到|至|-)?{WEEK}?({WEEKDAY})", words):
        number = weekday_of(item[2])
        if item[1] and first is not None:
            chosen |= {(first + step) % 7 for step in range((number - first) % 7 + 1)}
        chosen.add(number)
        first = number
    return tuple(sorted(chosen))
