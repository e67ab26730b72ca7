"""A window stands wholly on its screen, whatever the screen, and no smaller than it can be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from momentum_desktop.gui.main_window import FIRST_SIZE, LEAST_SIZE
from momentum_desktop.gui.window_place import first_size, placed

SCREENS = ((3840, 2160), (1920, 1080), (1366, 768), (1280, 720), (1093, 614), (1024, 768), (911, 512))


@pytest.mark.parametrize("screen", SCREENS)
def test_the_first_window_fits_with_a_frame_around(screen: tuple[int, int]) -> None:
    size = first_size(FIRST_SIZE, QSize(*screen))
    assert size.width() <= min(FIRST_SIZE.width(), screen[0] - 8)
    assert size.height() <= min(FIRST_SIZE.height(), screen[1] - 40)
    assert size == FIRST_SIZE or size.width() == screen[0] - 8 or size.height() == screen[1] - 40
    assert size.width() >= LEAST_SIZE.width()
    assert size.height() >= LEAST_SIZE.height()


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("left_at", [(900, 500, 1120, 760), (-60, -20, 2000, 1300), (0, 0, 3800, 2100)])
def test_a_window_left_on_a_larger_screen_comes_back_inside(
    screen: tuple[int, int], left_at: tuple[int, int, int, int]
) -> None:
    room = QRect(0, 30, screen[0], screen[1] - 30)
    found = placed(QRect(*left_at), room, LEAST_SIZE)
    assert room.contains(found)
    assert found.width() == min(left_at[2], room.width())
    assert found.height() == min(left_at[3], room.height())
    assert placed(found, room, LEAST_SIZE) == found


def test_where_not_even_the_least_window_fits_its_top_left_is_in_sight() -> None:
    room = QRect(100, 50, 640, 400)
    assert placed(QRect(300, 200, 1120, 760), room, LEAST_SIZE) == QRect(room.topLeft(), LEAST_SIZE)
