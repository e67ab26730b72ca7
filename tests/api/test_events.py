"""Events by the batch, the log page by page, and what is taken back."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from momentum_desktop.service import batches
from tests.api.serving import Answer, Client, Serving
from tests.service.lives import Clock

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FOCUS = {"event_type": "focus_session"}


@pytest.fixture
def serving(data_dir: Path):
    with Serving(data_dir, Clock(NOON)) as opened:
        yield opened


def test_each_item_of_a_batch_has_its_own_result_and_what_is_sound_is_stored(serving: Serving, client: Client) -> None:
    items = [
        {"event_type": "task_completion", "metadata": {"complexity": "epic"}},
        {"event_type": "nothing_such"},
        {"event_type": "focus_session", "idempotency_key": "a"},
        {"metadata": {}},
        {"event_type": "focus_session", "idempotency_key": "a"},
        {"event_type": "learning_session", "idempotency_key": "a"},
        {"event_type": "focus_session", "metadata": {"n": 2**63}},
        {"event_type": "focus_session", "occurred_at": "yesterday"},
    ]
    batch = client.post("/momentum/events", {"events": items})
    assert batch.status == 200
    results = batch.json["results"]
    assert [item["status"] for item in results] == [201, 422, 201, 422, 201, 422, 422, 422]
    assert [item["replayed"] for item in results] == [False, False, False, False, True, False, False, False]
    assert (batch.json["recorded"], batch.json["replayed"], batch.json["refused"]) == (2, 1, 5)
    assert results[4]["outcome"] == results[2]["outcome"]
    fields = [item["problem"] and item["problem"]["field"] for item in results]
    assert fields == [None, "event_type", None, "event_type", None, "idempotency_key", "metadata.n", "occurred_at"]
    assert len(serving.run(serving.service.export_events())) == 2
    assert serving.run(serving.service.verify()).ok


def test_a_batch_gives_what_its_events_would_give_one_by_one(data_dir: Path) -> None:
    kinds = ["task_completion", "focus_session", "task_completion", "learning_session"] * 10
    items = [
        {"event_type": kind, "occurred_at": (NOON + timedelta(hours=3 * place)).isoformat()}
        for place, kind in enumerate(kinds)
    ]
    with Serving(data_dir / "one", Clock(NOON)) as serving:
        client = serving.client("write")
        alone = [client.post("/momentum/event", item).json for item in items]
    with Serving(data_dir / "many", Clock(NOON)) as serving:
        batch = serving.client("write").post("/momentum/events", {"events": items}).json
        assert [item["outcome"] for item in batch["results"]] == alone
        assert len(serving.run(serving.service.get_history(1, limit=100))) == len(items)


def test_late_items_take_their_place_and_say_what_they_gave(serving: Serving, client: Client) -> None:
    client.post("/momentum/event", {"event_type": "task_completion"})
    before = client.get("/momentum/progress")["total_points"]
    items = [{"event_type": "task_completion", "occurred_at": f"2026-03-0{day}T09:00:00Z"} for day in (1, 3, 2)]
    items.append({"event_type": "focus_session", "idempotency_key": "late", "occurred_at": "2026-02-01T09:00:00Z"})
    batch = client.post("/momentum/events", {"events": [*items, items[3]]}).json
    assert [item["status"] for item in batch["results"]] == [201] * 5
    assert batch["results"][4]["replayed"]
    total = client.get("/momentum/progress")["total_points"]
    assert total > before
    assert {item["outcome"]["total_points"] for item in batch["results"]} == {total}
    log = client.get("/momentum/events")["events"]
    by_id = {event["event_id"]: event["points"] for event in log}
    assert [by_id[item["outcome"]["event_id"]] for item in batch["results"]] == [
        item["outcome"]["points_awarded"] for item in batch["results"]
    ]
    assert serving.run(serving.service.verify()).ok


def test_events_far_back_are_answered_once_they_are_worked_in(
    serving: Serving, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from momentum_desktop.store import journal

    for _ in range(5):
        client.post("/momentum/event", FOCUS)
    monkeypatch.setattr(journal, "PATIENCE", 2)
    late = {"event_type": "task_completion", "occurred_at": "2026-01-04T09:00:00Z"}
    alone = client.post("/momentum/event", late, key="far")
    assert alone.json["points_awarded"] > 0
    assert client.post("/momentum/event", late, key="far").body == alone.body
    batch = client.post("/momentum/events", {"events": [late, FOCUS]}).json
    assert [item["status"] for item in batch["results"]] == [201, 201]
    assert batch["results"][0]["outcome"]["points_awarded"] > 0
    limited = serving.client("write", daily_points=1_000)
    assert limited.post("/momentum/event", late).json["field"] == "occurred_at"
    assert serving.run(serving.service.verify()).ok


def test_a_batch_may_be_a_megabyte_and_a_thousand_items(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    large = {"events": [{**FOCUS, "metadata": {"text": "x" * 50_000}} for _ in range(20)]}
    assert client.post("/momentum/events", large).json["recorded"] == 20
    too_many = client.post("/momentum/events", {"events": [FOCUS] * 1_001})
    assert (too_many.status, too_many.json["field"]) == (422, "events")
    monkeypatch.setattr(batches, "MOST_AT_ONCE", 3)
    assert client.post("/momentum/events", {"events": [FOCUS] * 4}).status == 422
    assert client.post("/momentum/events", {"events": []}).json["results"] == []


def test_the_window_hears_of_each_event_and_of_a_large_batch_in_one_sentence(serving: Serving, client: Client) -> None:
    told: list[object] = []
    serving.service.subscribe(told.append)
    first = client.post("/momentum/event", FOCUS).json
    batch = client.post("/momentum/events", {"events": [FOCUS] * 3}).json
    gave = [first["points_awarded"], *(item["outcome"]["points_awarded"] for item in batch["results"])]
    assert [(act.kind, act.outcome.points_awarded, act.user_id) for act in told] == [
        ("event", points, 1) for points in gave
    ]
    told.clear()
    before = client.get("/momentum/progress")["total_points"]
    client.post("/momentum/events", {"events": [FOCUS] * 20})
    change = client.get("/momentum/progress")["total_points"] - before
    assert [(act.summary, act.total_change, act.user_id) for act in told] == [("Recorded 20 events", change, 1)]


def test_the_log_comes_page_by_page_latest_first_also_while_more_is_recorded(client: Client) -> None:
    for number in range(23):
        at = (NOON - timedelta(hours=number % 7)).isoformat()
        client.post("/momentum/event", {"event_type": "focus_session", "metadata": {"n": number}, "occurred_at": at})
    seen, before = [], None
    while True:
        page = client.get(f"/momentum/events?limit=5{f'&before={before}' if before else ''}")
        seen += page["events"]
        client.post("/momentum/event", {**FOCUS, "occurred_at": (NOON + timedelta(hours=1)).isoformat()})
        before = page["next_before"]
        if before is None:
            break
        assert len(page["events"]) == 5
    assert sorted(event["metadata"]["n"] for event in seen) == list(range(23))
    assert [event["occurred_at"] for event in seen] == sorted((event["occurred_at"] for event in seen), reverse=True)
    assert len(client.get("/momentum/events?limit=500&event_type=task_completion")["events"]) == 0
    assert client("GET", "/momentum/events?before=nonsense").json["field"] == "before"


def test_an_event_is_undone_and_done_again(client: Client) -> None:
    event_id = client.post("/momentum/event", FOCUS).json["event_id"]
    undone = client.post(f"/momentum/events/{event_id}/undo")
    assert (undone.status, undone.json["kind"], undone.json["total_change"]) == (200, "undo", -10)
    event = client.get(f"/momentum/events/{event_id}")
    assert (event["undone"], event["points"]) == (True, 0)
    assert client.get("/momentum/progress")["total_points"] == 0
    again = client.post(f"/momentum/events/{event_id}/undo")
    assert (again.status, again.code) == (409, "conflict")
    assert client.post(f"/momentum/events/{event_id}/redo").json["total_change"] == 10
    assert client.post("/momentum/events/99/undo").code == "unknown"
    assert client("GET", "/momentum/events/99").code == "unknown"


def test_an_event_of_an_import_is_undone_with_its_act_alone(serving: Serving, client: Client) -> None:
    from momentum_desktop.service.values import Submission

    serving.run(serving.service.process_events([Submission("focus_session") for _ in range(3)]))
    answer = client.post("/momentum/events/2/undo")
    assert (answer.status, answer.code) == (409, "conflict")
    act = client.get("/momentum/history")["acts"][0]
    assert act["event_count"] == 3
    assert client.post(f"/momentum/history/{act['id']}/undo").json["total_change"] == -act["points"]


def test_the_history_comes_page_by_page_and_any_act_can_be_taken_back(client: Client) -> None:
    for number in range(5):
        client.post("/momentum/tasks", {"title": f"Task {number}"})
    first = client.get("/momentum/history?limit=2")
    second = client.get(f"/momentum/history?limit=2&before={first['next_before']}")
    last = client.get(f"/momentum/history?limit=2&before={second['next_before']}")
    assert [act["summary"] for page in (first, second, last) for act in page["acts"]] == [
        f"Added “Task {number}”" for number in (4, 3, 2, 1, 0)
    ]
    assert last["next_before"] is None
    assert len(client.get("/momentum/history?words=task%203")["acts"]) == 1
    oldest = last["acts"][0]["id"]
    assert client.post(f"/momentum/history/{oldest}/undo").status == 200
    assert [task["title"] for task in client.get("/momentum/tasks")] == [f"Task {number}" for number in (1, 2, 3, 4)]
    assert client.post("/momentum/undo").json["summary"] == "Undid: added “Task 4”"
    assert client.post("/momentum/redo").status == 200
    assert client.post(f"/momentum/history/{oldest}/redo").status == 200
    assert client.post("/momentum/redo").status == 409
    assert len(client.get("/momentum/tasks")) == 5


def test_sixteen_clients_at_once_lose_nothing_and_store_nothing_twice(serving: Serving) -> None:
    answers: list[tuple[str, Answer]] = []

    def work(own: Client, number: int) -> None:
        for place in range(25):
            # Every third is sent again, as by a client that did not hear the answer.
            key = f"{number}-{place - place % 3}"
            answers.append((key, own.post("/momentum/event", FOCUS, key=key)))

    clients = [serving.client("write") for _ in range(16)]
    threads = [threading.Thread(target=work, args=(own, number)) for number, own in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for _, answer in answers} == {201}
    by_key: dict[str, set[bytes]] = {}
    for key, answer in answers:
        by_key.setdefault(key, set()).add(answer.body)
    assert all(len(bodies) == 1 for bodies in by_key.values())
    log = serving.run(serving.service.export_events())
    assert sorted(event.idempotency_key or "" for event in log) == sorted(by_key)
    assert serving.run(serving.service.verify()).ok
