"""What the standing card says: how a person stands among the people here, or a week among a person's own."""

from __future__ import annotations

from datetime import timedelta

from momentum_desktop.gui.rank_bars import Rank
from momentum_desktop.gui.wording import MONTHS, counted, grouped
from momentum_desktop.service.values import Leaderboard, LeaderboardEntry
from momentum_desktop.service.why_values import WhyQuestion

SINCE = {"week": "this week", "month": "this month", "all": "of all time"}


def is_alone(board: Leaderboard) -> bool:
    """Whether nobody else shares the data."""
    return len(board.entries) < 2


def ranks_of(board: Leaderboard) -> tuple[Rank, ...]:
    """The people best first, or the weeks of one who is alone."""
    if is_alone(board):
        year = max((week.first_day.year for week in board.own_weeks), default=0)
        return tuple(
            Rank(
                week.rank,
                "This week"
                if week.present
                else f"Week of {week.first_day.day} {MONTHS[week.first_day.month - 1]}"
                + (f" {week.first_day.year}" if week.first_day.year != year else ""),
                week.points,
                week.present,
            )
            for week in board.own_weeks
        )
    return tuple(Rank(entry.rank, entry.name, entry.points, entry == board.me) for entry in _shown(board))


def questions_of(board: Leaderboard) -> tuple[WhyQuestion, ...]:
    """What each of the ranks asks when it is opened."""
    if is_alone(board):
        return tuple(
            WhyQuestion(day=week.first_day, last_day=week.first_day + timedelta(days=6)) for week in board.own_weeks
        )
    return tuple(
        WhyQuestion(user_id=entry.user_id)
        if entry.days is None
        else WhyQuestion(day=entry.days[0], last_day=entry.days[1], user_id=entry.user_id)
        for entry in _shown(board)
    )


def standing_sentence(board: Leaderboard) -> str:
    """The gist in a sentence; never about who is behind."""
    ranks = ranks_of(board)
    own = next((rank for rank in ranks if rank.own), None)
    if own is None:
        return "Nobody has points here yet."
    return _week_sentence(own, ranks) if is_alone(board) else _person_sentence(own, ranks, SINCE[board.period])


def _shown(board: Leaderboard) -> tuple[LeaderboardEntry, ...]:
    return board.entries if board.me is None or board.me in board.entries else (*board.entries, board.me)


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{grouped(number)}{ending}"


def _week_sentence(own: Rank, ranks: tuple[Rank, ...]) -> str:
    others = [rank for rank in ranks if not rank.own]
    if not own.points:
        return "This week is still open." if others else "Your weeks will stand here, the best first."
    so_far = f"{counted(own.points, 'point')} so far"
    if not others:
        return f"This is the first week: {so_far}."
    above = [rank for rank in others if rank.points > own.points]
    if not above:
        level = any(rank.points == own.points for rank in others)
        return f"This week is {'level with your best' if level else 'your best'}, with {so_far}."
    nearest = above[-1]
    return (
        f"This week is your {ordinal(own.rank)} best, with {so_far}; "
        f"{counted(nearest.points - own.points, 'more point', 'more points')} would bring it level with the "
        f"{nearest.words[:1].lower()}{nearest.words[1:]}."
    )


def _person_sentence(own: Rank, ranks: tuple[Rank, ...], since: str) -> str:
    if not any(rank.points for rank in ranks):
        return f"Nobody has points {since} yet."
    above = [rank for rank in ranks if rank.points > own.points]
    if not above:
        return f"You are in front {since}, with {counted(own.points, 'point')}."
    first = above[0]
    return f"{first.words} is in front {since}, with {counted(first.points, 'point')}; you have {grouped(own.points)}."
