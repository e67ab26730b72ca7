"""The pages look as in the pictures that are kept, which the README and docs/ show too."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from tests.gui.pictures import KEPT, NAMES, Difference, difference, keep, paint, pixels_of

MOST_SEEN, MOST_AVERAGE = 0.0003, 1.5
"""What the machine may make of it: another hinting of a few edges. A changed word or icon is more."""

pytestmark = [pytest.mark.xdist_group("pictures"), pytest.mark.usefixtures("qapp")]


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every page, painted once for all comparisons."""
    folder = tmp_path_factory.mktemp("painted")
    paint(folder)
    return folder


def is_alike(found: Difference) -> bool:
    return found.seen <= MOST_SEEN and found.average <= MOST_AVERAGE


@pytest.mark.parametrize("name", NAMES)
def test_a_page_looks_as_it_did(painted: Path, name: str) -> None:
    found = difference(QImage(str(KEPT / f"{name}.png")), QImage(str(painted / f"{name}.png")))
    assert is_alike(found), (
        f"{name}: {found.seen:.2%} of it differs; look at {painted / name}.png, and if it is meant, keep it with "
        "python -m tests.gui.pictures"
    )


def test_no_picture_is_kept_that_nothing_compares() -> None:
    kept = {path.stem for path in KEPT.glob("*-light.png")} | {path.stem for path in KEPT.glob("*-dark.png")}
    assert kept == set(NAMES)


def test_a_changed_word_is_seen_and_fewer_colours_are_not(tmp_path: Path, painted: Path) -> None:
    whole = QImage(str(painted / "levels-dark.png"))
    keep(whole, tmp_path / "kept.png")
    kept = QImage(str(tmp_path / "kept.png"))
    assert len(kept.colorTable()) <= 256
    assert is_alike(difference(kept, whole))
    assert difference(kept, whole.copy(QRect(QPoint(0, 0), whole.size() / 2))) == Difference(1.0, 255.0)
    changed = QImage(whole)
    painter = QPainter(changed)
    painter.setPen(QColor("#ffffff"))
    painter.drawText(300, 400, "Something else in this place now")
    painter.end()
    assert not is_alike(difference(kept, changed))


def test_a_picture_of_few_colours_is_kept_exactly(tmp_path: Path) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    image.setPixelColor(3, 4, QColor("#fedcba"))
    keep(image, tmp_path / "few.png")
    assert (pixels_of(QImage(str(tmp_path / "few.png"))) == pixels_of(image)).all()
