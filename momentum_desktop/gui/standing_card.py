"""The card that ranks the people here, or this week among the best weeks of one who is alone."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from momentum_desktop.gui.button_row import ButtonRow
from momentum_desktop.gui.chart_card import ChartCard
from momentum_desktop.gui.rank_bars import ROW, RankBars
from momentum_desktop.gui.standing_words import is_alone, questions_of, ranks_of, standing_sentence
from momentum_desktop.gui.theme import Theme
from momentum_desktop.service.values import Leaderboard
from momentum_desktop.service.why_values import WhyQuestion

ALONE, SEVERAL = "This week among your best", "Among the people here"
PERIODS = (("Week", "week"), ("Month", "month"), ("All time", "all"))
LEAST_ROWS = 3


class StandingCard(ChartCard):
    """Shows a Leaderboard; `period_chosen` says that another period is wanted, `why_requested` comes with the question
    that a rank asks."""

    period_chosen = Signal()
    why_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("insight_standing", ALONE, LEAST_ROWS * ROW, parent)
        self.bars = RankBars()
        self._questions: tuple[WhyQuestion, ...] = ()
        self.bars.row_chosen.connect(self._ask_why)
        self.row_chosen.connect(self._ask_why)
        self.set_chart(self.bars)
        self.periods = ButtonRow("standing_periods", "Points of", tuple(words for words, _ in PERIODS))
        self.periods.chosen.connect(self.period_chosen)
        self.head.insertWidget(1, self.periods)
        self.periods.hide()

    @property
    def period(self) -> str:
        """The period chosen: week, month or all."""
        return PERIODS[self.periods.place][1]

    def show_board(self, board: Leaderboard) -> None:
        alone = is_alone(board)
        ranks = ranks_of(board)
        self._questions = questions_of(board)
        self.set_title(ALONE if alone else SEVERAL)
        self.periods.setVisible(not alone)
        self.bars.show_ranks(ranks)
        self.set_chart_height(max(LEAST_ROWS, len(ranks)) * ROW)
        self.say(standing_sentence(board))
        headers = ("Rank", "Week" if alone else "Name", "Points")
        self.model.show_rows(headers, tuple((rank.rank, rank.words, rank.points) for rank in ranks))

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.bars.apply_theme(theme)

    def _ask_why(self, place: int) -> None:
        self.why_requested.emit(self._questions[place])
