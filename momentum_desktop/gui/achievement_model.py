"""The achievements as rows for a view, and the narrowed and ordered choice of them that is shown."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from momentum_desktop.gui.story_words import rarity_figure, rarity_words
from momentum_desktop.gui.wording import OF_POINTS, category_words, counted, day_words, grouped, spelled
from momentum_desktop.service.nearness import nearness
from momentum_desktop.service.story_values import Rarity
from momentum_desktop.service.values import AchievementStanding

Index = QModelIndex | QPersistentModelIndex

SECRET_NAME = "A secret"
SECRET_WORDS = "It shows itself when you win it."


class AchievementRole(IntEnum):
    """What a row gives besides its texts: its value, a number that moves when the row does, whether it is new, how rare
    it is if that is known, what stands at the foot of its card, and what it is worth where that may be in sight."""

    STANDING = int(Qt.ItemDataRole.UserRole) + 1
    VERSION = int(Qt.ItemDataRole.UserRole) + 2
    FRESH = int(Qt.ItemDataRole.UserRole) + 3
    RARITY = int(Qt.ItemDataRole.UserRole) + 4
    FOOT = int(Qt.ItemDataRole.UserRole) + 5
    WORTH = int(Qt.ItemDataRole.UserRole) + 6


class AchievementState(StrEnum):
    """Which achievements to show by how far they are."""

    ALL = "All states"
    WON = "Won"
    OPEN = "Still to win"


class AchievementOrder(StrEnum):
    """Which achievements come first."""

    NEAREST = "Nearest first"
    NEWEST = "Newest first"
    RAREST = "Rarest first"
    CATALOGUE = "Catalogue order"


def is_secret(standing: AchievementStanding) -> bool:
    return standing.name is None


def fraction(standing: AchievementStanding) -> float:
    """How near it is, 0 to 1; a secret one does not say until it is won."""
    if standing.completed:
        return 1.0
    if is_secret(standing) or not standing.criteria_value:
        return 0.0
    return min(1.0, float(standing.progress) / float(standing.criteria_value))


def progress_words(standing: AchievementStanding) -> str:
    """When it was won or how near it is, in as few words as fit on a card."""
    if standing.completed:
        return day_words(standing.completed_day) if standing.completed_day else "Won"
    if is_secret(standing):
        return "Secret"
    return f"{grouped(standing.progress)} / {grouped(standing.criteria_value)}"


def is_of_points(standing: AchievementStanding) -> bool:
    """Whether it counts points or levels."""
    return standing.criteria_type in OF_POINTS


def spoken(
    standing: AchievementStanding, fresh: bool = False, rarity: Rarity | None = None, *, points: bool = True
) -> str:
    """The whole card for someone who hears it."""
    parts = [standing.name or SECRET_NAME, standing.description or SECRET_WORDS]
    if standing.completed:
        when = f" on {day_words(standing.completed_day)}" if standing.completed_day else ""
        parts.append(f"{'Just won' if fresh else 'Won'}{when}")
    elif not is_secret(standing):
        parts.append(f"{grouped(standing.progress)} of {grouped(standing.criteria_value)}")
    parts += [counted(standing.points, "point")] if points else []
    parts.append(category_words(standing.category))
    if standing.tier:
        parts.append(spelled(standing.tier))
    if rarity is not None:
        parts.append(rarity_words(rarity))
    return ". ".join(part.rstrip(".") for part in parts if part)


def _nearness(standing: AchievementStanding) -> tuple[float, ...]:
    """Secret ones come last and do not tell how near they are; those that are won are all as near."""
    if standing.completed or is_secret(standing):
        return (is_secret(standing), -fraction(standing), 0)
    share, left, _ = nearness(standing)
    return (False, share, left)


class AchievementModel(QAbstractListModel):
    """Every achievement in the order of the rules; a row's version moves only when that row does."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[AchievementStanding, ...] = ()
        self._versions: list[int] = []
        self._fresh: set[str] = set()
        self._rarities: dict[int, Rarity] = {}
        self._days_told = False
        self._shows_points = True
        self._moves = 0

    @property
    def standings(self) -> tuple[AchievementStanding, ...]:
        return self._rows

    def show_achievements(self, standings: tuple[AchievementStanding, ...]) -> None:
        if [row.id for row in standings] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = standings
            self._versions = [self._moved() for _ in standings]
            self.endResetModel()
            return
        before, self._rows = self._rows, standings
        pairs = zip(before, standings, strict=True)
        self._touch([place for place, (old, new) in enumerate(pairs) if old != new])

    def mark_won(self, names: tuple[str, ...]) -> None:
        """Marks them as freshly won, those too that become known only with the next standings."""
        self._fresh.update(names)
        self._touch_named(set(names))

    def show_rarities(self, rarities: tuple[Rarity, ...]) -> None:
        """How rare they are, by their numbers; what is missing keeps its secret."""
        before, self._rarities = self._rarities, {row.achievement_id: row for row in rarities}
        known = [before.get(row.id) != self._rarities.get(row.id) for row in self._rows]
        self._touch([place for place, moved in enumerate(known) if moved])

    def tell_days(self, told: bool) -> None:
        """Whether the foot of a card says how rare it is instead of how near."""
        if told != self._days_told:
            self._days_told = told
            self._touch(list(range(len(self._rows))))

    def show_points(self, shown: bool) -> None:
        """Whether what they are worth may be in sight."""
        if shown != self._shows_points:
            self._shows_points = shown
            self._touch(list(range(len(self._rows))))

    def settle(self) -> None:
        """Nothing is new any more."""
        names, self._fresh = self._fresh, set()
        self._touch_named(names)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        standing = self._rows[index.row()]
        fresh = standing.completed and standing.name in self._fresh
        rarity = self._rarities.get(standing.id)
        match role:
            case AchievementRole.STANDING:
                return standing
            case AchievementRole.VERSION:
                return self._versions[index.row()]
            case AchievementRole.FRESH:
                return fresh
            case AchievementRole.RARITY:
                return rarity
            case AchievementRole.FOOT:
                return rarity_figure(rarity) if self._days_told and rarity else progress_words(standing)
            case AchievementRole.WORTH:
                return f"+{grouped(standing.points)}" if self._shows_points else ""
            case Qt.ItemDataRole.DisplayRole:
                return standing.name or SECRET_NAME
            case Qt.ItemDataRole.ToolTipRole:
                return f"{standing.name or SECRET_NAME}\n{standing.description or SECRET_WORDS}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(standing, fresh, rarity, points=self._shows_points)
        return None

    def _moved(self) -> int:
        self._moves += 1
        return self._moves

    def _touch(self, places: list[int]) -> None:
        """Announces all at once: a proxy that sorts cannot place rows one by one among others that also moved."""
        for place in places:
            self._versions[place] = self._moved()
        if places:
            self.dataChanged.emit(self.index(places[0]), self.index(places[-1]))

    def _touch_named(self, names: set[str]) -> None:
        self._touch([place for place, row in enumerate(self._rows) if row.name in names])


