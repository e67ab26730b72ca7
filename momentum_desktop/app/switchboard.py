"""The switchboard: where each signal of the window meets the service, and each answer its page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Qt, QTimer

from momentum_desktop.app.presence import Presence
from momentum_desktop.app.service_bridge import Opener, ServiceBridge
from momentum_desktop.gui.arrivals import Arrivals
from momentum_desktop.gui.main_window import MainWindow
from momentum_desktop.service.values import Progress

SECOND_MS, MINUTE_MS, DAY_MS = 1_000, 60_000, 86_400_000


def joined(window: MainWindow, opener: Opener, presence: Presence | None = None) -> ServiceBridge:
    """A running bridge to the service that `opener` opens, wired to the window and to what stands beside it."""
    bridge = ServiceBridge(opener, window)
    Switchboard(window, bridge)
    if presence is not None:
        presence.join(bridge)
    bridge.start()
    return bridge


class Switchboard(QObject):
    """Connects one window with one bridge, and asks anew when the window comes to the front or the day ends."""

    def __init__(self, window: MainWindow, bridge: ServiceBridge) -> None:
        super().__init__(window)
        self._window = window
        self._bridge = bridge
        self._day: date | None = None
        self._connect_window()
        self._connect_tasks()
        window.pages_ready.connect(self._on_pages_ready)
        bridge.settled.connect(window.build_pages)
        self._tick = QTimer(self, interval=MINUTE_MS)
        self._tick.timeout.connect(bridge.refresh)
        self._tick.start()
        self._day_end = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._day_end.timeout.connect(bridge.refresh)
        bridge.progress_ready.connect(self._await_day_end)

    def _connect_window(self) -> None:
        window, bridge = self._window, self._bridge
        window.undo_requested.connect(bridge.undo)
        window.redo_requested.connect(bridge.redo)
        window.activated.connect(bridge.refresh)
        window.toasts.undo_requested.connect(bridge.undo)
        window.toasts.redo_requested.connect(bridge.redo)
        bridge.progress_ready.connect(window.show_progress)
        bridge.achievements_ready.connect(window.show_achievements)
        bridge.act_done.connect(window.toasts.show_act)
        bridge.failed.connect(window.show_failure)
        why = window.frame.why
        why.page_requested.connect(bridge.looking_back.ask_why)
        bridge.looking_back.why_ready.connect(why.show_page)
        bridge.data_changed.connect(why.refresh)
        bridge.failed.connect(why.give_up)
        bridge.noticed.connect(window.toasts.show_notice)
        menu = window.frame.menu_button
        menu.api_toggled.connect(bridge.api.switch)
        bridge.api.switched.connect(menu.show_api)
        menu.perks_toggled.connect(bridge.open_all_perks)
        desk = window.desk
        bridge.all_perks_ready.connect(menu.show_all_perks)
        bridge.all_perks_ready.connect(desk.show_all_perks)
        bridge.levels_ready.connect(desk.show_levels)
        bridge.progress_ready.connect(desk.show_progress)
        bridge.achievements_ready.connect(desk.show_achievements)
        bridge.own_rules_ready.connect(desk.show_own_rules)
        bridge.act_done.connect(window.frame.show_act)
        desk.own_achievement_requested.connect(bridge.planner.add_own_achievement)
        desk.own_rule_removal_requested.connect(bridge.planner.remove_own_rule)
        desk.plan_publication_requested.connect(bridge.planner.publish_plan)
        desk.plan_import_requested.connect(bridge.planner.follow_plan)
        bridge.planner.plan_told.connect(window.toasts.show_plan)
        people = window.frame.people
        people.person_chosen.connect(bridge.use_person)
        people.addition_requested.connect(bridge.add_person)
        people.rename_requested.connect(bridge.rename_person)
        bridge.people_ready.connect(people.show_people)
        bridge.person_changed.connect(window.frame.begin_anew)

    def _connect_tasks(self) -> None:
        page, bridge = self._window.tasks_page, self._bridge
        planner = bridge.planner
        page.add_requested.connect(planner.add_task)
        page.completion_requested.connect(planner.complete_task)
        page.reopen_requested.connect(planner.reopen_task)
        planner.tick_answered.connect(page.model.answer_tick)
        planner.tick_refused.connect(page.model.untick)
        page.edit_requested.connect(planner.edit_task)
        page.completion_of_many_requested.connect(planner.complete_tasks)
        page.edit_one_requested.connect(planner.edit_one)
        page.deletion_requested.connect(planner.delete_tasks)
        page.changes_requested.connect(planner.edit_tasks)
        page.order_requested.connect(planner.order_tasks)
        page.overdue_requested.connect(planner.reschedule_overdue)
        page.skip_requested.connect(planner.skip_task)
        page.amount_requested.connect(planner.log_amount)
        page.more_requested.connect(planner.log_more)
        page.retry_requested.connect(bridge.refresh)
        bridge.outcome_ready.connect(page.show_outcome)
        bridge.act_done.connect(page.show_act)
        arrivals = Arrivals(page)
        bridge.act_done.connect(arrivals.show_act)
        bridge.failed.connect(arrivals.give_up)
        bridge.person_changed.connect(arrivals.give_up)
        bridge.tasks_ready.connect(page.show_tasks)
        bridge.unavailable.connect(page.show_failure)
        page.newness_asked.connect(bridge.looking_back.ask_newness)
        bridge.looking_back.newness_ready.connect(page.show_newness)
        page.demo_requested.connect(self._on_demo_requested)
        page.show_loading()

    def _on_demo_requested(self) -> None:
        from momentum_desktop.app.second_window import open_demo

        open_demo(self._window.show_failure)

    def _on_pages_ready(self) -> None:
        window, bridge = self._window, self._bridge
        self._connect_plan()
        for page in (window.achievements_page, window.streaks_page, window.levels_page, window.insights_page):
            page.retry_requested.connect(bridge.refresh)
            page.start_requested.connect(window.begin_task)
            bridge.unavailable.connect(page.show_failure)
            page.show_loading()
        self._connect_achievements()
        self._connect_streaks()
        self._connect_levels()
        self._connect_insights()
        self._connect_rules()
        self._connect_history()
        bridge.person_changed.connect(self._on_person_changed)
        bridge.data_changed.connect(self._forget_sums)
        window.activated.connect(self._forget_sums)
        window.tabs.currentChanged.connect(self._on_tabs_current_changed)
        bridge.opened.connect(self._on_tabs_current_changed)
        bridge.progress_ready.connect(self._on_progress_ready)
        self._on_tabs_current_changed()
        bridge.refresh()

    def _connect_streaks(self) -> None:
        page, bridge = self._window.streaks_page, self._bridge
        bridge.streaks_ready.connect(page.show_streaks)
        page.year_requested.connect(bridge.looking_back.ask_year)
        bridge.looking_back.year_ready.connect(page.show_year)
        bridge.habits_ready.connect(page.show_habits)
        bridge.rests_ready.connect(page.show_rests)
        page.rest_requested.connect(bridge.planner.plan_rest)
        page.rest_removal_requested.connect(bridge.planner.remove_rest)
        page.day_completion_requested.connect(bridge.planner.complete_day)
        page.day_reopen_requested.connect(bridge.planner.reopen_task)
        bridge.goals_ready.connect(page.show_goals)
        page.habit_accepted.connect(bridge.planner.add_task)

    def _connect_levels(self) -> None:
        page, bridge = self._window.levels_page, self._bridge
        bridge.levels_ready.connect(page.show_levels)
        bridge.all_perks_ready.connect(page.show_all_perks)
        bridge.progress_ready.connect(page.show_progress)
        page.insights_requested.connect(bridge.looking_back.ask_insights)
        bridge.looking_back.insights_ready.connect(page.show_insights)

    def _connect_insights(self) -> None:
        page, back = self._window.insights_page, self._bridge.looking_back
        page.make_ready()
        page.stats_requested.connect(back.ask_stats)
        back.stats_ready.connect(page.show_stats)
        page.part_requested.connect(back.ask_part)
        back.part_ready.connect(page.show_part)
        page.kinds_requested.connect(back.ask_kind_days)
        back.kind_days_ready.connect(page.show_kind_days)
        page.insights_requested.connect(back.ask_insights)
        back.insights_ready.connect(page.show_insights)
        page.years.whole_requested.connect(back.ask_whole)
        back.whole_ready.connect(page.years.show_whole)
        page.board_requested.connect(back.ask_board)
        back.board_ready.connect(page.show_board)

    def _connect_rules(self) -> None:
        banner, bridge = self._window.frame.rules_banner, self._bridge
        banner.preview_requested.connect(bridge.preview_rules)
        banner.take_requested.connect(bridge.take_rules)
        bridge.rules_ready.connect(banner.show_offer)
        bridge.rules_preview_ready.connect(banner.show_preview)
        bridge.failed.connect(banner.show_failure)

    def _connect_history(self) -> None:
        page, bridge = self._window.frame.tabs.history, self._bridge
        page.acts_requested.connect(bridge.looking_back.ask_acts)
        bridge.looking_back.acts_ready.connect(page.show_acts)
        page.undo_requested.connect(bridge.undo)
        page.redo_requested.connect(bridge.redo)
        page.retry_requested.connect(page.refresh)
        page.start_requested.connect(self._window.begin_task)
        bridge.unavailable.connect(page.show_failure)
        self._keep_new(page.forget)

    def _connect_achievements(self) -> None:
        page, bridge = self._window.achievements_page, self._bridge
        bridge.achievements_ready.connect(page.show_achievements)
        bridge.outcome_ready.connect(page.show_outcome)
        bridge.progress_ready.connect(page.show_progress)
        bridge.data_changed.connect(page.forget_rarities)
        page.rarities_requested.connect(bridge.looking_back.ask_rarities)
        bridge.looking_back.rarities_ready.connect(page.show_rarities)
        page.story.page_requested.connect(bridge.looking_back.ask_why)
        bridge.looking_back.why_ready.connect(page.story.show_page)
        page.story.story_requested.connect(bridge.looking_back.ask_story)
        bridge.looking_back.story_ready.connect(page.story.show_story)
        bridge.failed.connect(page.story.give_up)

    def _connect_plan(self) -> None:
        page, bridge = self._window.tasks_page, self._bridge
        planner = bridge.planner
        bridge.goals_ready.connect(page.show_goals)
        focus = page.pane.focus_card
        bridge.focus_ready.connect(focus.show_session)
        page.focus_requested.connect(focus.begin)
        focus.start_requested.connect(planner.start_focus)
        focus.pause_requested.connect(planner.pause_focus)
        focus.resume_requested.connect(planner.resume_focus)
        focus.stop_requested.connect(planner.stop_focus)
        focus.drop_requested.connect(planner.drop_focus)
        focus.pulse_requested.connect(planner.pulse_focus)
        focus.refresh_requested.connect(bridge.refresh)
        plan = page.pane.day_card
        plan.slots_requested.connect(planner.ask_slots)
        planner.slots_ready.connect(plan.show_slots)
        plan.add_requested.connect(planner.add_slot)
        plan.edit_requested.connect(planner.edit_slot)
        plan.deletion_requested.connect(planner.delete_slot)
        plan.completion_requested.connect(planner.complete_slot)
        plan.reopen_requested.connect(planner.reopen_slot)
        goals = page.pane.goals_card
        goals.add_requested.connect(planner.add_goal)
        goals.edit_requested.connect(planner.edit_goal)
        goals.deletion_requested.connect(planner.delete_goal)
        goals.completion_requested.connect(planner.complete_goal)
        goals.reopen_requested.connect(planner.reopen_goal)
        goals.step_added.connect(planner.add_step)
        goals.step_edit_requested.connect(planner.edit_step)
        goals.step_deletion_requested.connect(planner.delete_step)
        goals.step_completion_requested.connect(planner.complete_step)
        goals.step_reopen_requested.connect(planner.reopen_step)
        page.pane.log_requested.connect(planner.record_event)
        self._keep_new(plan.refresh)

    def _keep_new(self, refresh: Callable[[], None]) -> None:
        """Have something asked for now, and again whenever it may no longer be so."""
        for may_be_other in (self._bridge.data_changed, self._bridge.opened, self._window.activated):
            may_be_other.connect(refresh)
        refresh()

    def _on_tabs_current_changed(self) -> None:
        window = self._window
        page = window.tabs.currentWidget()
        if page in (window.achievements_page, window.streaks_page, window.levels_page, window.insights_page):
            page.tab_shown()

    def _on_person_changed(self) -> None:
        self._day = None
        self._on_tabs_current_changed()

    def _await_day_end(self, progress: Progress) -> None:
        """Looks again when the day is over. A timer stands still while the computer sleeps: then the round of each
        minute finds the new day."""
        left = (progress.day_ends_at - self._window.clock()) // timedelta(milliseconds=1) + 1
        self._day_end.start(min(left, DAY_MS) if left > 0 else SECOND_MS)

    def _forget_sums(self) -> None:
        """What the charts show may no longer be all there is."""
        self._window.insights_page.forget()
        self._window.levels_page.forget()
        if self._window.tabs.currentWidget() is self._window.streaks_page:
            self._bridge.looking_back.ask_year()

    def _on_progress_ready(self, progress: Progress) -> None:
        """With a new day the range that the insights show moves on."""
        self._window.streaks_page.show_day(progress.day)
        if self._day not in (None, progress.day):
            self._forget_sums()
        self._day = progress.day
