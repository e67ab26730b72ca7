"""How a streak stands, said kindly: no loss, no blame."""

from __future__ import annotations

from momentum_desktop.gui.wording import counted, grouped
from momentum_desktop.service.values import StreakStanding


def this_period(standing: StreakStanding) -> str:
    return "today" if standing.period == "day" else "this week"


def status_words(standing: StreakStanding) -> str:
    """How the streak stands, said kindly."""
    match standing.status:
        case "kept":
            return f"Kept {this_period(standing)}"
        case "due":
            return f"Due {this_period(standing)}"
        case "resting":
            return "Resting"
        case "frozen":
            return "Saved by a freeze"
        case "broken":
            return "Starts again with your next one"
    return "Starts with your first one"


def status_icon(standing: StreakStanding) -> str:
    match standing.status:
        case "kept":
            return "ui-check"
        case "due":
            return "clock"
        case "resting":
            return "moon"
        case "frozen":
            return "snowflake"
    return "spark"


def progress_words(standing: StreakStanding) -> str:
    """What this period has seen of what it needs: 2 of 3 today."""
    if standing.status == "resting":
        return f"Nothing asked {this_period(standing)}"
    done = min(standing.progress, standing.needed) if standing.status != "kept" else standing.needed
    return f"{grouped(done)} of {grouped(standing.needed)} {this_period(standing)}"


def milestone_words(standing: StreakStanding) -> str:
    if standing.next_milestone is None:
        return "Every milestone reached"
    left = max(0, standing.next_milestone - standing.current_count)
    return f"{grouped(left)} more to {counted(standing.next_milestone, standing.period)}"


def spoken(standing: StreakStanding) -> str:
    """The whole card for someone who hears it."""
    parts = [
        f"{standing.title}: {counted(standing.current_count, standing.period)}",
        status_words(standing),
        progress_words(standing),
        milestone_words(standing),
        f"Longest {counted(standing.longest_count, standing.period)}",
    ]
    if standing.freezes:
        parts.append(counted(standing.freezes, "freeze") + " held")
    return ". ".join(parts)
