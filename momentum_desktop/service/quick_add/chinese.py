"""Days and times in Chinese, whose words need no spaces around them: 明天下午3点, 下周五, 3月15日, 两周后."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

from momentum_desktop.service.quick_add import calendar_days
from momentum_desktop.service.quick_add.line import Line
from momentum_desktop.service.quick_add.meanings import Clock, Day, DayPart, Mark, Strength
from momentum_desktop.service.quick_add.times import NOON

NUMBER = r"(?:\d{1,4}|[二三]?十[一二三四五六七八九]?|[一二两三四五六七八九])"
WEEK = "(?:周|星期|礼拜)"
WEEKDAY = "[一二三四五六日天]"
COMMA = "[,、;:。]?"
NOT_OF = "(?!的)"

_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_NEAR = {
    **{"大后天": 3, "后天": 2, "明天": 1, "明日": 1, "今天": 0, "今日": 0, "明": 1, "今": 0},
    **{"昨天": -1, "昨日": -1, "昨": -1, "前天": -2, "大前天": -3},
}
_MORNING, _EVENING = DayPart(9 * 60, False), DayPart(19 * 60, True)
_PARTS = {
    **dict.fromkeys(("早上", "早晨", "清早", "清晨", "上午", "早"), _MORNING),
    **dict.fromkeys(("中午", "正午"), DayPart(NOON, False)),
    **dict.fromkeys(("下午", "午后"), DayPart(15 * 60, True)),
    **dict.fromkeys(("傍晚", "晚上", "夜里", "晚"), _EVENING),
}
_UNITS = {"天": "D", "日": "D", "周": "W", "星期": "W", "礼拜": "W", "月": "M", "年": "Y"}
_PART = "|".join(_PARTS)


def number_of(digits: str) -> int:
    """A number in digits or in Chinese up to 39."""
    if digits.isdecimal():
        return int(digits)
    tens, ten, ones = digits.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if ten else 0) + _DIGITS.get(ones, 0)


def weekday_of(character: str) -> int:
    """The number of a weekday, Monday 0."""
    return "一二三四五六日天".index(character) % 7 if character != "天" else 6


def day_part(word: str | None) -> DayPart | None:
    """The part of the day that a word names."""
    return _PARTS[word] if word else None


def chinese_days(line: Line) -> Iterator[Mark]:
    """Every day that is written in Chinese, with what stands before and after it because of it."""
    for found in _around().finditer(line.left):
        day = _read(found, line)
        if day is not None:
            strength = Strength.END if day.date < line.today else Strength.ANYWHERE
            yield Mark("due", found.start(), found.end(), day, strength)


def chinese_day_at(line: Line, place: int) -> tuple[Day, int] | None:
    """The day that is written at a place, and where it ends."""
    found = _day().match(line.left, place)
    day = _read(found, line) if found else None
    return (day, found.end()) if found and day else None


def chinese_times(line: Line) -> Iterator[Mark]:
    """Every time of day that is written in Chinese, but none of a span from one to another."""
    spans = [found.span() for found in _span().finditer(line.left)]
    for found in _time().finditer(line.left):
        clock = clock_of(found)
        if clock is not None and not any(start <= found.start() < end for start, end in spans):
            yield Mark("time", found.start(), found.end(), clock)


@cache
def _day() -> re.Pattern[str]:
    return re.compile(_day_pattern())


@cache
def _around() -> re.Pattern[str]:
    return re.compile(rf"(?:在|于)?(?:{_day_pattern()})(?:之前|以前|前|截止)?{NOT_OF}{COMMA}")


def _day_pattern() -> str:
    # “周一次” is once a week and “两周日报” no Sunday.
    weekday = (
        r"(?:(?P<on>下下个?|下个?|(?<![早晚马])上上?个?|这个?|本)|(?<![每上个一二两三四五六七八九十\d]))"
        rf"{WEEK}(?P<weekday>{WEEKDAY})(?!次)"
    )
    return (
        r"(?:(?P<near>大[前后]天|后天|(?<![一二两三四五六七八九十几\d])前天|[昨明今][天日])"
        r"|(?P<soon>[昨明今])(?P<soon_part>早上|早|晚上|晚)"
        rf"|{weekday}"
        rf"|(?P<weekend>下下个?|下个?|这个?|本|(?<![每上个])(?=周末))周末"
        rf"|下个?(?P<next>周|星期|礼拜|月)(?!{WEEKDAY}|末|底|{NUMBER}[号日次])|(?P<next_year>明年)(?!年|{NUMBER}月)"
        rf"|(?P<month_end>下个?|这个?|本|(?<![每年\d])(?=月[底末]))月[底末]|(?P<year_end>(?:今年|明年)?年[底末])"
        rf"|(?P<number>{NUMBER})个?(?P<unit>天|周|星期|礼拜|(?<=个)月|年)(?:之后|以后|后|之内|以内|内|(?P<ago>之前|以前|前))"
        rf"|(?:(?P<year>\d{{4}}|[明今])年)?(?P<month>{NUMBER})月(?P<day>{NUMBER})[日号]"
        rf"|(?P<of_month>下个?|这个?|本)月(?P<month_day>{NUMBER})[日号]"
        rf"|(?:^|(?<=\s))(?P<alone>{NUMBER})号(?![楼线门房店院球厅桌车机床码]))"
        rf"(?P<part>{_PART})?"
    )


def _read(found: re.Match[str], line: Line) -> Day | None:
    try:
        day = _date(found, line)
    except (ValueError, OverflowError):
        return None
    return Day(day, day_part(found["soon_part"] or found["part"]))


def _date(found: re.Match[str], line: Line) -> date:
    today = line.today
    if near := found["near"] or found["soon"]:
        return today + timedelta(days=_NEAR[near])
    if found["weekday"]:
        weekday = weekday_of(found["weekday"])
        if not found["on"]:
            return calendar_days.plain_weekday(today, weekday, line.lean)
        weeks = found["on"].count("下") - found["on"].count("上")
        return (
            calendar_days.weekday_of_week(today, weekday, weeks)
            if weeks
            else calendar_days.this_weekday(today, weekday, line.lean)
        )
    if found["weekend"] is not None:
        return calendar_days.weekend(today, found["weekend"].count("下"))
    if found["next"]:
        return calendar_days.next_period(today, _UNITS[found["next"]])
    if found["next_year"]:
        return date(today.year + 1, 1, 1)
    if found["year_end"]:
        return date(today.year + found["year_end"].startswith("明"), 12, 31)
    if found["month_end"] is not None:
        return calendar_days.month_end(today, found["month_end"].count("下"))
    if found["number"]:
        number = number_of(found["number"])
        return calendar_days.steps_on(today, -number if found["ago"] else number, _UNITS[found["unit"]])
    if found["month"]:
        month, day = number_of(found["month"]), number_of(found["day"])
        if not found["year"]:
            return calendar_days.year_day(line.since, month, day, line.lean)
        year = int(found["year"]) if found["year"].isdecimal() else today.year + (found["year"] == "明")
        return date(year, month, day)
    if found["of_month"]:
        month_end = calendar_days.month_end(today, found["of_month"].count("下"))
        return month_end.replace(day=number_of(found["month_day"]))
    return calendar_days.month_day(line.since, number_of(found["alone"]), line.lean)


@cache
def _time() -> re.Pattern[str]:
    return re.compile(rf"(?:在|于)?{time_pattern()}{NOT_OF}{COMMA}")


@cache
def _span() -> re.Pattern[str]:
    time = re.sub(r"\(\?P<\w+>", "(?:", time_pattern())
    return re.compile(rf"{time}\s*(?:到|至|-|~)\s*{time}")


def time_pattern() -> str:
    """A time of day; `clock_of` reads its groups."""
    # 今晚8点: the evening belongs to the day. 3点建议 are three suggestions.
    part = rf"(?:(?P<part>凌晨|{_PART})(?<![昨今明后][早晚])\s*)?"
    hour = rf"(?P<hour>{NUMBER})(?:点钟?|时)(?!建议|意见|要求|理由|内容|想法|注意|心得)"
    minutes = rf"(?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minute>[0-5]\d)分?|零?(?P<counted>{NUMBER})分)?"
    digits = r"(?<![\d:])(?P<digits>[01]?\d|2[0-3]):(?P<after>[0-5]\d)(?![\d:])"
    return rf"{part}(?:(?<!\d){hour}{minutes}|{digits})"


def clock_of(found: re.Match[str]) -> Clock | None:
    """The time in the groups of `time_pattern`; None if no day has it."""
    said = found["digits"] is None and not found["part"]
    hour = int(found["digits"]) if found["digits"] else number_of(found["hour"])
    minute = int(found["after"] or found["minute"] or 0)
    if found["counted"]:
        minute = number_of(found["counted"])
    if found["half"] or found["quarter"]:
        minute = 30 if found["half"] else 15 * number_of(found["quarter"])
    if found["part"] and hour < 12 and found["part"] != "凌晨":
        part = _PARTS[found["part"]]
        is_early_noon = part.minute == NOON and hour < 6
        hour += 12 if part.after_noon or is_early_noon else 0
    elif found["part"] in ("晚上", "晚", "夜里") and hour == 12:
        return None  # Midnight, of which day?
    return Clock(hour * 60 + minute, said) if hour < 24 and minute < 60 else None
