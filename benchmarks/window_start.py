"""From the start of the process to the first paint, and to a window that can be used, against a bare window."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from benchmarks.figures import Figure, Samples, ratio
from benchmarks.work import NOW

TIMEOUT = 120


def window_start(short: Path, long: Path, count: int, rounds: int) -> list[Figure]:
    """Spawned in turns, without a screen: a bare window, the program on a short log, the program on a long one."""
    bare, first, first_long = Samples("bare window"), Samples("first paint"), Samples("first paint")
    usable_short, usable = Samples("usable"), Samples("usable")
    for number in range(rounds):
        bare.add(number, *_spawn("benchmarks.bare_window"))
        for folder, paint, use in ((short, first, usable_short), (long, first_long, usable)):
            painted, used = _spawn("benchmarks.momentum_window", "--data-dir", str(folder))
            paint.add(number, painted)
            use.add(number, used)
    return [
        ratio("the first paint to a bare window's", first, bare, 1.3),
        ratio(f"the first paint with {count:,} events to a bare window's", first_long, bare, 1.3),
        ratio("tasks and header shown, to a bare window's paint", usable_short, bare, 4.0),
        ratio(f"tasks and header shown with {count:,} events, to a bare window's paint", usable, bare, 4.0),
    ]


def _spawn(module: str, *arguments: str) -> list[float]:
    """Seconds from the start to each moment that the process tells of."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "MOMENTUM_NOW": NOW.isoformat()}
    environment.pop("MOMENTUM_DATABASE_URL", None)
    # A program that is in use has its bytecode kept.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    # The module is run by name in both cases: what Python itself takes is the same.
    command = [sys.executable, "-m", module, *arguments]
    began = time.monotonic_ns()
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True, timeout=TIMEOUT)
    return [(int(moment) - began) / 1e9 for moment in done.stdout.split()]
