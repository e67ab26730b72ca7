"""A measured figure, and the table or document that shows all of them."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Samples:
    """Durations of one act in seconds, by the round in which they were measured."""

    name: str
    rounds: dict[int, list[float]] = field(default_factory=dict)

    @contextmanager
    def timed(self, number: int, share: int = 1) -> Iterator[None]:
        """Time what is done inside, in a round; `share` says how many acts it is."""
        began = time.perf_counter()
        yield
        self.add(number, (time.perf_counter() - began) / share)

    def add(self, number: int, seconds: float) -> None:
        """Take in a duration that was measured elsewhere."""
        self.rounds.setdefault(number, []).append(seconds)

    @property
    def median(self) -> float:
        return statistics.median(each for seconds in self.rounds.values() for each in seconds)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: a ratio with its bound, or, without one, a plain duration. `parts` are medians in seconds."""

    name: str
    ratio: float | None
    bound: float | None
    parts: dict[str, float]

    @property
    def met(self) -> bool | None:
        return None if self.bound is None or self.ratio is None else self.ratio <= self.bound


def ratio(name: str, over: Samples, under: Samples, bound: float) -> Figure:
    """The median of the rounds' ratios: what slows a whole round down for a while slows both down alike."""
    found = statistics.median(
        statistics.median(seconds) / statistics.median(under.rounds[number]) for number, seconds in over.rounds.items()
    )
    return Figure(name, found, bound, {over.name: over.median, under.name: under.median})


def plain(samples: Samples) -> Figure:
    """A duration for information."""
    return Figure(samples.name, None, None, {samples.name: samples.median})


def as_document(figures: Iterable[Figure], quick: bool) -> str:
    """All figures as JSON; durations in microseconds."""
    listed = [
        {
            "name": figure.name,
            "ratio": None if figure.ratio is None else round(figure.ratio, 3),
            "bound": figure.bound,
            "met": figure.met,
            "microseconds": {name: round(seconds * 1e6, 1) for name, seconds in figure.parts.items()},
        }
        for figure in figures
    ]
    return json.dumps({"quick": quick, "figures": listed}, indent=2)


def as_table(figures: Sequence[Figure]) -> str:
    """All figures for a person."""
    width = max(len(figure.name) for figure in figures)
    lines = []
    for figure in figures:
        if figure.ratio is None:
            shown = "".join(duration(seconds) for seconds in figure.parts.values())
            lines.append(f"  {figure.name:<{width}}  {shown:>8}")
        else:
            verdict = "" if figure.met is None else ("  within" if figure.met else "  OVER") + f" {figure.bound:g}"
            parts = ", ".join(f"{name} {duration(seconds)}" for name, seconds in figure.parts.items())
            lines.append(f"  {figure.name:<{width}}  {figure.ratio:>8.2f}{verdict:<12}  ({parts})")
    return "\n".join(lines)


def duration(seconds: float) -> str:
    """A duration with the unit that suits it."""
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    if seconds < 1:
        return f"{seconds * 1e3:.1f} ms"
    return f"{seconds:.1f} s"
