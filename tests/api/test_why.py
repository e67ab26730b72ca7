"""Every number that the API tells opens to its lines, as in the window and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from momentum_desktop.service.wire import to_wire
from tests.api.serving import Client, Serving
from tests.service.lives import Clock


@pytest.fixture
def lived(data_dir: Path) -> Iterator[tuple[Serving, Client]]:
    """Nine days of tasks from a Monday on, each with half an hour of focus, and a client that reads."""
    clock = Clock(datetime(2026, 2, 23, 7, 0, tzinfo=UTC))
    with Serving(data_dir, clock) as serving:
        client = serving.client("write")
        for day in range(9):
            task = client.post("/momentum/tasks", {"title": f"Report {day}", "complexity": "complex"}).json
            client.post(f"/momentum/tasks/{task['id']}/complete", {})
            client.post("/momentum/event", {"event_type": "focus_session", "metadata": {"minutes": 30}})
            if day < 8:
                clock.forward(days=1)
        yield serving, serving.client("read")


def asked(client: Client, **question: Any) -> list[Any]:
    """All lines of an answer, page by page."""
    lines, before = [], None
    while True:
        more = {} if before is None else {"before": before}
        page = client.get(f"/momentum/why?{urlencode({**question, 'limit': 4, **more})}")
        lines += page["lines"]
        before = page["next_before"]
        if before is None:
            return lines


def summed(lines: list[Any]) -> int:
    return sum(line["points"] for line in lines)


def test_points_open_to_event_rule_and_multiplier(lived: tuple[Serving, Client]) -> None:
    _, client = lived
    page = client.get("/momentum/why?period=day")
    line = next(line for line in page["lines"] if line["kind"] == "task_completion")
    assert line["because"] == "10 × 2 (complex) × 1.25 (Daily activity, 9 days) = 25"
    assert (line["title"], line["points"], line["base"], line["day"]) == ("Report 8", 25, 10, "2026-03-03")
    assert line["factors"] == [
        {"source": "complexity", "name": "complex", "multiplier": 2, "count": 0},
        {"source": "streak", "name": "daily_activity", "multiplier": 1.25, "count": 9},
    ]


def test_each_number_of_the_standing_is_the_sum_of_its_lines(lived: tuple[Serving, Client]) -> None:
    _, client = lived
    progress = client.get("/momentum/progress")
    assert summed(asked(client)) == progress["total_points"] > 0
    assert summed(asked(client, level="true")) == progress["total_points"]
    assert summed(asked(client, period="day")) == progress["today_points"] > 0
    assert summed(asked(client, period="week")) == progress["weekly_points"] > progress["today_points"]
    assert summed(asked(client, period="month")) == progress["monthly_points"] > 0
    assert len(asked(client, period="week", day="2026-02-25")) > len(asked(client, day="2026-02-25")) > 0
    stats = client.get("/momentum/stats?days=0")
    for row in stats["days"]:
        assert summed(asked(client, day=row["day"])) == row["points"]
    for kind, points in stats["by_kind"].items():
        assert summed(asked(client, kind=kind)) == points
    span = {"day": stats["days"][0]["day"], "last_day": stats["days"][-1]["day"]}
    assert summed(asked(client, **span, kind="early_bird")) == stats["by_kind"]["early_bird"]
    for weekday, points in enumerate(stats["by_weekday"]):
        assert summed(asked(client, **span, weekday=weekday)) == points
    for hour, points in enumerate(stats["by_hour"]):
        assert summed(asked(client, **span, hour=hour)) == points


def test_streaks_achievements_levels_events_and_acts_open_too(lived: tuple[Serving, Client]) -> None:
    serving, client = lived
    assert [line["measure"] for line in asked(client, streak="daily_activity")] == list(range(9, 0, -1))
    counted = asked(client, achievement="Task Master")
    assert [line["measure"] for line in counted] == list(range(9, 0, -1))
    assert counted[0]["because"] == "8 → 9 of 100"
    assert client.get("/momentum/why?level_number=2")["heading"] == "Why level 2?"
    for act in client.get("/momentum/history")["acts"]:
        assert summed(asked(client, act_id=act["id"])) == act["points"]
    for event in client.get("/momentum/events")["events"]:
        lines = asked(client, event_id=event["event_id"])
        assert [{"kind": line["kind"], "points": line["points"]} for line in lines] == event["entries"]
        assert summed(lines) == event["points"]
    page = serving.run(serving.service.why(event_id=1))
    assert client.get("/momentum/why?event_id=1")["lines"] == to_wire(page.lines)


def test_an_event_names_its_entries_and_none_once_undone(lived: tuple[Serving, Client]) -> None:
    serving, client = lived
    event = client.get("/momentum/events/1")
    assert [entry["kind"] for entry in event["entries"]][:3] == ["task_completion", "first_task_of_day", "early_bird"]
    assert sum(entry["points"] for entry in event["entries"]) == event["points"]
    assert serving.client("write").post("/momentum/events/1/undo").status == 200
    assert client.get("/momentum/events/1")["entries"] == []


@pytest.mark.parametrize(
    ("question", "status", "field"),
    [
        ("event_id=99", 404, "event"),
        ("act_id=99", 404, "act"),
        ("kind=nonsense", 404, "kind"),
        ("streak=nonsense", 404, "streak"),
        ("achievement=nonsense", 404, "achievement"),
        ("level_number=99", 404, "level_number"),
        ("day=2026-03-03&streak=daily_activity", 409, "why"),
        ("kind=early_bird&weekday=0", 409, "why"),
        ("last_day=2026-03-03", 409, "last_day"),
        ("period=week&last_day=2026-03-03", 409, "last_day"),
        ("streak=daily_activity&before=1:2:3:4", 409, "before"),
        ("before=nonsense", 422, "before"),
        ("day=today", 422, "day"),
        ("weekday=7", 422, "weekday"),
        ("limit=0", 422, "limit"),
        ("period=year", 422, "period"),
        ("user_id=2", 403, "user_id"),
    ],
)
def test_what_cannot_be_asked_is_told_with_its_field_and_its_mend(
    lived: tuple[Serving, Client], question: str, status: int, field: str
) -> None:
    _, client = lived
    answer = client("GET", f"/momentum/why?{question}")
    assert (answer.status, answer.json["field"]) == (status, field)
    assert answer.json["mend"]


def test_a_secret_is_kept_until_it_is_earned(lived: tuple[Serving, Client]) -> None:
    serving, client = lived
    document = serving.run(serving.service.rules_document())
    name = next(each["name"] for each in document["achievements"] if each.get("secret"))
    assert client("GET", f"/momentum/why?{urlencode({'achievement': name})}").status == 404


def test_only_a_token_that_may_read_is_answered(lived: tuple[Serving, Client]) -> None:
    serving, _ = lived
    assert serving.client("post:focus_session")("GET", "/momentum/why").code == "scope_missing"
