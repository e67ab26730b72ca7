"""What one event gave, in words: its ledger lines, and what they led to."""

from __future__ import annotations

from momentum_desktop.cli.layout import in_words, number, printable, signed, table
from momentum_desktop.cli.terminal import Terminal
from momentum_desktop.engine.values import Outcome


def outcome_lines(outcome: Outcome, terminal: Terminal, note: str = "") -> list[str]:
    """The ledger lines of an event, its unlocks, what it changed among those after it, and where the total stands."""
    lines = table([(in_words(entry.kind), signed(entry.points)) for entry in outcome.entries], right=(1,))
    if outcome.achievements_unlocked:
        names = ", ".join(printable(name) for name in outcome.achievements_unlocked)
        lines.append("  " + terminal.accent(f"Unlocked: {names}"))
    if outcome.level_up:
        lines.append("  " + terminal.accent(f"Level {outcome.level_number} reached"))
    if note:
        lines.append("  " + terminal.soft(printable(note) + "."))
    elif outcome.total_change != outcome.points_awarded:
        lines.append(
            "  "
            + terminal.soft(
                f"It came late: what follows it was weighed anew, so the total moved by {signed(outcome.total_change)}."
            )
        )
    lines.append(f"  {terminal.soft('total')} {terminal.strong(number(outcome.total_points))}")
    return lines
