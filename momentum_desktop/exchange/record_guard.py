"""A record at a time: what is wrong with one is told with its place, and the others are read all the same."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.import_values import Gathered


@contextmanager
def record_at(gathered: Gathered, where: str) -> Iterator[None]:
    """What is done inside is one record; if it is not of the form it should have, it is left out and told."""
    try:
        yield
    except RefusedInput as refusal:
        gathered.trouble(refusal.where or where, refusal.what, left_out=True)
    except (TypeError, ValueError, LookupError, AttributeError, ArithmeticError) as fault:
        gathered.trouble(where, f"not of the form that is expected ({type(fault).__name__})", left_out=True)
