"""The standing card shows the people, or the own weeks of one who is alone, in bars, words and a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from momentum_desktop.gui.rank_bars import Rank
from momentum_desktop.gui.standing_card import ALONE, SEVERAL, StandingCard
from momentum_desktop.gui.standing_words import ordinal, ranks_of, standing_sentence
from momentum_desktop.gui.theme import DARK, LIGHT
from momentum_desktop.service.values import Leaderboard, LeaderboardEntry, OwnWeek
from momentum_desktop.service.why_values import WhyQuestion

ME = LeaderboardEntry(2, 1, "Me", 415, 4)
ANNA = LeaderboardEntry(1, 2, "Anna", 674, 3)


def alone(*weeks: tuple[int, date, int, bool]) -> Leaderboard:
    entry = LeaderboardEntry(1, 1, "Me", 415, 4)
    return Leaderboard("week", (entry,), entry, tuple(OwnWeek(*week) for week in weeks))


BEST = (1, date(2026, 1, 19), 1042, False)
OLD = (2, date(2025, 7, 28), 600, False)
SEVERAL_PEOPLE = Leaderboard("week", (ANNA, ME), ME)


@pytest.fixture
def card(qtbot: QtBot) -> StandingCard:
    made = StandingCard()
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.apply_theme(LIGHT)
    made.show()
    return made


@pytest.mark.parametrize(
    ("board", "sentence"),
    [
        (alone((1, date(2026, 3, 9), 0, True)), "Your weeks will stand here, the best first."),
        (alone((1, date(2026, 3, 9), 1, True)), "This is the first week: 1 point so far."),
        (alone(BEST, (2, date(2026, 3, 9), 0, True)), "This week is still open."),
        (alone((1, date(2026, 3, 9), 1100, True), (2, *BEST[1:])), "This week is your best, with 1,100 points so far."),
        (
            alone(BEST, (1, date(2026, 3, 9), 1042, True)),
            "This week is level with your best, with 1,042 points so far.",
        ),
        (
            alone(BEST, OLD, (3, date(2026, 3, 9), 599, True)),
            "This week is your 3rd best, with 599 points so far; "
            "1 more point would bring it level with the week of 28 Jul 2025.",
        ),
        (SEVERAL_PEOPLE, "Anna is in front this week, with 674 points; you have 415."),
        (Leaderboard("all", (ANNA, ME), ANNA), "You are in front of all time, with 674 points."),
        (Leaderboard("month", (), None), "Nobody has points here yet."),
    ],
)
def test_the_sentence_says_the_gist(board: Leaderboard, sentence: str) -> None:
    assert standing_sentence(board) == sentence


def test_ranks_are_written_out() -> None:
    assert [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 13, 21, 102, 111, 1001)] == (
        ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "102nd", "111th", "1,001st"]
    )


def test_the_own_one_is_marked_and_never_left_out() -> None:
    many = tuple(LeaderboardEntry(rank, rank + 10, f"Person {rank}", 100 - rank, 1) for rank in range(1, 11))
    me = LeaderboardEntry(40, 1, "Me", 3, 1)
    assert ranks_of(Leaderboard("all", many, me))[-1] == Rank(40, "Me", 3, True)
    assert ranks_of(alone(BEST, (2, date(2026, 3, 9), 5, True))) == (
        Rank(1, "Week of 19 Jan", 1042, False),
        Rank(2, "This week", 5, True),
    )


def test_the_card_changes_with_who_is_there(qtbot: QtBot, card: StandingCard) -> None:
    card.show_board(alone(BEST, (2, date(2026, 3, 9), 5, True)))
    assert (card.accessibleName(), card.periods.isVisible()) == (ALONE, False)
    card.show_board(SEVERAL_PEOPLE)
    assert (card.accessibleName(), card.periods.isVisible()) == (SEVERAL, True)
    assert SEVERAL in {label.text() for label in card.findChildren(QLabel)}
    with qtbot.waitSignal(card.period_chosen):
        qtbot.mouseClick(card.periods.button(2), Qt.MouseButton.LeftButton)
    assert card.period == "all"
    table = [[card.model.index(row, column).data() for column in range(3)] for row in range(card.model.rowCount())]
    assert table == [["1", "Anna", "674"], ["2", "Me", "415"]]


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_own_bar_stands_out(qtbot: QtBot, card: StandingCard, theme: object) -> None:
    card.apply_theme(theme)  # type: ignore[arg-type]
    card.show_board(SEVERAL_PEOPLE)
    qtbot.waitExposed(card)
    picture = card.bars.grab().toImage()
    ratio = picture.devicePixelRatio()

    def inks(row: int) -> set[str]:
        line = round((row * 32 + 16) * ratio)
        return {picture.pixelColor(x, line).name() for x in range(picture.width() // 2)}

    accent = theme.accent  # type: ignore[attr-defined]
    assert accent not in inks(0)
    assert accent in inks(1)


def test_bars_bear_long_names_and_no_points(qtbot: QtBot, card: StandingCard) -> None:
    people = (LeaderboardEntry(1, 1, "W" * 80, 0, 1), LeaderboardEntry(2, 2, "", 0, 1))
    card.show_board(Leaderboard("all", people, people[0]))
    card.resize(120, 200)
    assert not card.grab().isNull()


def test_a_rank_opens_to_the_days_it_counts_by_click_by_key_and_from_the_table(
    qtbot: QtBot, card: StandingCard
) -> None:
    card.show_board(alone(BEST, OLD))
    with qtbot.waitSignal(card.why_requested) as asked:
        spot = card.bars.row_rect(1).center().toPoint()
        qtbot.mouseClick(card.bars, Qt.MouseButton.LeftButton, pos=spot)
    assert asked.args[0] == WhyQuestion(day=date(2025, 7, 28), last_day=date(2025, 8, 3))
    card.bars.setFocus(Qt.FocusReason.TabFocusReason)
    assert card.bars.accessibleName() == "Ranks. 1, Week of 19 Jan: 1,042 points. Why?"
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up):
        qtbot.keyClick(card.bars, key)
    with qtbot.waitSignal(card.why_requested) as asked:
        qtbot.keyClick(card.bars, Qt.Key.Key_Return)
    assert asked.args[0] == WhyQuestion(day=date(2026, 1, 19), last_day=date(2026, 1, 25))
    with qtbot.waitSignal(card.why_requested) as asked:
        card.table.activated.emit(card.model.index(1, 0))
    assert asked.args[0].day == date(2025, 7, 28)


def test_each_person_opens_to_their_own_lines(qtbot: QtBot, card: StandingCard) -> None:
    days = (date(2026, 3, 1), date(2026, 3, 31))
    for board, wanted in (
        (SEVERAL_PEOPLE, WhyQuestion(user_id=2)),
        (
            Leaderboard("month", (replace(ANNA, days=days), ME), ME),
            WhyQuestion(day=days[0], last_day=days[1], user_id=2),
        ),
    ):
        card.show_board(board)
        with qtbot.waitSignal(card.why_requested) as asked:
            qtbot.mouseClick(card.bars, Qt.MouseButton.LeftButton, pos=card.bars.row_rect(0).center().toPoint())
        assert asked.args[0] == wanted
