"""Exact numbers as SQLite keeps them, and back."""

from __future__ import annotations

from decimal import Decimal

from momentum_desktop.engine.numbers import plain
from momentum_desktop.engine.values import Number


def stored_number(value: Number) -> int | str:
    """An exact number as SQLite keeps it."""
    number = plain(value)
    return number if isinstance(number, int) else str(number)


def read_number(stored: int | str) -> Number:
    """The exact number that was kept."""
    return stored if isinstance(stored, int) else plain(Decimal(stored))
