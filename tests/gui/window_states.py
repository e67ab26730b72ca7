"""The window in the states that its pages can be in, for tests that look at all of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pytestqt.qtbot import QtBot

from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service.story_values import AchievementStory, DaysOf, Rarity
from tests.gui import page_samples as samples
from tests.gui import plan_samples
from tests.gui.samples import TODAY, full_day, task

LONG_YEAR = 3_650
State = Callable[[MainWindow], None]


def filled_window(qtbot: QtBot, folder: Path) -> MainWindow:
    """A window with all that its pages show at the start."""
    made = MainWindow(folder, lambda: samples.NOW)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.pages_ready, timeout=10_000):
        made.show()
    made.show_progress(samples.progress())
    made.achievements_page.show_achievements(samples.achievements())
    made.levels_page.show_levels(samples.levels())
    made.levels_page.show_progress(samples.progress())
    return made


def plan(window: MainWindow) -> None:
    page = window.tasks_page
    page.show_tasks((*full_day(), task(99, "Find the last receipts", due=TODAY, parent_id=5)))
    page.show_goals(plan_samples.goals())
    page.pane.goals_card.fold.setChecked(True)
    page.pane.focus_card.show_session(plan_samples.session(interrupted=True))
    page.pane.day_card.go_to(plan_samples.TODAY)
    page.pane.day_card.show_slots(plan_samples.TODAY, plan_samples.slots())
    page.plan_toggle.setChecked(True)


def plan_of_nothing(window: MainWindow) -> None:
    window.tasks_page.show_tasks(())
    window.tasks_page.plan_toggle.setChecked(True)


def welcome(window: MainWindow) -> None:
    window.tasks_page.show_tasks(())
    window.tasks_page.show_newness(True)
    window.tasks_page.plan_toggle.setChecked(False)


def welcome_on_the_way_to_the_demo(window: MainWindow) -> None:
    welcome(window)
    window.tasks_page.welcome.look_around.click()
    for box in window.tasks_page.welcome.boxes:
        box.setChecked(False)


def palette(window: MainWindow) -> None:
    window.tasks_page.show_tasks(full_day())
    window.door.open()


def palette_of_nothing(window: MainWindow) -> None:
    palette(window)
    window.door.palette.line.setText("xylophone")


def search(window: MainWindow) -> None:
    window.tasks_page.show_tasks(full_day())
    window.tasks_page.begin_search()
    window.tasks_page.search.line.setText("xylophone")


def achievements(window: MainWindow) -> None:
    window.frame.tabs.go_to("achievements")


def story(window: MainWindow) -> None:
    page = window.achievements_page
    window.frame.tabs.go_to("achievements")
    won = next(row for row in samples.achievements() if row.name == "Hundred Suns")
    page.open_story(won)
    days = tuple((samples.TODAY - timedelta(days=300 - 3 * number), number) for number in range(1, 88))
    page.story.show_story(AchievementStory("Hundred Suns", Rarity(won.id, 87, 1_412, DaysOf.WORK), days))
    page.story.card.tell("a-rather-long-name-for-a-picture.png could not be written; choose another folder.")


def levels(window: MainWindow) -> None:
    window.frame.tabs.go_to("levels")
    window.levels_page.show_insights(samples.insights([38] * 57))


def levels_of_other_rules(window: MainWindow) -> None:
    levels(window)
    window.levels_page.show_levels(samples.generous_levels())


def insights(window: MainWindow) -> None:
    window.frame.tabs.go_to("insights")
    page = window.insights_page
    page.tab_shown()
    page.show_stats(samples.stats(LONG_YEAR))
    page.show_insights(samples.insights([20] * 28 + [30] * 29, samples.streaks()))


def insights_by_kind(window: MainWindow) -> None:
    insights(window)
    points = window.insights_page.points
    points.by_kind.setChecked(True)
    points.show_kind_days(samples.kind_days(samples.stats(LONG_YEAR)))
    points.show_view((samples.TODAY - timedelta(days=900), samples.TODAY - timedelta(days=300)))
    window.insights_page.whole.show()


def nothing_yet(window: MainWindow) -> None:
    window.frame.tabs.go_to("insights")
    window.insights_page.show_stats(samples.no_stats(30))
    window.insights_page.show_stats(samples.no_stats(400))


def failure(window: MainWindow) -> None:
    window.frame.tabs.go_to("levels")
    window.levels_page.show_failure(
        "The database is locked by another program (momentum serve, process 4711); nothing was changed. "
        "Close it and try again."
    )


STATES: tuple[State, ...] = (
    plan,
    plan_of_nothing,
    welcome,
    welcome_on_the_way_to_the_demo,
    palette,
    palette_of_nothing,
    search,
    achievements,
    story,
    levels,
    levels_of_other_rules,
    insights,
    insights_by_kind,
    nothing_yet,
    failure,
)
"""One for each page and each state that looks different; a new page adds its own."""
