"""Each perk does what it says once its level is reached, or all are open; before that it stays shut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QToolButton
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.celebration import Celebration
from momentum_desktop.gui.look import Look
from momentum_desktop.gui.look_dialog import LookDialog
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.mentor_dialog import MentorDialog
from momentum_desktop.gui.month_figures import months_of, months_sentence
from momentum_desktop.gui.own_achievement_dialog import OwnAchievementDialog
from momentum_desktop.gui.palettes import ACCENTS, contrast, dressed
from momentum_desktop.gui.theme import PAIRS
from momentum_desktop.momentum import LEVELS
from momentum_desktop.service.plan_values import OwnRule
from momentum_desktop.service.values import DayTotal, LevelStanding
from tests.gui import page_samples as samples
from tests.gui.samples import clock

PERKS = [perk for level in LEVELS for perk in level["perks"]]


def levels(reached: int) -> tuple[LevelStanding, ...]:
    return tuple(
        LevelStanding(
            level["level_number"],
            level["points_required"],
            level["title"],
            tuple(level["perks"]),
            level["level_number"] <= reached,
        )
        for level in LEVELS
    )


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    made = MainWindow(tmp_path, clock)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitSignal(made.pages_ready, timeout=20_000):
        made.show()
    made.show_progress(samples.progress())
    made.desk.show_progress(samples.progress())
    made.desk.show_achievements(samples.achievements())
    return made


def chosen(window: MainWindow, part: str, name: str) -> None:
    """A click on one of the pictures of the dialog that is open."""
    dialog = window.desk.dialog
    assert isinstance(dialog, LookDialog)
    button: QToolButton = dialog.buttons[part, name]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=button.rect().center())


@pytest.mark.parametrize("perk", PERKS)
def test_a_perk_opens_with_its_level_and_not_before(window: MainWindow, perk: str) -> None:
    number = next(level["level_number"] for level in LEVELS if perk in level["perks"])
    window.desk.show_levels(levels(number - 1))
    assert not window.desk.is_open(perk)
    window.desk.open(perk)
    assert window.desk.dialog is None
    window.desk.show_levels(levels(number))
    assert window.desk.is_open(perk)
    window.desk.show_levels(levels(0))
    window.desk.show_all_perks(True)
    assert window.desk.is_open(perk)


@pytest.mark.parametrize(
    ("perk", "part", "name"),
    [
        ("accent_colours", "accent", "teal"),
        ("themes", "palette", "forest"),
        ("icon_styles", "icons", "bold"),
        ("icon_styles", "plate", "hexagon"),
        ("custom_backgrounds", "backdrop", "hills"),
        ("custom_celebrations", "celebration", "confetti"),
    ],
)
def test_what_is_chosen_shows_at_once_and_at_the_next_start(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, perk: str, part: str, name: str
) -> None:
    window.desk.show_all_perks(True)
    before, theme = window.grab().toImage(), window.theme
    window.desk.open(perk)
    available = [key[1] for key in window.desk.dialog.buttons if key[0] == part]  # type: ignore[union-attr]
    name = name if name in available else available[-1]
    chosen(window, part, name)
    after = window.grab().toImage()
    assert (window.theme, after) != (theme, before)
    window.close()
    again = MainWindow(tmp_path, clock)
    qtbot.addWidget(again)
    assert getattr(again._memory.look, part) == name
    assert again.theme == window.theme


def test_every_word_can_be_read_in_every_dress() -> None:
    from momentum_desktop.gui.palettes import PALETTES

    for palette in PALETTES:
        for accent in ACCENTS:
            for dark in (False, True):
                theme = dressed(palette, accent, dark=dark)
                for name, ink, ground in PAIRS(theme):
                    assert contrast(ink, ground) >= 4.5, (palette, accent, dark, name)


def test_a_celebration_is_the_one_chosen_and_none_where_it_is_quiet(window: MainWindow) -> None:
    window.desk.show_all_perks(True)
    window.desk.open("custom_celebrations")
    chosen(window, "celebration", "fireworks")
    assert window.findChild(Celebration).kind == "fireworks"  # type: ignore[union-attr]
    for each in window.findChildren(Celebration):
        each.setParent(None)
    window.set_quiet(True)
    window.frame.celebrate(1.0)
    assert window.findChild(Celebration) is None


def test_pinned_achievements_stand_in_the_header(window: MainWindow) -> None:
    window.desk.show_all_perks(True)
    window.desk.open("special_badges")
    dialog = window.desk.dialog
    for place in range(4):
        item = dialog.list.item(place)  # type: ignore[union-attr]
        if item.flags() & Qt.ItemFlag.ItemIsEnabled:
            item.setCheckState(Qt.CheckState.Checked)
    names = window._memory.honours(samples.progress().user_id).badges
    assert len(names) == 3
    assert len([badge for badge in window.header.badges.badges if not badge.isHidden()]) == 3


def test_a_legend_wears_a_title_and_gold(window: MainWindow) -> None:
    window.desk.show_all_perks(True)
    window.desk.open("legendary")
    dialog = window.desk.dialog
    dialog.chosen.emit("Keeper of Lists", True)  # type: ignore[union-attr]
    label = window.findChild(type(window.header._title), "level_title")
    assert "Keeper of Lists" in label.text()  # type: ignore[union-attr]
    image = window.header.ring.grab().toImage()
    window.desk._on_title_chosen("", False)
    assert window.header.ring.grab().toImage() != image


def test_a_mentor_publishes_and_takes_plans(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.show_all_perks(True)
    window.desk.open("mentor")
    dialog = window.desk.dialog
    assert isinstance(dialog, MentorDialog)
    assert not dialog.publish.isEnabled()
    QTest.keyClicks(dialog.title, "Morning routine")
    box: QCheckBox = dialog.boxes["goals"]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(8, box.height() // 2))
    with qtbot.waitSignal(window.desk.plan_publication_requested) as wish:
        dialog.publish_to("/somewhere/plan.json")
    assert wish.args == ["/somewhere/plan.json", "Morning routine", ("habits", "achievements")]
    window.desk.open("mentor")
    with qtbot.waitSignal(window.desk.plan_import_requested) as taken:
        window.desk.dialog.take_from("/somewhere/plan.json")  # type: ignore[union-attr]
    assert taken.args == ["/somewhere/plan.json"]


def test_an_achievement_of_ones_own_is_made_and_taken_away(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.show_all_perks(True)
    window.desk.show_own_rules((OwnRule(7, "achievement", {"name": "Camel"}),))
    window.desk.open("custom_achievements")
    dialog = window.desk.dialog
    assert isinstance(dialog, OwnAchievementDialog)
    QTest.keyClicks(dialog.name, samples.achievements()[0].name or "")
    QTest.keyClicks(dialog.description, "Run on ten days.")
    assert not dialog._save.isEnabled()
    dialog.name.setText("Ten runs")
    dialog.deed.setCurrentIndex(1)
    dialog.measure.setCurrentIndex(1)
    away = next(each for each in dialog.findChildren(type(dialog._save)) if each.text() == "Take away")
    with qtbot.waitSignal(window.desk.own_rule_removal_requested) as removal:
        QTest.mouseClick(away, Qt.MouseButton.LeftButton)
    assert removal.args == [7]
    with qtbot.waitSignal(window.desk.own_achievement_requested) as wish:
        QTest.mouseClick(dialog._save, Qt.MouseButton.LeftButton)
    made = wish.args[0]
    assert (made["name"], made["criteria_type"], made["where"]) == ("Ten runs", "DISTINCT_DAYS", {"habit": True})


def test_analytics_stand_among_the_insights_once_they_are_open(window: MainWindow, qtbot: QtBot) -> None:
    page = window.insights_page
    days = tuple(DayTotal(date(2026, 1, 1) + timedelta(days=number), 10, 1) for number in range(60))
    year = replace(samples.stats(), days=days)
    page.show_stats(samples.stats())
    page.show_year(year)
    assert page.months.isHidden()
    window.frame.go_to("insights")
    with qtbot.waitSignal(page.year_requested):
        window.desk.show_levels(levels(5))
    page.show_year(year)
    assert not page.months.isHidden()
    assert page.months.sentence.text() == "Mar 2026 stands at 10 points."
    window.desk.show_levels(levels(4))
    assert page.months.isHidden()


def test_a_month_is_told_beside_the_one_before_and_where_it_goes() -> None:
    days = tuple(DayTotal(date(2026, 1, 15) + timedelta(days=number), 10, 1) for number in range(55))
    months = months_of(days)
    assert [(month.words, month.points, month.forecast) for month in months] == [
        ("Feb 2026", 280, None),
        ("Mar 2026", 100, 310),
    ]
    sentence = "Mar 2026 stands at 100 points; at this pace it ends near 310, 11 % more than Feb."
    assert months_sentence(months) == sentence
    assert months_sentence(()) == "No month has begun yet."


def test_a_picture_of_ones_own_lies_behind_the_pages_and_a_broken_one_is_refused(
    window: MainWindow, tmp_path: Path
) -> None:
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkCyan)
    picture.save(str(tmp_path / "mine.png"))
    assert window.desk.take_picture(tmp_path / "mine.png")
    window._memory.look = replace(Look(), backdrop="picture")
    window.desk.look_changed.emit()
    assert window._memory.picture.exists()
    (tmp_path / "broken.png").write_bytes(b"no picture")
    assert not window.desk.take_picture(tmp_path / "broken.png")
    assert len(window.toasts.toasts) == 1
