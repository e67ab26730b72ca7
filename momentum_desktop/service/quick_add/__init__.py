"""Reads one line of words as a task: `Write report fri 9am !complex #work /office ~25m every weekday`."""

from momentum_desktop.service.quick_add.phrases import parse_day, parse_moment, parse_repeat, parse_repeat_from
from momentum_desktop.service.quick_add.reading import parse_quick_add
from momentum_desktop.service.quick_add.values import COMPLEXITIES, KINDS, Chip, Understood

__all__ = [
    "COMPLEXITIES",
    "KINDS",
    "Chip",
    "Understood",
    "parse_day",
    "parse_moment",
    "parse_quick_add",
    "parse_repeat",
    "parse_repeat_from",
]
