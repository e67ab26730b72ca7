#!/usr/bin/env python3
"""A focus timer in the terminal: `focus_timer.py 25 Write the report`. Only what ran its time is recorded.

Its token: momentum token create focus-timer --scope post:focus_session --save
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
import uuid
from pathlib import Path

DATA = Path(os.environ.get("MOMENTUM_DATA_DIR") or Path.home() / ".local/share/momentum-desktop")


def record(minutes, topic, key):
    """Record a session; tried again until Momentum answers. The key lets it count once."""
    found = json.loads((DATA / "api.json").read_text())
    token = (Path(found["tokens"]) / "focus-timer").read_text().strip()
    metadata = {"minutes": minutes, "planned": minutes, "finished": True, **({"topic": topic} if topic else {})}
    body = json.dumps({"event_type": "focus_session", "metadata": metadata}).encode()
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Idempotency-Key": key}
    request = urllib.request.Request(found["address"] + "/momentum/event", body, headers)
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("minutes", type=int)
    parser.add_argument("topic", nargs="*")
    parser.add_argument("--minute", type=float, default=60.0, help="how many seconds a minute has, to try it out")
    given = parser.parse_args()
    for left in range(given.minutes, 0, -1):
        print(f"\r{left} min ", end="", flush=True)
        time.sleep(given.minute)
    key = f"focus-timer:{uuid.uuid4()}"
    for wait in (0, 5, 30, 120, None):
        try:
            outcome = record(given.minutes, " ".join(given.topic), key)
            break
        except urllib.error.HTTPError as refusal:
            sys.exit(f"\rNot recorded: {json.load(refusal)['detail']}")
        except (OSError, ValueError) as fault:
            if wait is None:
                sys.exit(f"\rNot recorded: Momentum does not answer ({fault})")
            time.sleep(wait)
    print(f"\r+{outcome['points_awarded']} points, {outcome['total_points']} in all")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\rBroken off, nothing recorded")
