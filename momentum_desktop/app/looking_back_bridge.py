"""The part of the bridge that looks back: each slot asks the service one question, and a signal carries the answer."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from momentum_desktop.service.values import SETTING_UP

if TYPE_CHECKING:
    from momentum_desktop.app.service_bridge import ServiceBridge
    from momentum_desktop.service.why_values import WhyQuestion

YEAR_DAYS = 53 * 7

MOST_SET_UP = 20
"""Whoever did so many things has no need of a welcome, whatever they were."""


class LookingBackBridge(QObject):
    """Questions about what the user in use did, what their days amount to, and how a number or an achievement came
    about. Each answer comes by the signal of its name."""

    stats_ready = Signal(object)
    year_ready = Signal(object)
    part_ready = Signal(object)
    kind_days_ready = Signal(object)
    insights_ready = Signal(object)
    whole_ready = Signal(object)
    rarities_ready = Signal(object)
    story_ready = Signal(object)
    newness_ready = Signal(bool)
    board_ready = Signal(object)
    why_ready = Signal(object, str)
    acts_ready = Signal(object, int, int, str)

    def __init__(self, bridge: ServiceBridge) -> None:
        super().__init__(bridge)
        self._bridge = bridge

    def ask_stats(self, days: int) -> None:
        """Ask for the statistics of the last days, 0 for all."""
        self._bridge.ask(lambda service, user: service.get_momentum_stats(user, days), self.stats_ready.emit)

    def ask_year(self) -> None:
        """Ask for the same of a year of whole weeks."""
        self._bridge.ask(lambda service, user: service.get_momentum_stats(user, YEAR_DAYS), self.year_ready.emit)

    def ask_board(self, period: str) -> None:
        """Ask how the users rank: week, month or all."""
        self._bridge.ask(lambda service, user: service.get_leaderboard(user, period=period), self.board_ready.emit)

    def ask_why(self, question: WhyQuestion, before: str) -> None:
        """Ask why a number is what it is, from the top or from where an earlier answer ended."""
        about = asdict(question)
        whose = about.pop("user_id")
        self._bridge.ask(
            lambda service, user: service.why(whose or user, **about, before=before or None),
            lambda page: self.why_ready.emit(replace(page, question=question), before),
        )

    def ask_acts(self, before: int, limit: int, words: str) -> None:
        """Ask what was done before an act; -1 for the newest."""
        place = None if before < 0 else before
        self._bridge.ask(
            lambda service, user: service.get_history(user, limit=limit, before=place, words=words),
            lambda acts: self.acts_ready.emit(acts, before, limit, words),
        )

    def ask_part(self, days: int, until: date) -> None:
        """Ask for the statistics of some days up to another one than today."""
        self._bridge.ask(
            lambda service, user: service.get_momentum_stats(user, days, until=until), self.part_ready.emit
        )

    def ask_kind_days(self, days: int) -> None:
        """Ask for the points by kind of each of the last days, 0 for all."""
        self._bridge.ask(lambda service, user: service.get_kind_days(user, days), self.kind_days_ready.emit)

    def ask_whole(self) -> None:
        """Ask for the statistics of all days."""
        self._bridge.ask(lambda service, user: service.get_momentum_stats(user, 0), self.whole_ready.emit)

    def ask_insights(self) -> None:
        """Ask for the records and the last weeks."""
        self._bridge.ask(lambda service, user: service.get_insights(user), self.insights_ready.emit)

    def ask_newness(self) -> None:
        """Ask whether nothing was ever done, not counting that somebody was added or renamed."""
        self._bridge.ask(
            lambda service, user: service.get_history(user, limit=MOST_SET_UP),
            lambda acts: self.newness_ready.emit(
                len(acts) < MOST_SET_UP and all(act.kind in SETTING_UP for act in acts)
            ),
        )

    def ask_rarities(self) -> None:
        """Ask how rare each achievement is."""
        self._bridge.ask(lambda service, user: service.get_rarities(user), self.rarities_ready.emit)

    def ask_story(self, achievement: str) -> None:
        """Ask how rare an achievement is and how it came about."""
        self._bridge.ask(
            lambda service, user: service.get_achievement_story(achievement, user_id=user), self.story_ready.emit
        )
