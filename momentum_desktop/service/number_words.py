"""Numbers as a person writes them: thousands apart, and a true minus."""

from __future__ import annotations

from decimal import Decimal

Number = int | Decimal


def number(value: Number | float) -> str:
    """1,234 or 1,234.5; −5 with a true minus."""
    if isinstance(value, Decimal):
        value = value.to_integral_value() if value == value.to_integral_value() else value.normalize()
        return f"{value:,f}".replace("-", "−")
    return f"{value:,}".replace("-", "−")


def counted(value: Number, noun: str, plural: str | None = None) -> str:
    """1 day, 12 days."""
    return f"{number(value)} {noun if value == 1 else plural or noun + 's'}"


def signed(points: int) -> str:
    """+18, 0 or −5."""
    return f"+{number(points)}" if points > 0 else number(points)
