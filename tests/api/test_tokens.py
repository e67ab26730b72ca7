"""Tokens: who holds one may do what it says, for its user alone, up to its limit, until it is revoked."""

from __future__ import annotations

import logging
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from momentum_desktop.errors import RefusedInput, UnknownThing
from momentum_desktop.service.on_behalf import OnBehalf
from tests.api.serving import Client, Serving
from tests.service.lives import Clock

FOCUS = {"event_type": "focus_session"}
TASK = {"event_type": "task_completion"}


def test_a_reading_token_reads_and_does_nothing(serving: Serving) -> None:
    reader = serving.client("read")
    assert reader("GET", "/momentum/progress").status == 200
    for answer in (
        reader.post("/momentum/event", FOCUS),
        reader.post("/momentum/events", {"events": [FOCUS]}),
        reader.post("/momentum/undo"),
        reader.post("/momentum/tasks", {"title": "Water the plants"}),
        reader("DELETE", "/momentum/tasks/1"),
    ):
        assert (answer.status, answer.code) == (403, "scope_missing")
    assert serving.run(serving.service.export_events()) == []


def test_a_token_for_one_type_of_event_records_that_type_alone(serving: Serving) -> None:
    poster = serving.client("post:focus_session", "post:learning_session")
    assert poster.post("/momentum/event", FOCUS).status == 201
    assert poster.post("/momentum/event", {"event_type": "learning_session"}).status == 201
    assert poster.post("/momentum/event", TASK).code == "scope_missing"
    assert poster("GET", "/momentum/progress").code == "scope_missing"
    assert poster("GET", "/momentum/health").json["scopes"] == ["post:focus_session", "post:learning_session"]
    batch = poster.post("/momentum/events", {"events": [FOCUS, TASK]}).json
    assert [item["status"] for item in batch["results"]] == [201, 403]


def test_a_writing_token_does_everything(serving: Serving) -> None:
    writer = serving.client("write")
    assert writer.post("/momentum/event", TASK).status == 201
    assert writer("GET", "/momentum/progress").status == 200


def test_a_token_is_for_one_user_whoever_is_in_use(serving: Serving) -> None:
    anna = serving.run(serving.service.add_user("Anna")).user_id
    mine, hers = serving.client("write"), serving.client("write", user_id=anna)
    serving.run(serving.service.use_user(anna))

    assert hers.post("/momentum/event", FOCUS).status == 201

    assert mine.get("/momentum/progress")["total_points"] == 0
    assert hers.get("/momentum/progress")["name"] == "Anna"
    assert mine.get("/momentum/progress?user_id=1")["user_id"] == 1
    for answer in (
        mine("GET", f"/momentum/progress?user_id={anna}"),
        mine("GET", "/momentum/progress?user_id=99"),
        mine.post("/momentum/event", {**FOCUS, "user_id": anna}),
        mine.post(f"/momentum/event?user_id={anna}", FOCUS),
    ):
        assert (answer.status, answer.code, answer.json["field"]) == (403, "other_user", "user_id")
    assert mine.post("/momentum/event", {**FOCUS, "user_id": 1}).status == 201


def test_a_revoked_token_is_good_for_nothing_at_once(serving: Serving) -> None:
    writer = serving.client("write")
    assert writer.post("/momentum/event", FOCUS).status == 201
    serving.run(serving.service.tokens.revoke("client 0"))
    assert writer.post("/momentum/event", FOCUS).code == "unknown_token"
    assert writer("GET", "/momentum/progress").status == 401
    assert len(serving.run(serving.service.export_events())) == 1


def test_only_the_hash_of_a_token_is_kept(serving: Serving) -> None:
    token = serving.token("write")
    for path in serving.folder.iterdir():
        assert token.encode() not in path.read_bytes()
        assert token.removeprefix("momentum_").encode() not in path.read_bytes()
    kept = serving.run(serving.service.tokens.all())
    assert [(each.name, each.scopes, each.daily_points) for each in kept] == [("test", ("write",), None)]
    assert not hasattr(kept[0], "token")


def test_over_its_daily_points_a_token_stores_nothing_until_the_day_ends(data_dir: Path) -> None:
    clock = Clock(datetime(2026, 3, 4, 12, 0, tzinfo=UTC))
    with Serving(data_dir, clock) as serving:
        poster = serving.client("post:focus_session", daily_points=25)
        assert [poster.post("/momentum/event", FOCUS).status for _ in range(2)] == [201, 201]
        answer = poster.post("/momentum/event", FOCUS)
        assert (answer.status, answer.code) == (429, "daily_limit")
        # The day ends at 04:00.
        assert int(answer.headers["retry-after"]) == 16 * 3600
        assert len(serving.run(serving.service.export_events())) == 2
        assert serving.run(serving.service.verify()).ok
        backdated = poster.post("/momentum/event", {**FOCUS, "occurred_at": "2026-01-04T12:00:00Z"})
        assert backdated.code == "daily_limit"
        assert poster.post("/momentum/events", {"events": [FOCUS, FOCUS]}).code == "daily_limit"
        # Who has no limit is not held back by another's.
        assert serving.client("write").post("/momentum/event", FOCUS).status == 201
        clock.forward(hours=16)
        assert poster.post("/momentum/event", FOCUS).status == 201
        assert len(serving.run(serving.service.export_events())) == 4
        assert serving.run(serving.service.verify()).ok


