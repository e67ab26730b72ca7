#!/usr/bin/env python3
"""A client of Momentum's API, to copy from: record an event and see where you stand."""

import json
import os
import urllib.request
import uuid
from pathlib import Path

DATA = Path(os.environ.get("MOMENTUM_DATA_DIR") or Path.home() / ".local/share/momentum-desktop")
API = json.loads((DATA / "api.json").read_text())
TOKEN = (Path(API["tokens"]) / "python").read_text().strip()


def ask(method, path, body=None, key=None):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    if method == "POST":
        headers["Idempotency-Key"] = key or str(uuid.uuid4())  # sent again, it does nothing twice
    data = None if method == "GET" else json.dumps(body or {}).encode()
    request = urllib.request.Request(API["address"] + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


if __name__ == "__main__":
    given = ask("POST", "/momentum/event", {"event_type": "learning_session", "metadata": {"minutes": 30}})
    progress = ask("GET", "/momentum/progress")
    print(f"+{given['points_awarded']} points, {progress['total_points']} in all: {progress['level']['title']}")
