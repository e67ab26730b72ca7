"""Badges, titles, celebrations, achievements of one's own, plans and the years: each perk does what it says."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QColorDialog, QFileDialog
from pytestqt.qtbot import QtBot

from momentum_desktop.engine.compilation import compile_rules
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.values import Outcome
from momentum_desktop.gui.celebration import CELEBRATIONS, COLOURS, Celebration, CelebrationStyle, paint_celebration
from momentum_desktop.gui.celebration_dialog import CelebrationDialog
from momentum_desktop.gui.honours_dialogs import BadgesDialog, TitleDialog
from momentum_desktop.gui.look import LONGEST_TITLE
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.gui.mentor_dialog import MentorDialog
from momentum_desktop.gui.own_achievements import COUNTED, OwnAchievementsDialog
from momentum_desktop.gui.theme import LIGHT
from momentum_desktop.gui.years_card import YearsCard, outlook_of, years_of, years_sentence
from momentum_desktop.service.perk_words import PERKS
from momentum_desktop.service.plan_values import OwnRule
from momentum_desktop.service.values import ActResult, DayTotal, Stats, StatTotals
from momentum_desktop.settings import icon_names
from tests.gui import page_samples, samples


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> MainWindow:
    # What the test before left to be deleted would be dressed with every change of the look, too.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    made = MainWindow(tmp_path, samples.clock)
    qtbot.addWidget(made)
    made.resize(1280, 800)
    made.desk.show_levels(page_samples.levels(60_000))
    made.show_progress(samples.progress())
    made.desk.show_progress(samples.progress())
    made.desk.show_achievements(page_samples.achievements())
    return made


def show(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.pages_ready, timeout=20_000):
        window.show()


def won() -> list[str]:
    return [each.name for each in page_samples.achievements() if each.completed and each.name]


def test_up_to_three_achievements_are_pinned_on_the_header(window: MainWindow, qtbot: QtBot) -> None:
    show(window, qtbot)
    window.desk.open("special_badges")
    dialog = window.desk.dialog
    assert isinstance(dialog, BadgesDialog)
    names = won()
    assert len(names) > 3
    assert [dialog.list.item(place).text() for place in range(dialog.list.count())] == names
    for place in range(4):
        dialog.list.item(place).setCheckState(Qt.CheckState.Checked)
    badges = window.header.badges
    assert [badge.standing.name for badge in badges.badges] == names[1:4]
    assert badges.isVisible()
    assert badges.badges[0].toolTip().startswith(names[1])
    dialog.accept()
    window.desk.show_progress(samples.progress(user_id=2))
    assert badges.badges == ()
    assert not badges.isVisible()
    window.desk.show_progress(samples.progress())
    assert len(badges.badges) == 3
    window.desk.show_achievements(())
    assert badges.badges == ()


def test_a_legend_wears_a_title_in_a_frame_of_gold(window: MainWindow) -> None:
    plain = window.header.ring.grab().toImage()
    window.desk.open("legendary")
    dialog = window.desk.dialog
    assert isinstance(dialog, TitleDialog)
    dialog.line.setText("  Keeper <b>of</b>  the Garden ")
    dialog.gold.setChecked(True)
    assert window.header.title.text() == "Keeper <b>of</b> the Garden"
    assert window.header.ring.is_gold
    assert window.header.ring.grab().toImage() != plain
    dialog.line.setText("")
    assert window.header.title.text() == samples.progress().level.title
    dialog.line.setText("x" * 200)
    assert len(window.header.title.text()) == LONGEST_TITLE


@pytest.mark.parametrize("kind", CELEBRATIONS)
def test_each_celebration_is_a_picture_of_its_own_that_fades(qapp: object, kind: str) -> None:
    def inked(share: float) -> int:
        picture = QImage(320, 200, QImage.Format.Format_ARGB32_Premultiplied)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        paint_celebration(painter, QSize(320, 200), CelebrationStyle(kind), share, LIGHT, QPointF(40, 40))
        painter.end()
        return sum(picture.pixelColor(x, y).alpha() > 0 for x in range(0, 320, 2) for y in range(0, 200, 2))

    assert (inked(0.4) > 40) == (kind != "none")
    assert inked(1.0) == 0


def painted(style: CelebrationStyle) -> QImage:
    picture = QImage(480, 300, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    paint_celebration(painter, QSize(480, 300), style, 0.4, LIGHT, QPointF(40, 40))
    painter.end()
    return picture


@pytest.mark.parametrize("kind", [kind for kind in CELEBRATIONS if kind != "none"])
def test_a_celebration_has_the_colours_that_were_chosen(qapp: object, kind: str) -> None:
    colours = [*(name for name in COLOURS if name != "own"), "#0a7f3c"]
    pictures = [painted(CelebrationStyle(kind, each)) for each in colours]
    assert len({bytes(picture.constBits()) for picture in pictures}) == len(colours)
    green = pictures[-1]
    pixels = [green.pixelColor(x, y) for x in range(0, 480, 3) for y in range(0, 300, 3)]
    assert all(pixel.green() >= max(pixel.red(), pixel.blue()) for pixel in pixels if pixel.alpha() == 255)


def test_a_celebration_of_ones_own_is_put_together_and_remembered(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(window, qtbot)
    window.frame.set_lively(True)
    window.desk.open("custom_celebrations")
    dialog = window.desk.dialog
    assert isinstance(dialog, CelebrationDialog)
    qtbot.mouseClick(dialog.buttons["celebration", "fireworks"], Qt.MouseButton.LeftButton)
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor())
    qtbot.mouseClick(dialog.buttons["celebration_colours", "own"], Qt.MouseButton.LeftButton)
    assert dialog.buttons["celebration_colours", "all"].isChecked()  # given up, so nothing changed
    monkeypatch.setattr(QColorDialog, "getColor", lambda *_: QColor("#0a7f3c"))
    qtbot.mouseClick(dialog.buttons["celebration_colours", "own"], Qt.MouseButton.LeftButton)
    assert dialog.buttons["celebration_colours", "own"].isChecked()
    dialog.line.clear()
    qtbot.keyClicks(dialog.line, "  Well  done, you ")
    qtbot.keyClick(dialog.line, Qt.Key.Key_Return)
    wanted = CelebrationStyle("fireworks", "#0a7f3c", "Well done, you")
    assert celebrations(window)[-1].look == wanted
    assert painted(wanted) != painted(replace(wanted, words=""))
    before = len(celebrations(window))
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert len(celebrations(window)) == before + 1
    show_act(window, samples.level_up())
    assert celebrations(window)[-1].look == wanted
    show_act(window, samples.unlock("First Spark"))
    assert celebrations(window)[-1].look == replace(wanted, words="")  # words are for a level


def celebrations(window: MainWindow) -> list[Celebration]:
    return window.frame.findChildren(Celebration)


def show_act(window: MainWindow, *outcomes: Outcome) -> None:
    alone = outcomes[0] if len(outcomes) == 1 else None
    window.frame.show_act(ActResult(9, "complete", "Completed it", outcome=alone, outcomes=outcomes))


def test_a_level_is_celebrated_as_chosen_unless_it_is_to_be_quiet(window: MainWindow, qtbot: QtBot) -> None:
    show(window, qtbot)
    window.frame.set_lively(True)
    window.desk.choose("celebration", "confetti")
    assert [each.look.kind for each in celebrations(window)] == ["confetti"]  # the choice is shown
    for each in celebrations(window):
        each.setParent(None)
    show_act(window, samples.outcome())
    assert celebrations(window) == []
    show_act(window, samples.level_up())
    show_act(window, samples.unlock("First Spark"))
    assert [each.look.kind for each in celebrations(window)] == ["confetti", "confetti"]
    assert celebrations(window)[0].testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    for each in celebrations(window):
        each.setParent(None)
    window.set_quiet(True)
    show_act(window, samples.level_up())
    assert celebrations(window) == []


def test_an_act_on_several_tasks_is_celebrated_once_by_the_best_of_it(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    show(window, qtbot)
    window.frame.set_lively(True)
    amounts: list[float] = []
    monkeypatch.setattr(window.frame, "celebrate", amounts.append)
    show_act(window, samples.outcome(event_id=5), samples.unlock("First Spark", event_id=6), samples.level_up())
    show_act(window, samples.unlock("First Spark", event_id=6), samples.unlock("Four Figures"))
    show_act(window, samples.outcome(event_id=5), samples.outcome(event_id=6))
    show_act(window, replace(samples.level_up(), repeated=True))
    assert amounts == [1.0, 0.4]


def test_a_celebration_goes_by_itself(window: MainWindow, qtbot: QtBot) -> None:
    show(window, qtbot)
    window.frame.set_lively(True)
    show_act(window, samples.level_up())
    (celebration,) = celebrations(window)
    with qtbot.waitSignal(celebration.destroyed, timeout=5_000):
        pass


def test_an_achievement_of_ones_own_is_made_in_the_window(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.open("custom_achievements")
    dialog = window.desk.dialog
    assert isinstance(dialog, OwnAchievementsDialog)
    assert not dialog.make.isEnabled()
    dialog.name.setText("Gardener")
    dialog.project.setText("Garden")
    dialog.times.setValue(50)
    dialog.points.setValue(30)
    with qtbot.waitSignal(window.desk.own_achievement_requested) as made:
        qtbot.mouseClick(dialog.make, Qt.MouseButton.LeftButton)
    assert made.args is not None
    body = made.args[0]
    assert (body["name"], body["criteria_value"], body["points"]) == ("Gardener", 50, 30)
    assert body["where"] == {"list": "Garden"}
    assert dialog.name.text() == ""
    window.desk.show_own_rules((OwnRule(7, "achievement", body),))
    assert dialog.list.count() == 1
    dialog.name.setText("gardener")
    assert not dialog.make.isEnabled()
    dialog.list.setCurrentRow(0)
    with qtbot.waitSignal(window.desk.own_rule_removal_requested) as removed:
        qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    assert removed.args == [7]


def test_whatever_counts_the_rules_take_it(qtbot: QtBot) -> None:
    dialog = OwnAchievementsDialog((), LIGHT)
    qtbot.addWidget(dialog)
    dialog.project.setText("Garden")
    document = default_document()
    for place in range(len(COUNTED)):
        dialog.what.setCurrentIndex(place)
        dialog.name.setText(f"Own {place}")
        document["achievements"] = [*document["achievements"], dialog.achievement]
    rules = compile_rules(document, icon_names())
    assert len([each for each in rules.achievements if each.name.startswith("Own ")]) == len(COUNTED)


def test_a_mentor_names_the_file_to_publish_or_to_follow(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("out.json", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("in.json", ""))
    for name, signal, path in (
        ("publish", window.desk.plan_publication_requested, "out.json"),
        ("follow", window.desk.plan_import_requested, "in.json"),
    ):
        window.desk.open("mentor")
        dialog = window.desk.dialog
        assert isinstance(dialog, MentorDialog)
        with qtbot.waitSignal(signal) as wished:
            qtbot.mouseClick(getattr(dialog, name), Qt.MouseButton.LeftButton)
        assert wished.args == [path]


def stats(first: date, last: date, points: int) -> Stats:
    days = tuple(
        DayTotal(first + timedelta(days=ago), points * (2 if (first + timedelta(days=ago)).year == last.year else 1), 1)
        for ago in range((last - first).days + 1)
    )
    return Stats(days, {}, {}, (), (), (), None, 0.0, len(days), StatTotals(points * len(days), len(days), 0, 0))


def test_the_years_are_compared_by_the_same_day_and_led_on() -> None:
    life = stats(date(2025, 1, 1), date(2026, 3, 4), 10)
    before, present = years_of(life)
    assert (before.sums[-1], before.by(63), present.sums[-1]) == (3_650, 630, 1_260)
    outlook = outlook_of(life)
    assert outlook is not None
    assert outlook.at_end == 7_300
    sentence = years_sentence(life)
    assert "1,260 points so far, 100 % more than 2025 by the same day" in sentence
    assert "ends with 7,300 points" in sentence


def test_years_of_long_ago_stand_beside_the_present_one() -> None:
    life = stats(date(2014, 11, 8), date(2026, 3, 4), 10)
    worked = tuple(replace(day, points=10 if 2014 <= day.day.year <= 2018 else 0) for day in life.days)
    years = years_of(replace(life, days=worked))
    assert [year.number for year in years] == [2014, 2015, 2016, 2017, 2018, 2026]
    assert [year.sums[-1] for year in years] == [540, 3_650, 3_660, 3_650, 3_650, 0]
    assert years_sentence(replace(life, days=worked)) == "2026 has brought 0 points so far."


def test_the_years_are_shown_from_the_perks_level_on(window: MainWindow, qtbot: QtBot) -> None:
    window.desk.show_levels(page_samples.levels(0))
    years = window.insights_page.years
    assert isinstance(years, YearsCard)
    assert years.isHidden()
    window.desk.show_levels(page_samples.levels(60_000))
    assert not years.isHidden()
    show(window, qtbot)
    window.insights_page.show_content()
    with qtbot.waitSignal(years.whole_requested):
        window.desk.open("advanced_analytics")
    assert window.frame.tabs.current == "insights"
    years.show_whole(stats(date(2025, 11, 1), date(2026, 3, 4), 10))
    assert [years.model.headerData(place, Qt.Orientation.Horizontal) for place in (1, 2)] == ["2026", "2025"]
    assert years.model.rowCount() == 12
    assert not years.grab().isNull()


def test_every_perk_opens_something(window: MainWindow) -> None:
    for perk in PERKS:
        window.desk.open(perk)
        if perk != "advanced_analytics":
            assert window.desk.dialog is not None, perk
            window.desk.dialog.close()


def test_the_figures_of_the_form_can_be_seen(window: MainWindow) -> None:
    window.desk.open("custom_achievements")
    dialog = window.desk.dialog
    assert isinstance(dialog, OwnAchievementsDialog)
    for box in (dialog.times, dialog.points):
        assert box.lineEdit().width() > box.fontMetrics().horizontalAdvance("1,000,000")
    dialog.close()
