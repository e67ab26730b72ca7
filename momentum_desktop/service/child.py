"""How this program starts a part of itself as a process of its own."""

from __future__ import annotations

import sys

RUN_PART = "--run-part"
"""What a one-folder program, which has no Python to be asked for a module, takes in its place."""


def command_for(module: str) -> list[str]:
    """The command that runs a module of ours; its arguments may follow."""
    if getattr(sys, "frozen", False):
        return [sys.executable, RUN_PART, module]
    return [sys.executable, "-P", "-m", module]
