"""The gallery shows every achievement, narrows and orders them at a click or a key, and keeps secrets."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.achievement_delegate import CACHE_BYTES
from momentum_desktop.gui.achievement_gallery import LEAST_WIDTH
from momentum_desktop.gui.achievement_model import (
    SECRET_NAME,
    AchievementChoice,
    AchievementModel,
    AchievementOrder,
    AchievementRole,
    AchievementState,
    fraction,
)
from momentum_desktop.gui.achievements_page import AchievementsPage
from momentum_desktop.gui.elided_lines import balanced
from momentum_desktop.gui.pixmap_cache import PixmapCache
from momentum_desktop.gui.theme import CAPTION, DARK, LIGHT, font
from momentum_desktop.service.values import AchievementStanding
from tests.gui import page_samples as samples
from tests.gui.on_screen import achievements_page


@pytest.fixture
def page(qtbot: QtBot) -> AchievementsPage:
    return achievements_page(qtbot)


def names(page: AchievementsPage) -> list[str]:
    return [page.choice.index(row, 0).data() for row in range(page.choice.rowCount())]


def standings(page: AchievementsPage) -> list[AchievementStanding]:
    rows = range(page.choice.rowCount())
    return [page.choice.index(row, 0).data(AchievementRole.STANDING) for row in rows]


def click(qtbot: QtBot, page: AchievementsPage, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_models_keep_the_rules_of_qt_through_every_change(qtbot: QtBot) -> None:
    model = AchievementModel()
    choice = AchievementChoice(model)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    testers = [QAbstractItemModelTester(model, fatal), QAbstractItemModelTester(choice, fatal)]
    model.show_achievements(samples.untouched_achievements())
    model.show_achievements(samples.achievements())
    model.mark_won(("Task Master", "Trophy Shelf"))
    for state in AchievementState:
        choice.choose_state(state)
        for order in AchievementOrder:
            choice.choose_order(order)
    choice.choose_words("epic")
    model.show_achievements(())
    assert len(testers) == 2


def test_qtmodeltester_finds_no_fault(qtmodeltester: object) -> None:
    model = AchievementModel()
    model.show_achievements(samples.achievements())
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    choice = AchievementChoice(model)
    qtmodeltester.check(choice)  # type: ignore[attr-defined]


def test_the_nearest_come_first_and_secrets_do_not_tell_how_near(page: AchievementsPage) -> None:
    shown = standings(page)
    assert [row.completed for row in shown] == [False] * 7 + [True] * 9
    open_ones = [row for row in shown if not row.completed]
    parts = [fraction(row) for row in open_ones]
    assert parts == sorted(parts, reverse=True)
    assert names(page)[0] == "Hundred Suns"
    assert open_ones[-1].name is None


def test_who_has_done_nothing_sees_first_what_is_reached_first(page: AchievementsPage) -> None:
    ways = [("Top", "LEVEL", 10, 250), ("Many", "COUNT", 100, 500), ("Second level", "LEVEL", 2, 60)]
    ways += [("Ten", "COUNT", 10, 30), ("One", "COUNT", 1, 20), ("Days", "DISTINCT_DAYS", 3, 30)]
    page.show_achievements(
        tuple(
            AchievementStanding(
                number,
                name,
                "What it takes.",
                "growth",
                points,
                "ui-star",
                kind,
                value,
                int(kind == "LEVEL"),
                False,
                None,
            )
            for number, (name, kind, value, points) in enumerate(ways, 1)
        )
    )
    assert names(page) == ["Second level", "One", "Days", "Top", "Ten", "Many"]


def test_a_click_on_a_category_leaves_only_its_cards(page: AchievementsPage, qtbot: QtBot) -> None:
    click(qtbot, page, "category_focus")
    assert sorted(names(page)) == ["Deep Water", "Lock In"]
    click(qtbot, page, "category_all")
    assert len(names(page)) == 16


def test_the_keys_choose_state_and_order(page: AchievementsPage, qtbot: QtBot) -> None:
    qtbot.keyClick(page.filters.states, Qt.Key.Key_Down)
    assert all(row.completed for row in standings(page))
    qtbot.keyClick(page.filters.states, Qt.Key.Key_Down)
    assert not any(row.completed for row in standings(page))
    qtbot.keyClick(page.filters.states, Qt.Key.Key_Home)
    qtbot.keyClick(page.filters.orders, Qt.Key.Key_Down)
    moments = [row.completed_at for row in standings(page) if row.completed_at]
    assert moments == sorted(moments, reverse=True)
    assert names(page)[0] == "Task Master"
    qtbot.keyClick(page.filters.orders, Qt.Key.Key_End)
    assert [row.id for row in standings(page)] == list(range(1, 17))


def test_choices_are_recalled_at_the_next_start(page: AchievementsPage, qtbot: QtBot) -> None:
    click(qtbot, page, "category_growth")
    page.filters.states.setCurrentIndex(2)
    page.filters.orders.setCurrentIndex(3)
    chosen = page.filters.chosen
    assert chosen == ("growth", "Still to win", "Catalogue order")
    later = AchievementsPage()
    qtbot.addWidget(later)
    later.filters.recall(*chosen)
    later.show_achievements(samples.achievements())
    assert names(later) == names(page)
    assert [chip.text() for chip in later.filters.chips if chip.isChecked()] == ["Growth"]
    later.filters.recall("gone", "no state", "no order")
    later.show_achievements(samples.achievements()[:9])
    assert later.filters.chosen[0] == ""
    assert [chip.text() for chip in later.filters.chips if chip.isChecked()] == ["All"]


def test_typed_words_find_names_and_descriptions(page: AchievementsPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.filters.search, "TASKS day")
    assert names(page) == ["Clean Sweep"]
    page.filters.search.clear()
    qtbot.keyClicks(page.filters.search, "nothing at all")
    assert names(page) == []
    assert not page.gallery.isVisible()
    click(qtbot, page, "achievement_show_all")
    assert len(names(page)) == 16
    assert page.gallery.isVisible()


def test_a_secret_stays_secret_until_it_is_won(page: AchievementsPage, qtbot: QtBot) -> None:
    hidden = next(row for row in samples.achievements(secret=()) if row.name == "Trophy Shelf")
    index = next(page.model.index(row) for row in range(16) if page.model.index(row).data() == SECRET_NAME)
    told = " ".join(
        str(index.data(role))
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
    )
    assert "Trophy Shelf" not in told
    assert "7 of 8" not in told
    qtbot.keyClicks(page.filters.search, "shelf")
    assert names(page) == []
    page.filters.search.clear()
    page.show_outcome(samples.outcome("Trophy Shelf"))
    page.show_achievements(samples.achievements(secret=()))
    assert "Trophy Shelf" in names(page)
    assert hidden.description in str(page.model.index(hidden.id - 1).data(Qt.ItemDataRole.AccessibleTextRole)) + "."


def test_a_secret_card_looks_the_same_however_near_it_is(qtbot: QtBot) -> None:
    pictures = []
    for ahead in (0, 5):
        page = AchievementsPage()
        qtbot.addWidget(page)
        page.apply_theme(LIGHT)
        rows = samples.achievements()
        secret = next(row for row in rows if row.name is None)
        kept = AchievementStanding(
            1, None, None, secret.category, 40, secret.icon_name, secret.criteria_type, 8, ahead, False, None
        )
        page.show_achievements((kept,))
        page.resize(500, 400)
        page.gallery.setFocus()
        pictures.append(page.gallery.grab().toImage())
    assert pictures[0] == pictures[1]


def test_what_was_just_won_stands_first_until_it_has_been_seen(page: AchievementsPage, qtbot: QtBot) -> None:
    page.show_outcome(samples.outcome("Halfway Up"))
    assert names(page)[0] == "Halfway Up"
    assert page.choice.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole).count("Just won") == 1
    page.hide()
    page.show()
    assert names(page)[0] == "Hundred Suns"


def test_several_won_at_once_leave_the_rest_in_order(page: AchievementsPage) -> None:
    page.show_achievements(samples.untouched_achievements())
    page.show_achievements(samples.achievements())
    page.show_outcome(samples.outcome("First Spark", "Four Figures"))
    page.model.settle()
    parts = [fraction(row) for row in standings(page) if not row.completed]
    assert parts == sorted(parts, reverse=True)
    assert [row.completed for row in standings(page)] == [False] * 7 + [True] * 9


def test_columns_are_equal_and_fill_the_width(page: AchievementsPage, qtbot: QtBot) -> None:
    for width in (800, 1000, 1280, 1900):
        page.resize(width, 700)
        cell = page.gallery.gridSize().width()
        columns = (page.gallery.viewport().width() - 2) // cell
        assert cell >= LEAST_WIDTH
        assert page.gallery.viewport().width() - columns * cell < columns + 3
        lefts = {page.gallery.visualRect(page.choice.index(row, 0)).left() for row in range(16)}
        assert len(lefts) == columns


def test_arrow_keys_walk_the_cards(page: AchievementsPage, qtbot: QtBot) -> None:
    page.gallery.setFocus(Qt.FocusReason.TabFocusReason)
    page.gallery.setCurrentIndex(page.choice.index(0, 0))
    qtbot.keyClick(page.gallery, Qt.Key.Key_Right)
    assert page.gallery.currentIndex().row() == 1
    qtbot.keyClick(page.gallery, Qt.Key.Key_Down)
    assert page.gallery.currentIndex().row() == 6


def test_a_card_is_painted_once_until_something_about_it_changes(page: AchievementsPage, qtbot: QtBot) -> None:
    cache = page.gallery.delegate.cache
    page.gallery.grab()
    painted = len(cache)
    page.gallery.grab()
    assert len(cache) == painted
    rows = samples.achievements()
    first = names(page)[0]
    moved = tuple(
        row
        if row.name != first
        else AchievementStanding(
            row.id, row.name, row.description, row.category, row.points, row.icon_name, row.criteria_type, 100, 88,
            False, None,
        )
        for row in rows
    )  # fmt: skip
    page.show_achievements(moved)
    page.gallery.grab()
    assert len(cache) == painted + 1
    light = page.gallery.grab().toImage()
    page.apply_theme(DARK)
    assert page.gallery.grab().toImage() != light
    page.apply_theme(LIGHT)
    assert page.gallery.grab().toImage() == light
    assert cache.bytes <= CACHE_BYTES


def test_the_cache_holds_no_more_bytes_than_it_may(qapp: object) -> None:
    cache = PixmapCache(10_000)
    for number in range(20):
        cache.put(number, QPixmap.fromImage(QImage(20, 20, QImage.Format.Format_ARGB32)))
        cache.get(0)
    assert cache.bytes <= 10_000
    assert cache.get(0) is not None
    assert cache.get(1) is None
    assert cache.get(19) is not None


def test_a_description_breaks_into_lines_of_like_length(qapp: object) -> None:
    text = "Be active on 100 different days, in a row or not. Showing up is the whole trick."
    lines = balanced(text, font(CAPTION), 200, 4)
    assert " ".join(lines) == text
    assert min(map(len, lines)) > max(map(len, lines)) / 2
    assert len(balanced(text * 5, font(CAPTION), 200, 4)) == 4


def test_without_achievements_the_page_says_what_will_be_here(qtbot: QtBot) -> None:
    page = AchievementsPage()
    qtbot.addWidget(page)
    page.show_achievements(())
    assert page.state == "empty"
    page.show_achievements(samples.achievements())
    assert page.state == "content"
    assert page.objectName() == "page_achievements"


def test_thousands_of_calls_and_repaints_do_no_harm(page: AchievementsPage, qtbot: QtBot) -> None:
    point = QPoint(200, 200)
    for turn in range(60):
        qtbot.mouseMove(page.gallery.viewport(), point + QPoint(turn * 7, turn * 3))
        page.choice.choose_order(list(AchievementOrder)[turn % 4])
        page.apply_theme((LIGHT, DARK)[turn % 2])
        page.gallery.grab()
    assert page.choice.rowCount() == 16


def test_a_long_catalogue_stays_quick_to_filter(page: AchievementsPage) -> None:
    first = samples.achievements()[0]
    rows = tuple(
        AchievementStanding(
            number, f"Step {number}", "Walk on.", first.category, 5, first.icon_name, "COUNT", 1000, number, False, None
        )
        for number in range(1, 501)
    )
    page.show_achievements(rows)
    page.choice.choose_words("step 49")
    assert page.choice.rowCount() == 15
    assert names(page)[0] == "Step 499"
