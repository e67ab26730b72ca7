"""Each path as curl asks for it, with a body that is taken as it stands."""

from __future__ import annotations

import json
import re
from typing import Any

SLOT = {"day": "2026-03-06", "start_time": "09:00", "minutes": 45, "title": "Write"}
BODIES: dict[str, Any] = {
    "POST /momentum/event": {"event_type": "learning_session", "metadata": {"topic": "SQLite"}},
    "POST /momentum/events": {
        "events": [
            {"event_type": "focus_session", "metadata": {"minutes": 25}, "idempotency_key": "focus-1"},
            {"event_type": "learning_session", "occurred_at": "2026-03-04T12:00:00+01:00"},
        ]
    },
    "POST /momentum/tasks": {"title": "Water the plants", "due": "2026-03-06", "tags": ["home"]},
    "PATCH /momentum/tasks/{task_id}": {"due": "2026-03-07", "due_time": "18:30"},
    "POST /momentum/tasks/{task_id}/amount": {"amount": 4},
    "POST /momentum/goals": {"title": "Learn the cello", "steps": [{"title": "Rent one"}]},
    "PUT /momentum/goals/{goal_id}": {"title": "Play the cello"},
    "POST /momentum/goals/{goal_id}/steps": {"title": "Tune it"},
    "PUT /momentum/steps/{step_id}": {"title": "Rent a good one"},
    "POST /momentum/slots": SLOT,
    "PUT /momentum/slots/{slot_id}": {**SLOT, "minutes": 60},
    "POST /momentum/focus/start": {"minutes": 25},
}
"""What is sent where a body is needed, or says most."""
KEYS = {"POST /momentum/event": "reading-1", "POST /momentum/tasks/{task_id}/complete": "plants-2026-03-06"}
"""Where a key is shown, as a program would make it up."""
NUMBER = re.compile(r"\{[a-z_]+\}")


def curl_line(method: str, path: str, address: str) -> str:
    """The request in a shell where TOKEN holds a token, for the thing with the number 1."""
    name = f"{method} {path}"
    parts = ["curl"]
    if path.endswith("/stream"):
        parts.append("--no-buffer")
    if method != "GET" and (method != "POST" or name not in BODIES):
        parts.append(f"-X {method}")
    parts.append('-H "Authorization: Bearer $TOKEN"')
    more = [f'-H "Idempotency-Key: {KEYS[name]}"'] if name in KEYS else []
    more += ['-H "Content-Type: application/json"'] if name in BODIES else []
    body = [f"-d '{json.dumps(BODIES[name], ensure_ascii=False)}'"] if name in BODIES else []
    lines = [" ".join(parts), *([" ".join(more)] if more else []), *body, address + NUMBER.sub("1", path)]
    return " \\\n  ".join(lines)
