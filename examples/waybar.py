#!/usr/bin/env python3
"""Points and level in the status bar, renewed as they change.

Its token: momentum token create waybar --scope read --save
In waybar's config:

    "custom/momentum": {"exec": "~/bin/waybar.py", "return-type": "json", "restart-interval": 30}
"""

import json
import os
import sys
import urllib.request
from pathlib import Path

DATA = Path(os.environ.get("MOMENTUM_DATA_DIR") or Path.home() / ".local/share/momentum-desktop")
BAR = 10


def line(progress):
    """What waybar shows for a standing."""
    level, filled = progress["level"], round(progress["level_progress"] * BAR)
    due = [streak for streak in progress["streaks"] if streak["status"] == "due"]
    words = [f"Level {level['level_number']}, {level['title']}", "▰" * filled + "▱" * (BAR - filled)]
    words += [f"{streak['streak_type'].replace('_', ' ')}: keep it today" for streak in due]
    kind = "due" if due else "kept"
    return {"text": f"{progress['today_points']} ★", "tooltip": "\n".join(words), "class": kind}


def main():
    found = json.loads((DATA / "api.json").read_text())
    token = (Path(found["tokens"]) / "waybar").read_text().strip()

    def opened(path, timeout=10):
        headers = {"Authorization": f"Bearer {token}"}
        return urllib.request.urlopen(urllib.request.Request(found["address"] + path, headers=headers), timeout=timeout)

    # The stream says something with every act, and at least every fifteen seconds.
    with opened("/momentum/stream", timeout=60) as stream:
        for told in stream:
            if told.startswith((b"id:", b":")):
                with opened("/momentum/progress") as answer:
                    print(json.dumps(line(json.load(answer))), flush=True)


if __name__ == "__main__":
    try:
        main()
    except (OSError, ValueError) as fault:
        print(json.dumps({"text": "", "tooltip": f"Momentum does not answer ({fault})", "class": "off"}), flush=True)
        sys.exit(1)
    except KeyboardInterrupt:
        pass
