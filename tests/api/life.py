"""A small life over the API on a clock that is set: the examples in the document are what it was really answered.

`make openapi` writes them anew, and says the digest of the document's shape."""

from __future__ import annotations

import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

from momentum_desktop.api.application import paths
from momentum_desktop.api.document import EXAMPLES, document
from momentum_desktop.engine.defaults import default_document
from tests.api.serving import NOON, Serving
from tests.service.lives import Clock

ROOT = Path(__file__).parents[2]
MOST_SHOWN = 2
FEW_RULES = {
    "achievements": [
        {
            **{"name": name, "description": words, "points": points, "category": "productivity", "icon_name": "trophy"},
            **{"criteria_type": "COUNT", "criteria_value": count, "events": ["task_completion"]},
        }
        for name, words, points, count in (
            ("First Spark", "Complete your first task", 20, 1),
            ("Task Master", "Complete 100 tasks", 500, 100),
        )
    ],
    "levels": [
        {"level_number": number, "points_required": points, "title": title, "perks": perks}
        for number, points, title, perks in ((1, 0, "Newcomer", []), (2, 100, "Apprentice", ["icon_styles"]))
    ],
}
"""So that the examples stay as they are when the tables of the game grow."""
ADDRESS, VERSION = "http://127.0.0.1:47615", "1"
WORDS = {"description", "examples", "example", "title", "summary", "x-enum-descriptions", "x-codeSamples"}
"""What may change without changing a shape."""