def test_what_would_pass_the_limit_is_told_with_what_is_left_of_it(serving: Serving) -> None:
    poster = serving.client("write", daily_points=20)
    big = {"event_type": "task_completion", "metadata": {"complexity": "complex"}}
    first = poster.post("/momentum/event", big).json
    assert first["title"] == "More than the token may earn in a day"
    assert first["detail"] == (
        "This would earn 45 points, and the token may earn 20 more today, of 20 a day; nothing was stored."
    )
    assert poster.post("/momentum/event", FOCUS).json["points_awarded"] == 10
    assert "may earn 10 more today, of 20 a day;" in poster.post("/momentum/event", big).json["detail"]
    assert poster.post("/momentum/event", FOCUS).status == 201
    spent = poster.post("/momentum/event", FOCUS).json
    assert spent["detail"] == "The token has earned its 20 points of the day; nothing was stored."
    assert spent["mend"]


def test_what_a_task_earns_counts_towards_the_limit_and_an_undo_gives_nothing_back(serving: Serving) -> None:
    writer = serving.client("write", daily_points=60)
    task = writer.post("/momentum/tasks", {"title": "Water the plants"}).json["id"]
    done = writer.post(f"/momentum/tasks/{task}/complete")
    assert done.json["outcome"]["points_awarded"] > 30
    assert writer.post("/momentum/undo").status == 200
    again = writer.post(f"/momentum/tasks/{task}/complete")
    assert (again.status, again.code) == (429, "daily_limit")
    assert writer.get(f"/momentum/tasks/{task}")["done"] is False
    assert serving.run(serving.service.verify()).ok


def test_a_request_refused_for_the_limit_spoils_none_that_share_its_commit(serving: Serving) -> None:
    import asyncio

    from momentum_desktop.service.on_behalf import OnBehalf

    limited, free = serving.token("write", name="limited", daily_points=25), serving.token("write", name="free")

    async def all_at_once() -> list[object]:
        service = serving.service
        bearers = [await service.tokens.bearer(secret) for secret in (limited, free)]
        wishes = [OnBehalf(service, bearers[n % 2]).process_event(None, "focus_session") for n in range(20)]  # type: ignore[arg-type]
        return await asyncio.gather(*wishes, return_exceptions=True)

    results = serving.run(all_at_once())
    refused = [result for result in results if isinstance(result, Exception)]
    assert len(refused) == 8
    assert len(serving.run(serving.service.export_events())) == 12
    assert serving.run(serving.service.verify()).ok


@pytest.mark.parametrize("name", ["", " ", "a/b", "..", ".hidden", "-x", "a\\b", "a\nb", "x" * 65])
def test_a_name_that_could_be_no_file_is_no_name(serving: Serving, name: str) -> None:
    with pytest.raises(RefusedInput):
        serving.token("read", name=name)


@pytest.mark.parametrize(
    "scopes", [("all",), ("post:",), ("post:nothing_such",), ("post:perfect_week",), ("READ",), ()]
)
def test_a_scope_that_there_is_not_is_refused(serving: Serving, scopes: tuple[str, ...]) -> None:
    with pytest.raises(RefusedInput):
        serving.run(serving.service.tokens.create("x", scopes))


def test_names_are_unique_and_what_is_not_there_cannot_be_revoked(serving: Serving) -> None:
    serving.token("read")
    with pytest.raises(RefusedInput):
        serving.token("read")
    with pytest.raises(UnknownThing):
        serving.run(serving.service.tokens.revoke("nobody"))


def test_a_number_is_never_given_to_a_second_token(serving: Serving) -> None:
    """A request that is under way with a revoked token must not find another one in its place."""
    serving.token("read", name="first")
    first = _ids(serving.folder)
    serving.run(serving.service.tokens.revoke("first"))
    serving.token("read", name="second")
    assert first.isdisjoint(_ids(serving.folder))


def _ids(folder: Path) -> set[int]:
    connection = sqlite3.connect(f"file:{folder / 'momentum.db'}?mode=ro", uri=True)
    try:
        return {row[0] for row in connection.execute("SELECT id FROM api_tokens")}
    finally:
        connection.close()


def test_no_token_stands_in_any_log(
    serving: Serving, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failing(*_: object) -> None:
        raise ZeroDivisionError

    caplog.set_level(logging.DEBUG)
    secret = serving.token("write", name="canary")
    with_it = Client(serving.port, secret)
    for path in (f"/momentum/progress?token={secret}", f"/{secret}", f"/momentum/events?before={secret}"):
        with_it("GET", path)
    with_it.post("/momentum/event", {"event_type": secret})
    monkeypatch.setattr(OnBehalf, "get_streaks", failing)
    assert with_it("GET", "/momentum/streaks").status == 500
    assert with_it("GET", "/momentum/health").status == 200
    with_it.close()
    assert "ZeroDivisionError" in caplog.text
    assert secret not in caplog.text
    assert secret.removeprefix("momentum_") not in caplog.text


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/momentum/tasks", {"title": "Water the plants"}),
        ("PATCH", "/momentum/tasks/1", {"title": "Water them"}),
        ("POST", "/momentum/tasks/1/complete", {}),
        ("POST", "/momentum/goals", {"title": "Learn the cello", "steps": [{"title": "Rent one"}]}),
        ("POST", "/momentum/focus/start", {"minutes": 25}),
        ("POST", "/momentum/event", {"event_type": "focus_session"}),
        ("POST", "/momentum/events", {"events": [{"event_type": "focus_session"}]}),
        ("POST", "/momentum/undo", {}),
    ],
)
def test_a_body_may_name_the_tokens_own_user_and_no_other(
    client: Client, method: str, path: str, body: dict[str, object]
) -> None:
    assert client.post("/momentum/tasks", {"title": "Call Grandma"}).status == 201
    other = client(method, path, {**body, "user_id": 2})
    assert (other.status, other.code, other.json["field"]) == (403, "other_user", "user_id")
    assert client(method, path, {**body, "user_id": 1}).status in (200, 201)