class AchievementChoice(QSortFilterProxyModel):
    """The achievements that a category, a state and words let through, in the order chosen."""

    def __init__(self, source: AchievementModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.category: str | None = None
        self.achievement_state = AchievementState.ALL
        self.order = AchievementOrder.NEAREST
        self._shows_points = True
        self._words: tuple[str, ...] = ()
        self.setSourceModel(source)
        self.setDynamicSortFilter(True)
        self.sort(0)

    def choose_category(self, category: str | None) -> None:
        self.category = category
        self.invalidate()

    def choose_state(self, state: AchievementState) -> None:
        self.achievement_state = state
        self.invalidate()

    def show_points(self, shown: bool) -> None:
        """Whether those that count points or levels are among them."""
        self._shows_points = shown
        self.invalidate()

    def choose_words(self, words: str) -> None:
        self._words = tuple(words.casefold().split())
        self.invalidate()

    def choose_order(self, order: AchievementOrder) -> None:
        self.order = order
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        index = self.sourceModel().index(source_row, 0, source_parent)
        standing: AchievementStanding = index.data(AchievementRole.STANDING)
        if not self._shows_points and is_of_points(standing):
            return False
        if self.category is not None and standing.category != self.category:
            return False
        if self.achievement_state is AchievementState.WON and not standing.completed:
            return False
        if self.achievement_state is AchievementState.OPEN and standing.completed:
            return False
        text = f"{standing.name or SECRET_NAME} {standing.description or ''} {category_words(standing.category)}"
        return all(word in text.casefold() for word in self._words)

    def lessThan(self, source_left: Index, source_right: Index) -> bool:
        return self._place(source_left) < self._place(source_right)

    def _place(self, index: Index) -> tuple[float, ...]:
        standing: AchievementStanding = index.data(AchievementRole.STANDING)
        settled = not index.data(AchievementRole.FRESH)
        won_at = standing.completed_at.timestamp() if standing.completed_at else 0.0
        near = _nearness(standing)
        if self.order is AchievementOrder.CATALOGUE:
            return (index.row(),)
        if self.order is AchievementOrder.RAREST:
            rarity: Rarity | None = index.data(AchievementRole.RARITY)
            days = float("inf") if rarity is None else rarity.days
            return (settled, not standing.completed, is_secret(standing), days, *near[1:], index.row())
        if self.order is AchievementOrder.NEWEST:
            return (settled, not standing.completed, -won_at, *near, index.row())
        return (settled, standing.completed, *near, -won_at, index.row())