def examples(folder: Path) -> dict[str, Any]:
    """What each path answers in the small life, by method and path."""
    clock = Clock(NOON)
    found: dict[str, Any] = {}
    with Serving(folder, clock) as serving:
        serving.run(serving.service.take_rules({**default_document(), **FEW_RULES}))
        client = serving.client("write")

        def ask(method: str, path: str, body: Any = None, key: str | None = None, named: str | None = None) -> Any:
            answer = client(method, path, body, key=key)
            assert answer.status in (200, 201), answer
            template = named or path.partition("?")[0]
            found.setdefault(f"{method} {template}", _shortened(answer.json))
            return answer.json

        task = ask("POST", "/momentum/tasks", {"title": "Water the plants", "due": "2026-03-06", "tags": ["home"]})
        one = f"/momentum/tasks/{task['id']}"
        ask("GET", one, named="/momentum/tasks/{task_id}")
        ask("PATCH", one, {"due_time": "18:30"}, named="/momentum/tasks/{task_id}")
        ask("GET", "/momentum/tasks")
        ask("POST", f"{one}/complete", named="/momentum/tasks/{task_id}/complete")
        ask("POST", f"{one}/reopen", named="/momentum/tasks/{task_id}/reopen")
        habit = ask("POST", "/momentum/tasks", {"title": "Drink water", "repeat": "FREQ=DAILY", "amount": 8})
        each = f"/momentum/tasks/{habit['id']}"
        ask("POST", f"{each}/amount", {"amount": 4}, named="/momentum/tasks/{task_id}/amount")
        ask("POST", f"{each}/skip", named="/momentum/tasks/{task_id}/skip")
        ask("DELETE", each, named="/momentum/tasks/{task_id}")

        event = ask("POST", "/momentum/event", {"event_type": "focus_session", "metadata": {"minutes": 25}}, "e-1")
        refused = {"event_type": "focus_sesion"}
        ask(
            "POST",
            "/momentum/events",
            {"events": [{"event_type": "learning_session", "idempotency_key": "l-1"}, refused]},
        )
        ask("GET", "/momentum/events?limit=1")
        logged = f"/momentum/events/{event['event_id']}"
        ask("GET", f"/momentum/why?event_id={event['event_id']}")
        ask("GET", logged, named="/momentum/events/{event_id}")
        ask("POST", f"{logged}/undo", named="/momentum/events/{event_id}/undo")
        ask("POST", f"{logged}/redo", named="/momentum/events/{event_id}/redo")

        goal = ask("POST", "/momentum/goals", {"title": "Learn the cello", "steps": [{"title": "Rent one"}]})
        aim = f"/momentum/goals/{goal['id']}"
        ask("GET", "/momentum/goals")
        shown = ask("GET", aim, named="/momentum/goals/{goal_id}")
        ask("PUT", aim, {"title": "Play the cello"}, named="/momentum/goals/{goal_id}")
        step = f"/momentum/steps/{shown['steps'][0]['id']}"
        ask("POST", f"{step}/complete", named="/momentum/steps/{step_id}/complete")
        ask("POST", f"{step}/reopen", named="/momentum/steps/{step_id}/reopen")
        ask("PUT", step, {"title": "Rent a good one"}, named="/momentum/steps/{step_id}")
        ask("POST", f"{aim}/steps", {"title": "Tune it"}, named="/momentum/goals/{goal_id}/steps")
        ask("DELETE", step, named="/momentum/steps/{step_id}")
        ask("POST", f"{aim}/complete", named="/momentum/goals/{goal_id}/complete")
        ask("POST", f"{aim}/reopen", named="/momentum/goals/{goal_id}/reopen")
        ask("DELETE", aim, named="/momentum/goals/{goal_id}")

        slot_words = {"day": "2026-03-04", "start_time": "11:30", "minutes": 45, "title": "Write"}
        slot = f"/momentum/slots/{ask('POST', '/momentum/slots', slot_words)['id']}"
        ask("GET", "/momentum/slots")
        ask("PUT", slot, {**slot_words, "minutes": 60}, named="/momentum/slots/{slot_id}")
        ask("POST", f"{slot}/complete", named="/momentum/slots/{slot_id}/complete")
        ask("POST", f"{slot}/reopen", named="/momentum/slots/{slot_id}/reopen")
        ask("DELETE", slot, named="/momentum/slots/{slot_id}")

        ask("POST", "/momentum/focus/start", {"minutes": 25})
        clock.forward(minutes=10)
        ask("GET", "/momentum/focus")
        for verb in ("pause", "resume", "stop"):
            ask("POST", f"/momentum/focus/{verb}")
        ask("POST", "/momentum/focus/start")
        ask("POST", "/momentum/focus/drop")

        ask("GET", "/momentum/history?limit=1")
        act = client.get("/momentum/history")["acts"][0]["id"]
        ask("POST", f"/momentum/history/{act}/undo", named="/momentum/history/{act_id}/undo")
        ask("POST", f"/momentum/history/{act}/redo", named="/momentum/history/{act_id}/redo")
        ask("POST", "/momentum/undo")
        ask("POST", "/momentum/redo")
        for path in (
            *(
                "progress",
                "leaderboard",
                "achievements",
                "achievements/available",
                "streaks",
                "levels",
                "users",
                "health",
            ),
            "stats?days=2",
        ):
            ask("GET", f"/momentum/{path}")
    return found


def the_document() -> dict[str, Any]:
    """The document as the program has it under the rules that come with it."""
    return document(paths(), ADDRESS, VERSION, default_document())


def shape_digest(described: dict[str, Any]) -> str:
    """Eight digits that change whenever a path, a parameter or a shape does, and with no other word."""
    text = json.dumps(_without_words(described), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _without_words(value: Any, inside: str = "") -> Any:
    if isinstance(value, dict):
        # A field may be called “title” itself.
        kept = value if inside == "properties" else {name: each for name, each in value.items() if name not in WORDS}
        return {name: _without_words(each, name) for name, each in kept.items()}
    return [_without_words(each) for each in value] if isinstance(value, list) else value


def _shortened(value: Any) -> Any:
    """An answer with the first items of each list, which is enough to see what it looks like."""
    if isinstance(value, dict):
        return {name: _shortened(each) for name, each in value.items()}
    if isinstance(value, list):
        few = value if all(isinstance(each, int) for each in value) else value[:MOST_SHOWN]
        return [_shortened(each) for each in few]
    return value


def as_text(value: Any) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def write_anew() -> None:
    """Write the examples, and say the digest that the changelog must name."""
    with tempfile.TemporaryDirectory() as folder:
        EXAMPLES.write_text(as_text(examples(Path(folder))), encoding="utf-8")
    print(f"API shape {shape_digest(the_document())}")


if __name__ == "__main__":
    write_anew()
