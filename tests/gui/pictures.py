"""The pictures of the pages that are kept, painted by the program itself, and how far another painting is from them.

`python -m tests.gui.pictures` paints them all anew and keeps them. Look at each before you commit it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import numpy
from numpy.typing import NDArray
from PySide6.QtGui import QImage

ROOT = Path(__file__).parents[2]
KEPT = ROOT / "docs" / "pictures"
NOW = "2026-11-23T15:20:00+01:00"
"""When the demonstration's year ends, and what the clock shows."""

FULL = ("tasks", "achievements", "story", "streaks", "levels", "insights")
"""Pages of the demonstration; a further page needs no more than its name here."""

EMPTY = ("tasks", "achievements", "streaks", "levels", "insights")
"""Pages as they are before anything was done."""

THEMES = ("light", "dark")
NAMES = tuple(
    [f"{page}-{theme}" for page in FULL for theme in THEMES]
    + [f"{page}-empty-{theme}" for page in EMPTY for theme in THEMES]
)
COLOURS = 256
SEEN = 40
"""A difference in red, green or blue that an eye may see; what the fewer colours of a kept picture make is below it."""

TURNS = (numpy.array([[0, 8, 2, 10], [12, 4, 14, 6], [3, 11, 1, 9], [15, 7, 13, 5]]) - 7.5) / 3
"""How much lighter or darker each of four by four pixels is taken."""

Pixels = NDArray[numpy.uint8]


class Difference(NamedTuple):
    """The part of the pixels that differ so that it may be seen, and the average difference of all."""

    seen: float
    average: float


def paint(folder: Path) -> None:
    """Paints every page into a folder, those before anything was done as PAGE-empty-THEME.png."""
    with tempfile.TemporaryDirectory(prefix="momentum-pictures-") as name:
        for state, options in (("full", ["--demo"]), ("empty", ["--data-dir", f"{name}/data"])):
            painted = Path(name) / state
            command = [sys.executable, "-m", "momentum_desktop", *options, "--screenshots", str(painted)]
            environment = {**os.environ, "MOMENTUM_NOW": NOW}
            subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=100)
            for path in painted.glob("*.png"):
                page, _, theme = path.stem.rpartition("-")
                path.rename(folder / (f"{page}-empty-{theme}.png" if state == "empty" else path.name))


def pixels_of(image: QImage) -> Pixels:
    """Height × width × (blue, green, red)."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    shape = (plain.height(), plain.width(), 4)
    return numpy.frombuffer(plain.constBits(), numpy.uint8).reshape(shape)[:, :, :3].copy()


def difference(kept: QImage, painted: QImage) -> Difference:
    """How far a painting is from the kept one; all of it is if they are not of one size."""
    if kept.size() != painted.size():
        return Difference(1.0, 255.0)
    apart = numpy.abs(pixels_of(kept).astype(int) - pixels_of(painted))
    return Difference(float((apart.max(axis=2) > SEEN).mean()), float(apart.mean()))


def keep(image: QImage, path: Path) -> None:
    """Writes a picture with 256 colours, which takes a third of the room."""
    pixels = pixels_of(image)
    flat = pixels.reshape(-1, 3)
    colours, places, counts = numpy.unique(flat, axis=0, return_inverse=True, return_counts=True)
    table = _table(colours, counts)
    indices, apart = _nearest(colours, table)
    height, width = pixels.shape[:2]
    # Where a colour is not among the 256, its neighbours take turns, so that a soft light shows no steps.
    inexact = (apart > 0)[places.reshape(-1)].reshape(height, width)
    turns = numpy.tile(TURNS, (height // 4 + 1, width // 4 + 1))[:height, :width]
    shifted = (pixels + turns[:, :, None]).round().clip(0, 255).astype(numpy.uint8)[inexact]
    soft, soft_places = numpy.unique(shifted, axis=0, return_inverse=True)
    data = numpy.ascontiguousarray(indices[places.reshape(-1)].reshape(height, width))
    if len(soft):
        data[inexact] = _nearest(soft, table)[0][soft_places.reshape(-1)]
    small = QImage(data.data, width, height, width, QImage.Format.Format_Indexed8)
    small.setColorTable([0xFF000000 | int(red) << 16 | int(green) << 8 | int(blue) for blue, green, red in table])
    path.parent.mkdir(parents=True, exist_ok=True)
    if not small.save(str(path), "PNG", 0):  # type: ignore[call-overload]
        raise OSError(f"{path} could not be written")


def _nearest(colours: Pixels, table: NDArray[numpy.int64]) -> tuple[Pixels, NDArray[numpy.int64]]:
    """For each colour the place of the nearest one in the table, and how far that is, squared."""
    apart = ((colours[:, None, :].astype(int) - table[None, :, :]) ** 2).sum(axis=2)
    return apart.argmin(axis=1).astype(numpy.uint8), apart.min(axis=1)


def _table(colours: Pixels, counts: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """256 colours that stand for all: the box of colours that is widest is cut in two until there are so many."""
    boxes = [numpy.arange(len(colours))]
    while len(boxes) < min(COLOURS, len(colours)):
        spreads = [_spread(colours[box], counts[box]) if len(box) > 1 else -1.0 for box in boxes]
        box = boxes.pop(int(numpy.argmax(spreads)))
        channel = int(numpy.ptp(colours[box].astype(int), axis=0).argmax())
        ordered = box[colours[box][:, channel].argsort(kind="stable")]
        half = counts[ordered].cumsum().searchsorted(counts[ordered].sum() / 2) + 1
        cut = min(max(1, int(half)), len(ordered) - 1)
        boxes += [ordered[:cut], ordered[cut:]]
    return numpy.array([_middle(colours[box], counts[box]) for box in boxes])


def _spread(colours: Pixels, counts: NDArray[numpy.int64]) -> float:
    """How wide a box is; one that many pixels have counts for more."""
    return float(numpy.ptp(colours.astype(int), axis=0).max() * counts.sum() ** 0.25)


def _middle(colours: Pixels, counts: NDArray[numpy.int64]) -> NDArray[numpy.int64]:
    """The colour itself where one prevails, so that grounds stay what they are; else the average."""
    most = int(counts.argmax())
    if counts[most] * 2 > counts.sum():
        return colours[most].astype(numpy.int64)
    return numpy.average(colours, axis=0, weights=counts).round().astype(numpy.int64)


def main() -> None:
    """Paints and keeps them all."""
    with tempfile.TemporaryDirectory(prefix="momentum-painted-") as name:
        paint(Path(name))
        for picture in NAMES:
            keep(QImage(f"{name}/{picture}.png"), KEPT / f"{picture}.png")
            print(KEPT / f"{picture}.png", (KEPT / f"{picture}.png").stat().st_size)


if __name__ == "__main__":
    main()
