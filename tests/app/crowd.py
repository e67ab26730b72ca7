"""Sixteen clients as a program of their own, which says what was acknowledged."""

from __future__ import annotations

import sys
import threading
import time

from tests.api.serving import Client

CLIENTS = 16
ONE_LINE = threading.Lock()


def work(client: Client, number: int, until: float) -> None:
    """Record events one after another, and say each that was acknowledged, and what was not."""
    place = 0
    while time.monotonic() < until:
        key = f"client-{number}.{place}"
        answer = client.post("/momentum/event", {"event_type": "focus_session", "metadata": {"n": place}}, key=key)
        with ONE_LINE:
            print(key if answer.status == 201 else f"refused: {answer}", flush=True)
        place += 1
    client.close()


def main() -> None:
    port, token, seconds = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
    until = time.monotonic() + seconds
    threads = [threading.Thread(target=work, args=(Client(port, token), number, until)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main()
