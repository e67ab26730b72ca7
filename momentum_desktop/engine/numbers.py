"""Exact numbers: decimals that never round, and numbers as metadata carries them."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

from momentum_desktop.engine.values import Number

EXACT = Context(prec=400)


def exact_sum(left: Number, right: Number) -> Number:
    """left + right without rounding."""
    if type(left) is int and type(right) is int:
        return left + right
    return EXACT.add(left, right)


def exact(value: Any) -> Number | None:
    """A metadata value as an exact number, or None if it is no number (a boolean is none)."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | Decimal):
        return value
    if isinstance(value, float):
        return Decimal(repr(value))
    return None


def gain_of(value: Any) -> Number:
    """What a metadata value adds to a sum: the number itself above 0, else 0."""
    number = exact(value)
    return number if number is not None and number > 0 else 0


def plain(value: Number) -> Number:
    """The same number, as an int when it is whole."""
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


def same(asked: Any, given: Any) -> bool:
    """Whether two JSON values are equal as the rules mean it: 1 equals 1.0, and true is not 1."""
    left, right = exact(asked), exact(given)
    if left is not None or right is not None:
        return left is not None and right is not None and left == right
    if isinstance(asked, list) and isinstance(given, list):
        return len(asked) == len(given) and all(same(a, b) for a, b in zip(asked, given, strict=True))
    if isinstance(asked, dict) and isinstance(given, dict):
        return asked.keys() == given.keys() and all(same(asked[key], given[key]) for key in asked)
    return type(asked) is type(given) and bool(asked == given)
