"""The toasts of the window, at its bottom right."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from momentum_desktop.engine.values import Outcome
from momentum_desktop.gui.theme import GRID, LIGHT, Theme
from momentum_desktop.gui.toast import NO_ACT, SHADOW, Toast
from momentum_desktop.gui.toast_place import place_of
from momentum_desktop.gui.toast_words import (
    Digest,
    Lore,
    digest,
    digest_of_digests,
    digest_of_many,
    ledger_in_words,
    points_line,
)
from momentum_desktop.service.values import AchievementStanding, ActResult, Progress

LINGER_MS, GRAND_MS, FAILURE_MS = 6_000, 10_000, 15_000
LAST_ACT = -1
MEANWHILE = "While the window filled the screen"
MARGIN = 2 * GRID
MOST = 3
"""So many are read; the others wait their turn."""

_ACT_ICONS = {
    "delete": "ui-trash",
    "undo": "ui-undo",
    "redo": "ui-redo",
    "import": "ui-list",
    "rename": "ui-person",
    "reopen": "ui-undo",
    "rules": "ui-edit",
}


class ToastStack(QWidget):
    """Shows what deserves it, one toast an outcome, and only a few at a time, so many as fit below the line that
    `keep_clear` gives, to the left of the column that begins at `right`, and beside what is to be `spared`.

    `undo_requested` carries the number of the act to take back, or -1 for the last one; `redo_requested` that of the
    undone act to do again."""

    undo_requested = Signal(int)
    redo_requested = Signal(int)

    def __init__(
        self,
        parent: QWidget,
        keep_clear: Callable[[], int] = lambda: 0,
        right: Callable[[], int] | None = None,
        spared: Callable[[], QRect] = QRect,
    ) -> None:
        super().__init__(parent)
        self._keep_clear = keep_clear
        self._right = right or parent.width
        self._find_spared = spared
        self._spared = QRect()
        self._theme = LIGHT
        self._animated = True
        self._wanted = True
        self._held = False
        self._lore = Lore({}, {}, {})
        self._shown: list[Toast] = []
        self._waiting: deque[Toast] = deque()
        self._kept_back: list[tuple[Digest, int, int | None]] = []
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setDuration(180)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.setAccessibleName("Messages")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._window = parent
        parent.installEventFilter(self)
        parent.window().installEventFilter(self)
        self.hide()

    @property
    def toasts(self) -> tuple[Toast, ...]:
        """The toasts in sight, oldest first."""
        return tuple(self._shown)

    def apply_theme(self, theme: Theme) -> None:
        self._theme = theme
        for toast in (*self._shown, *self._waiting):
            toast.apply_theme(theme)

    def set_animated(self, animated: bool) -> None:
        self._animated = animated

    def set_wanted(self, wanted: bool) -> None:
        """Whether what was won is told. What failed, and what an undo did, always is."""
        self._wanted = wanted

    def show_game(self, points: bool, streaks: bool) -> None:
        """Whether points and levels, and whether streaks, may be told of."""
        self._lore = replace(self._lore, shows_points=points, shows_streaks=streaks)

    def show_achievements(self, achievements: tuple[AchievementStanding, ...]) -> None:
        """Learns the icons and words of achievements."""
        known = {each.name: each for each in achievements if each.name}
        self._lore = replace(self._lore, achievements=known)

    def show_progress(self, progress: Progress) -> None:
        """Learns the titles of streaks and levels."""
        levels = dict(self._lore.levels)
        for level in (progress.level, progress.next_level):
            if level:
                levels[level.level_number] = level.title
        streaks = {each.streak_type: each.title for each in progress.streaks}
        self._lore = replace(self._lore, streaks=streaks, levels=levels)

    def show_outcome(self, outcome: Outcome) -> None:
        self._show_outcome(outcome, LAST_ACT)

    def show_act(self, result: ActResult) -> None:
        """Says what an act did if the page does not show it by itself, or ties the act to its outcome's toast."""
        if len(result.outcomes) > 1 and result.kind not in ("undo", "redo"):
            words = digest_of_many(result.summary, result.outcomes, self._lore)
            self._reward(words, result.act_id)
        elif isinstance(result.outcome, Outcome) and result.kind not in ("undo", "redo"):
            self._show_outcome(result.outcome, result.act_id, result)
        elif result.kind in _ACT_ICONS:
            if result.kind in ("undo", "redo"):
                self._let_go(result.act_id)
            change = points_line(result.total_change, self._lore) if result.total_change else ()
            # What a change far back moved is told in points and levels.
            change = (f"{result.note}.",) if result.note and self._lore.shows_points else change
            words = Digest(result.summary, change, _ACT_ICONS[result.kind])
            self._add(words, result.act_id, LINGER_MS, is_undone=result.kind == "undo")

    def _let_go(self, act_id: int) -> None:
        """What was said of an act goes when it is taken back or done again."""
        self._kept_back = [each for each in self._kept_back if each[1] != act_id]
        for toast in [each for each in self._waiting if each.act_id == act_id]:
            self._waiting.remove(toast)
            toast.deleteLater()
        for toast in [each for each in self._shown if each.act_id == act_id]:
            self._dismiss(toast)

    def show_failure(self, text: str) -> None:
        self._add(Digest("That did not work", (text,), "ui-alert"), NO_ACT, FAILURE_MS)

    def show_plan(self, text: str) -> None:
        """What became of a plan that was published or followed."""
        self._add(Digest("A shared plan", (text,), "ui-list"), NO_ACT, LINGER_MS)

    def show_notice(self, text: str) -> None:
        self._add(Digest("About your settings", (text,), "ui-about"), NO_ACT, FAILURE_MS)

    def begin_anew(self) -> None:
        """What is said here is somebody else's."""
        self._waiting.clear()
        self._kept_back.clear()
        for toast in self.toasts:
            self._remove(toast)
        self._held = False
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._shown:
            self._settle()
        if event.type() == QEvent.Type.WindowStateChange and not self._window.window().isFullScreen():
            self._catch_up()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._held = True

    def leaveEvent(self, event: QEvent) -> None:
        self._held = False
        for toast in self._shown:
            toast.restart()

    def _show_outcome(self, outcome: Outcome, act_id: int, result: ActResult | None = None) -> None:
        for toast in (*self._shown, *self._waiting):
            if toast.event_id == outcome.event_id:
                toast.act_id = act_id if act_id != LAST_ACT else toast.act_id
                return
        words = digest(outcome, self._lore) if self._wanted else None
        if result is not None and result.note and self._lore.shows_points:
            # What came late is worth a toast, if only a quiet one.
            plain = Digest(result.summary, (), "ui-clock", ledger_in_words(outcome, self._lore))
            words = replace(words or plain, lines=(*(words or plain).lines, f"{result.note}."))
        if words:
            self._reward(words, act_id, outcome.event_id)

    def _reward(self, words: Digest, act_id: int, event_id: int | None = None) -> None:
        """What is nice to hear waits while the window fills the screen; what went wrong does not."""
        if self._window.window().isFullScreen():
            self._kept_back.append((words, act_id, event_id))
        else:
            self._add(words, act_id, GRAND_MS if words.grand else LINGER_MS, event_id)

    def _catch_up(self) -> None:
        """Tells at once what was kept back."""
        kept, self._kept_back = self._kept_back, []
        if len(kept) == 1:
            self._reward(*kept[0])
        elif kept:
            self._reward(digest_of_digests(MEANWHILE, [words for words, _, _ in kept]), NO_ACT)

    def _add(
        self, words: Digest, act_id: int, linger_ms: int, event_id: int | None = None, *, is_undone: bool = False
    ) -> None:
        toast = Toast(words, act_id, linger_ms, self._theme, is_undone=is_undone)
        toast.event_id = event_id
        toast.expired.connect(self._on_toast_expired)
        toast.closed.connect(self._on_toast_closed)
        toast.resized.connect(self._on_toast_resized)
        toast.undo_requested.connect(self.undo_requested)
        toast.redo_requested.connect(self.redo_requested)
        self._waiting.append(toast)
        self._admit()

    def _admit(self) -> None:
        """Lets in the toasts that wait, while there is room; one may always be shown."""
        while self._waiting:
            toast = self._waiting[0]
            toast.setParent(self)
            toast.ensurePolished()
            needed = sum(each.sizeHint().height() for each in (*self._shown, toast))
            if self._shown and (needed > self._room() or len(self._shown) >= MOST):
                toast.setParent(None)
                return
            self._waiting.popleft()
            self._shown.append(toast)
            self._column.addWidget(toast)
            toast.show()
            toast.restart()
            self._settle(arriving=True)
            QAccessible.updateAccessibility(QAccessibleEvent(toast, QAccessible.Event.Alert))

    def _room(self) -> int:
        return self._window.height() - self._keep_clear() - MARGIN

    def settle(self) -> None:
        """Takes the place that is right by now, if anything is shown."""
        if self._shown:
            self._settle()

    def _settle(self, arriving: bool = False) -> None:
        """Sits at the bottom right of what may be covered; what has no room any more gives way, the oldest first."""
        if arriving:
            self._spared = self._find_spared()
        while len(self._shown) > 1 and self._height() > self._room():
            self._remove(self._shown[0])
        window, height = self._window, self._height()
        width = max(toast.width() for toast in self._shown)
        self._slide.stop()
        self.resize(width, height)
        corner = QPoint(self._right() - MARGIN + SHADOW, window.height() - MARGIN + SHADOW)
        room = QRect(QPoint(0, self._keep_clear()), corner - QPoint(1, 1))
        home = place_of(self.size(), room, self._spared)
        slides = arriving and self._animated
        self.move(home + QPoint(0, 3 * GRID) if slides else home)
        self.show()
        self.raise_()
        if slides:
            self._slide.setStartValue(self.pos())
            self._slide.setEndValue(home)
            self._slide.start()

    def _height(self) -> int:
        return sum(toast.heightForWidth(toast.width()) for toast in self._shown)

    def _remove(self, toast: Toast) -> None:
        self._shown.remove(toast)
        self._column.removeWidget(toast)
        toast.hide()
        toast.deleteLater()

    def _dismiss(self, toast: Toast) -> None:
        if toast not in self._shown:
            return
        self._remove(toast)
        self._admit()
        if self._shown:
            self._settle()
        else:
            self._held = False
            self.hide()

    def _on_toast_expired(self, toast: Toast) -> None:
        if self._held or toast.has_focus:
            toast.restart()
        else:
            self._dismiss(toast)

    def _on_toast_closed(self, toast: Toast) -> None:
        self._dismiss(toast)

    def _on_toast_resized(self) -> None:
        self._settle()
