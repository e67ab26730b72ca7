"""What differs from the program's own rules is told in words that a person can check."""

from __future__ import annotations

from momentum_desktop.engine.defaults import default_document
from momentum_desktop.service.rule_differences import MOST_NAMED, differences_from_defaults


def told(**other: object) -> dict[str, str]:
    return {each.table: each.words for each in differences_from_defaults({**default_document(), **other})}


def test_the_programs_own_rules_differ_in_nothing() -> None:
    assert told() == {}


def test_single_values_are_told_with_what_they_were() -> None:
    assert told(day_starts_at="06:00") == {"day_starts_at": "06:00 instead of 04:00"}
    assert told(rest_weekdays=["saturday", "sunday"]) == {"rest_weekdays": "saturday, sunday instead of none"}


def test_tables_are_told_by_their_keys() -> None:
    points = {**default_document()["point_events"], "focus_session": 25, "reading": 10}
    del points["weekend_activity"]
    assert told(point_events=points)["point_events"] == (
        "focus_session: 25 instead of 10; without weekend_activity; with reading"
    )


def test_rows_are_told_by_their_names_and_long_lists_are_cut() -> None:
    streaks = default_document()["streaks"]
    assert told(streaks=[{**streaks[0], "needed": 9}, *streaks[1:]])["streaks"] == f"{streaks[0]['name']} changed"
    assert told(streaks=streaks[::-1])["streaks"] == "in another order"
    achievements = default_document()["achievements"]
    words = told(achievements=achievements[: -MOST_NAMED - 3])["achievements"]
    assert words.count("without") == MOST_NAMED
    assert words.endswith("and 3 more")
