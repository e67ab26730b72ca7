"""What the row of a task says of its days and reminders."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.on_screen import tasks_page
from tests.gui.samples import TODAY, task


@pytest.mark.parametrize(
    ("start", "due", "said"),
    [(27, None, "from 31 Mar"), (1, None, "from tomorrow"), (27, 60, "from 31 Mar"), (27, 27, ""), (-1, None, "")],
)
def test_a_row_tells_from_when_it_is_for_doing(qtbot: QtBot, start: int, due: int | None, said: str) -> None:
    planned = task(1, start=day_at(start), due=None if due is None else day_at(due))
    page = tasks_page(qtbot, (planned,))
    spoken = page.model.index(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said in spoken if said else "from" not in spoken


def test_the_day_it_starts_is_painted_in_its_row(qtbot: QtBot) -> None:
    planned = task(1, start=day_at(27))
    page = tasks_page(qtbot, (planned,))
    before = page.list.grab().toImage()
    page.show_tasks((replace(planned, start=day_at(28)),))
    assert page.list.grab().toImage() != before


def test_a_bell_stands_in_the_row_of_a_task_that_reminds(qtbot: QtBot) -> None:
    planned = task(1, due=TODAY)
    page = tasks_page(qtbot, (planned,))
    before = page.list.grab().toImage()
    page.show_tasks((replace(planned, reminder="09:00"),))
    assert page.list.grab().toImage() != before


def day_at(distance: int) -> date:
    return TODAY + timedelta(days=distance)
