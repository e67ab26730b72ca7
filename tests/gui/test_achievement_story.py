"""A card opens to its story: the events that counted, how rare it is, how it grew, and a picture to share."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.achievement_model import AchievementOrder, AchievementRole
from momentum_desktop.gui.achievements_page import AchievementsPage
from momentum_desktop.gui.course_line import CourseLine
from momentum_desktop.gui.share_picture import SIZE, share_picture
from momentum_desktop.gui.story_pane import FAILED, LATE, NOTHING, StoryPane, file_name
from momentum_desktop.gui.story_words import course_words, rarity_words
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.service.story_values import AchievementStory, DaysOf, Rarity
from momentum_desktop.service.values import AchievementStanding
from momentum_desktop.service.why_values import WhyLine, WhyPage, WhyQuestion
from tests.gui import page_samples as samples
from tests.gui.on_screen import achievements_page

MASTER = WhyQuestion(achievement="Task Master")


@pytest.fixture
def page(qtbot: QtBot) -> AchievementsPage:
    made = achievements_page(qtbot)
    made.show_progress(samples.progress())
    return made


@pytest.fixture
def story(page: AchievementsPage) -> StoryPane:
    page.open_story(standing("Task Master"))
    return page.story


def standing(name: str) -> AchievementStanding:
    return next(row for row in samples.achievements(secret=()) if row.name == name)


def lines(count: int, newest: int = 100) -> tuple[WhyLine, ...]:
    return tuple(
        WhyLine(
            event_id=number,
            event_type="task_completion",
            title=f"Task {number}",
            day=samples.TODAY - timedelta(days=newest - number),
            at=samples.NOW,
            time_known=True,
            kind="progress:Task Master",
            name="Task Master",
            because=f"{number - 1} → {number} of 100",
            points=0,
            measure=number,
        )
        for number in range(newest, newest - count, -1)
    )


def answer(count: int, before: str | None = None, newest: int = 100) -> WhyPage:
    return WhyPage(MASTER, "Why “Task Master”?", "Won.", lines(count, newest), before)


def rarity(name: str = "Task Master", days: int = 3, basis: DaysOf = DaysOf.WORK) -> Rarity:
    return Rarity(standing(name).id, days, 412, basis)


def told(name: str = "Task Master") -> AchievementStory:
    course = tuple((samples.TODAY - timedelta(days=100 - number), number) for number in range(1, 101))
    return AchievementStory(name, rarity(name), course)


def test_a_click_opens_the_story_and_escape_leads_back(page: AchievementsPage, qtbot: QtBot) -> None:
    gallery, choice = page.gallery, page.choice
    names = [choice.index(row, 0).data() for row in range(choice.rowCount())]
    place = choice.index(names.index("Task Master"), 0)
    gallery.scrollTo(place)
    asked: list[tuple[object, ...]] = []
    page.story.page_requested.connect(lambda *about: asked.append(about))
    with qtbot.waitSignal(page.story.story_requested) as about:
        qtbot.mouseClick(gallery.viewport(), Qt.MouseButton.LeftButton, pos=gallery.visualRect(place).center())
    assert (asked, about.args) == ([(MASTER, "")], ["Task Master"])
    assert page.story.isVisible()
    assert not gallery.isVisible()
    assert page.story.card.name.text() == "Task Master"
    assert page.story.card.state.text() == "Won on 29 Jan 2026"
    qtbot.keyClick(page.story.list, Qt.Key.Key_Escape)
    assert gallery.isVisible()
    assert gallery.currentIndex().data() == "Task Master"
    assert gallery.hasFocus()
    qtbot.keyClick(gallery, Qt.Key.Key_Return)
    assert page.story.isVisible()
    qtbot.mouseClick(page.story.back, Qt.MouseButton.LeftButton)
    assert gallery.isVisible()


def test_a_secret_opens_no_story(page: AchievementsPage, qtbot: QtBot) -> None:
    choice = page.choice
    secret = next(
        choice.index(row, 0)
        for row in range(choice.rowCount())
        if choice.index(row, 0).data(AchievementRole.STANDING).name is None
    )
    page.gallery.setFocus()
    page.gallery.setCurrentIndex(secret)
    with qtbot.assertNotEmitted(page.story.page_requested):
        qtbot.keyClick(page.gallery, Qt.Key.Key_Return)
    assert page.gallery.isVisible()


def test_the_events_that_counted_come_newest_first_and_further_ones_are_asked_for(
    story: StoryPane, qtbot: QtBot
) -> None:
    story.show_page(answer(50, "somewhere"), "")
    words = [row.words for row in story.model.rows]
    assert words[:3] == ["Today", "Task 100", "99 → 100 of 100"]
    bar = story.list.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > story.list.viewport().height())
    with qtbot.waitSignal(story.page_requested) as asked:
        bar.setValue(bar.maximum())
    assert asked.args == [MASTER, "somewhere"]
    story.show_page(answer(50, None, newest=50), "somewhere")
    assert story.model.rows[-1].words == "0 → 1 of 100"


def test_answers_to_other_questions_are_not_shown(story: StoryPane) -> None:
    story.show_page(WhyPage(WhyQuestion(achievement="Lock In"), "", "", lines(3), None), "")
    story.show_page(answer(3), "an older place")
    story.show_story(told("Lock In"))
    assert story.model.rows == ()
    assert story.card.story is None


def test_how_rare_and_how_it_grew_are_said_and_drawn(story: StoryPane) -> None:
    card = story.card
    assert not card.rarity.isVisible()
    story.show_story(told())
    assert card.rarity.text() == "Such work came on 3 of your 412\u00a0days."
    assert card.course.isVisible()
    said = "From the first step on 2 Dec 2025 to the win: 100\u00a0days."
    assert card.course_words.text() == card.course.accessibleDescription() == said


def test_a_standing_that_moves_is_asked_about_again(page: AchievementsPage, qtbot: QtBot) -> None:
    near = standing("Hundred Suns")
    page.open_story(near)
    moved = tuple(replace(row, progress=88) if row.name == near.name else row for row in samples.achievements())
    with qtbot.waitSignal(page.story.page_requested):
        page.show_achievements(moved)
    assert page.story.card.state.text() == "88 of 100"
    with qtbot.assertNotEmitted(page.story.page_requested):
        page.show_achievements(moved)


def test_the_story_of_one_that_becomes_secret_again_closes(page: AchievementsPage) -> None:
    page.open_story(standing("Trophy Shelf"))
    page.show_achievements(samples.achievements())
    assert page.gallery.isVisible()
    page.open_story(standing("Task Master"))
    page.begin_anew()
    assert page.story.standing is None


def test_late_nothing_and_failed_are_said(story: StoryPane, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: story.note.isVisible() and story.note.text() == LATE)
    assert not story.again.isVisible()
    story.give_up()
    assert story.note.text() == FAILED
    with qtbot.waitSignal(story.page_requested) as asked:
        qtbot.mouseClick(story.again, Qt.MouseButton.LeftButton)
    assert asked.args == [MASTER, ""]
    story.show_page(answer(0), "")
    assert story.note.text() == NOTHING
    story.give_up()
    assert story.note.text() == NOTHING


def test_the_picture_lies_on_the_clipboard(story: StoryPane, qtbot: QtBot) -> None:
    story.show_story(told())
    qtbot.mouseClick(story.card.copy, Qt.MouseButton.LeftButton)
    kept = QGuiApplication.clipboard().image()
    assert kept.size() == SIZE
    assert kept.convertToFormat(QImage.Format.Format_RGB32) == story.picture()
    assert story.card.told.text() == "The picture is on the clipboard."
    assert story.card.told.isVisible()


def test_the_picture_is_saved_where_the_dialog_says(story: StoryPane, qtbot: QtBot, tmp_path: Path) -> None:
    qtbot.mouseClick(story.card.save, Qt.MouseButton.LeftButton)
    dialog = story.findChild(QFileDialog)
    assert dialog is not None
    assert Path(dialog.selectedFiles()[0]).name == "task-master.png"
    dialog.fileSelected.emit(str(tmp_path / "mine.png"))
    saved = QImage(str(tmp_path / "mine.png"))
    assert saved.size() == SIZE
    assert story.card.told.text() == "Saved as mine.png."
    dialog.fileSelected.emit(str(tmp_path / "no folder" / "mine.png"))
    assert story.card.told.text() == "mine.png could not be written; choose another folder."
    dialog.close()


def test_the_picture_follows_theme_state_and_name(qapp: object) -> None:
    won, near = standing("Task Master"), standing("Hundred Suns")
    pictures = [
        share_picture(won, "Won", "", LIGHT),
        share_picture(won, "Won", "", DARK),
        share_picture(near, "87 of 100", "", LIGHT),
        share_picture(replace(won, name="Another name that is a good deal longer"), "Won", "", LIGHT),
        share_picture(won, "Won", "Such work came on 3 of 412 days.", LIGHT),
    ]
    assert all(one != other for place, one in enumerate(pictures) for other in pictures[:place])
    assert pictures[0].pixelColor(3, 3).name() == LIGHT.window
    assert pictures[1].pixelColor(3, 3).name() == DARK.window


def test_the_rarest_come_first_and_say_on_how_many_days(page: AchievementsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.rarities_requested):
        page.filters.orders.setCurrentText(AchievementOrder.RAREST)
    days = {"Task Master": 200, "Lock In": 12, "Clean Sweep": 3, "Hundred Suns": 90, "Dragon Slayer": 4}
    page.show_rarities(tuple(rarity(name, count) for name, count in days.items()))
    names = [page.choice.index(row, 0).data() for row in range(page.choice.rowCount())]
    assert names[:3] == ["Clean Sweep", "Lock In", "Task Master"]
    assert names[9:11] == ["Dragon Slayer", "Hundred Suns"]
    first = page.choice.index(0, 0)
    assert first.data(AchievementRole.FOOT) == "3 of 412 days"
    assert "Such work came on 3 of your 412" in first.data(Qt.ItemDataRole.AccessibleTextRole)
    page.filters.orders.setCurrentText(AchievementOrder.NEAREST)
    shown = {page.choice.index(row, 0).data(AchievementRole.FOOT) for row in range(16)}
    assert "3 of 412 days" not in shown


def test_how_rare_is_asked_once_and_again_after_something_was_done(page: AchievementsPage, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(page.rarities_requested):
        page.forget_rarities()
        page.tab_shown()
    page.filters.orders.setCurrentText(AchievementOrder.RAREST)
    with qtbot.assertNotEmitted(page.rarities_requested):
        page.tab_shown()
    page.show_rarities((rarity(),))
    with qtbot.waitSignal(page.rarities_requested):
        page.forget_rarities()
    page.show_rarities((rarity(),))
    page.hide()
    with qtbot.assertNotEmitted(page.rarities_requested):
        page.forget_rarities()
    with qtbot.waitSignal(page.rarities_requested):
        page.tab_shown()


def test_words_for_every_kind_of_rarity() -> None:
    assert rarity_words(rarity(days=3, basis=DaysOf.WHOLE)) == "All of it on 3 of your 412\u00a0days."
    assert rarity_words(rarity(days=3, basis=DaysOf.HELD), "") == "Yours on 3 of 412\u00a0days."
    for basis in DaysOf:
        assert rarity_words(rarity(days=0, basis=basis)).endswith(" your 412\u00a0days.")
        assert rarity_words(Rarity(1, 0, 0, basis)) == ""


def test_words_for_a_course_that_is_short_or_goes_on() -> None:
    day = samples.TODAY
    near, won = standing("Hundred Suns"), standing("Task Master")
    open_story = AchievementStory("Hundred Suns", rarity(), ((day - timedelta(days=9), 1), (day, 2)))
    assert course_words(open_story, near) == "2 of 100 since 2 Mar 2026, last moved on 11 Mar 2026."
    assert (
        course_words(AchievementStory("Task Master", rarity(), ((day, 100),)), won) == "Begun and won on 11 Mar 2026."
    )
    assert course_words(AchievementStory("Task Master", rarity(), ()), won) == ""


def test_the_line_runs_from_nothing_to_the_goal(qtbot: QtBot) -> None:
    line = CourseLine()
    qtbot.addWidget(line)
    line.resize(300, 104)
    line.show_course(told().course, 100, LIGHT.accent)
    corners = line.points()
    assert corners[0].y() > corners[-1].y()
    assert corners[-1].x() > corners[0].x() + 250
    assert [corner.x() for corner in corners] == sorted(corner.x() for corner in corners)
    assert [corner.y() for corner in corners] == sorted((corner.y() for corner in corners), reverse=True)
    line.show_course(((samples.TODAY, 4),), 4, LIGHT.accent)
    assert len(line.points()) == 3


def test_a_name_makes_a_file_name() -> None:
    assert file_name("The Dragon’s “Déjà vu” / 2") == "the-dragon-s-déjà-vu-2"
    assert file_name("…") == "achievement"
