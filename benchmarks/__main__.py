"""The command: measure everything, and say it as a table or as JSON."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from pathlib import Path

from benchmarks.api_event import api_costs
from benchmarks.event_costs import event_costs
from benchmarks.figures import Figure, as_document, as_table
from benchmarks.large_import import import_costs
from benchmarks.long_log import SHORT, build, command_line, long_log_costs, replay
from benchmarks.window_clicks import window_clicks
from benchmarks.window_frames import RUNS, window_frames
from benchmarks.window_start import window_start

MILLION, QUICK_MILLION = 1_000_000, 100_000
IMPORTED, QUICK_IMPORTED = 100_000, 20_000
TASKS, QUICK_TASKS = 100_000, 20_000


def main() -> int:
    """Run the measurements; always 0, since a machine's mood is no fault."""
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a document instead of a table")
    parser.add_argument(
        "--quick", action="store_true", help=f"fewer rounds, and {QUICK_MILLION:,} events instead of {MILLION:,}"
    )
    options = parser.parse_args()
    os.environ.pop("MOMENTUM_DATABASE_URL", None)
    with tempfile.TemporaryDirectory(prefix="momentum-bench-") as name:
        figures = measure(Path(name), options.quick)
    if options.json:
        print(as_document(figures, options.quick))
    else:
        print(as_table(figures))
        if options.quick:
            print(f"\n  quick: the long log has {QUICK_MILLION:,} events, not {MILLION:,}")
    return 0


def measure(folder: Path, quick: bool) -> list[Figure]:
    """All figures; the logs live in the folder."""
    count = QUICK_MILLION if quick else MILLION
    short, long = folder / "short", folder / "long"
    say("one event, alone and in a crowd")
    figures = asyncio.run(event_costs(folder, 8 if quick else 30))
    say("one event over the API")
    figures += api_costs(folder, 8 if quick else 30)
    say(f"writing a log of {count:,} events")
    build(short, SHORT)
    built = build(long, count)
    say("the same on a short and on a long log")
    figures += asyncio.run(long_log_costs(short, long, count, 60 if quick else 300))
    say("an import of many years")
    figures += import_costs(folder, QUICK_IMPORTED if quick else IMPORTED)
    say("the start of the window")
    figures += window_start(short, long, count, 5 if quick else 11)
    say("scrolling and moving along")
    figures += window_frames(2 if quick else RUNS)
    say("the command line and the rules")
    figures += [command_line(long, count), replay(), built]
    say("clicks among very many tasks")
    return [*figures, *window_clicks(long, count, QUICK_TASKS if quick else TASKS, 2 if quick else RUNS)]


def say(what: str) -> None:
    """What is going on, for whoever waits."""
    print(f"… {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
