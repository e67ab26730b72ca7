"""The focus timer: a session in a ring, what it is for, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from momentum_desktop.gui.choice_box import ChoiceBox
from momentum_desktop.gui.focus_ring import FocusRing
from momentum_desktop.gui.one_line import OneLine
from momentum_desktop.gui.plan_card import PlanCard
from momentum_desktop.gui.theme import BODY, CAPTION, GRID, Theme, font
from momentum_desktop.gui.wording import counted
from momentum_desktop.service.plan_values import FocusSession

POMODORO, LONG = 25, 50
BREAK = timedelta(minutes=5)
PULSE = timedelta(minutes=1)
GAP = timedelta(minutes=2)
"""Without a tick for so long the machine slept: what the session is now has to be asked, not guessed."""
LEAST_SECONDS = 60
NOTHING = "No task"


class FocusCard(PlanCard):
    """Shows the FocusSession that runs and lets it go on by the clock until the next one is shown.

    `start_requested` carries minutes (None counts up) and a task's number or None; `stop_requested` and the others are
    for the session that runs, `pulse_requested` comes once a minute while it does; `refresh_requested` when it may have
    been interrupted unseen."""

    start_requested = Signal(object, object)
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()
    drop_requested = Signal()
    pulse_requested = Signal()
    refresh_requested = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__("focus_card", "Focus", parent)
        self._clock = clock
        self._session: FocusSession | None = None
        self._shown_at = self._ticked_at = self._pulsed_at = clock()
        self._ended: int | None = None
        self._break_ends: datetime | None = None
        self._praise = ""
        self._titles: dict[int, str] = {}
        self._choices: list[int] = []
        self.ring = FocusRing()
        self._task = OneLine(font(BODY, QFont.Weight.Medium))
        self._task.setObjectName("focus_task")
        self._words = QLabel()
        self._words.setObjectName("focus_words")
        self._words.setFont(font(CAPTION))
        self._words.setProperty("ink", "muted")
        self._words.setWordWrap(True)
        self._choice = ChoiceBox("focus_choice", "What the session is for", (NOTHING,))
        self._choice.setFont(font(CAPTION))
        self._choice.setMinimumContentsLength(4)
        self._choice.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.start = self.button("ui-play", f"{POMODORO} min", f"Focus for {POMODORO} minutes", "accent")
        self.start_long = self.button("", f"{LONG} min", f"Focus for {LONG} minutes")
        self.count_up = self.button("", "Count up", "Focus for as long as it lasts")
        self.pause = self.button("ui-pause", "Pause", "Pause the focus session")
        self.resume = self.button("ui-play", "Go on", "Go on with the focus session", "accent")
        self.stop = self.button("ui-stop", "Done", "End the focus session and keep its minutes")
        self.drop = self.button("ui-close", "Drop", "Drop the focus session without its minutes")
        self.rest = self.button("ui-timer", "5 min break", "A break of five minutes")
        self.skip = self.button("ui-skip", "Skip the break", "Skip the break")
        self._buttons = (
            *(self.start, self.start_long, self.count_up, self.pause, self.resume),
            *(self.stop, self.drop, self.rest, self.skip),
        )
        self._lay_out()
        self._timer = QTimer(self, interval=1000)
        self._timer.timeout.connect(self.tick)
        for button, minutes in ((self.start, POMODORO), (self.start_long, LONG), (self.count_up, None)):
            button.clicked.connect(lambda _checked=False, minutes=minutes: self._begin(minutes, self._chosen))
        for button, wish in (
            (self.pause, self.pause_requested),
            (self.resume, self.resume_requested),
            (self.stop, self.stop_requested),
            (self.drop, self.drop_requested),
        ):
            button.clicked.connect(lambda _checked=False, wish=wish: wish.emit())
        self.rest.clicked.connect(self._on_rest_clicked)
        self.skip.clicked.connect(self._leave_break)
        self._show()

    @property
    def runs(self) -> bool:
        """Whether a session counts now."""
        return self._session is not None and not self._session.paused and not self._session.interrupted

    @property
    def offered(self) -> list[tuple[QPushButton, str]]:
        """The buttons that are for what is now, each with the name of an icon."""
        icons = {self.pause: "ui-pause", self.stop: "ui-stop", self.drop: "ui-close", self.skip: "ui-skip"}
        return [(each, icons.get(each, "ui-timer")) for each in self._buttons if not each.isHidden()]

    @property
    def seconds(self) -> int:
        """Seconds of focus so far."""
        if self._session is None:
            return 0
        since = int((self._clock() - self._shown_at).total_seconds()) if self.runs else 0
        seconds = self._session.seconds + max(0, since)
        planned = self._session.planned_minutes
        return seconds if planned is None else min(seconds, planned * 60)

    def begin(self, task_id: int) -> None:
        """A session of 25 minutes for a task, unless one runs."""
        self._begin(POMODORO, task_id)

    def show_session(self, session: FocusSession | None) -> None:
        """The session as it stands now; None if there is none."""
        before, self._session = self._session, session
        self._shown_at = self._ticked_at = self._clock()
        if session is not None:
            self._break_ends, self._praise = None, ""
            if self.runs and (before is None or before.id != session.id):
                self._pulse()
        elif before is not None and self._ended == before.id:
            self._praise = f"{counted(before.planned_minutes or 0, 'minute')} done. Time for a break?"
        self._show()

    def show_tasks(self, open_tasks: Sequence[tuple[int, str]]) -> None:
        """(id, title) of the tasks that a session can be for, those of today first."""
        chosen = self._chosen
        self._titles = dict(open_tasks)
        self._choices = [number for number, _ in open_tasks]
        self._choice.clear()
        self._choice.addItems([NOTHING, *self._titles.values()])
        self._choice.setCurrentIndex(self._choices.index(chosen) + 1 if chosen in self._choices else 0)
        self._show()

    def begin_anew(self) -> None:
        """What runs is somebody else's."""
        self._ended, self._break_ends, self._praise = None, None, ""
        self._session = None
        self.show_tasks(())

    def tick(self) -> None:
        """One more second has gone by."""
        now = self._clock()
        slept, self._ticked_at = now - self._ticked_at > GAP, now
        if self._break_ends is not None and now >= self._break_ends:
            self._break_ends, self._praise = None, "The break is over."
        session = self._session
        if session is not None and self.runs:
            if slept:
                self.refresh_requested.emit()
            elif session.planned_minutes is not None and self.seconds >= session.planned_minutes * 60:
                if self._ended != session.id:
                    self._ended = session.id
                    self.stop_requested.emit()
            elif now - self._pulsed_at >= PULSE:
                self._pulse()
        self._show()

    def apply_theme(self, theme: Theme) -> None:
        super().apply_theme(theme)
        self.ring.apply_theme(theme)
        self._choice.apply_theme(theme)

    @property
    def _chosen(self) -> int | None:
        place = self._choice.currentIndex()
        return self._choices[place - 1] if 0 < place <= len(self._choices) else None

    def _begin(self, minutes: int | None, task_id: int | None) -> None:
        self._break_ends, self._praise = None, ""
        self.start_requested.emit(minutes, task_id)

    def _pulse(self) -> None:
        self._pulsed_at = self._clock()
        self.pulse_requested.emit()

    def _on_rest_clicked(self) -> None:
        self._break_ends, self._praise = self._clock() + BREAK, ""
        self._show()

    def _leave_break(self) -> None:
        self._break_ends = None
        self._show()

    def _show(self) -> None:
        session = self._session
        if session is not None:
            self._show_running(session)
        elif self._break_ends is not None:
            left = max(0, round((self._break_ends - self._clock()).total_seconds()))
            self.ring.show_time(left, left / BREAK.total_seconds(), "break", "success")
            self._say("A break", "Look up, stretch, drink something.", self.skip)
        else:
            self.ring.show_time(POMODORO * 60, 0, "min", "muted")
            words = self._praise or "One thing for a while, and nothing beside it."
            offered = (self.rest, self.start) if self._ended is not None and self._praise else ()
            self._say("", words, *(offered or (self.start, self.start_long, self.count_up)))
        self._choice.setVisible(session is None and self._break_ends is None)
        ticking = self.runs or self._break_ends is not None
        if ticking != self._timer.isActive():
            (self._timer.start if ticking else self._timer.stop)()

    def _show_running(self, session: FocusSession) -> None:
        seconds, planned = self.seconds, session.planned_minutes
        state = "paused" if session.paused else "interrupted" if session.interrupted else ""
        ink = "muted" if state else "accent"
        if planned is None:
            self.ring.show_time(seconds, seconds % 3600 / 3600, state or "so far", ink)
        else:
            self.ring.show_time(planned * 60 - seconds, seconds / (planned * 60), state or "left", ink)
        had = counted(seconds // 60, "minute")
        self.stop.setEnabled(seconds >= LEAST_SECONDS)
        self.stop.setText("Keep" if session.interrupted else "Done")
        if session.interrupted:
            seen = session.last_seen.astimezone(self._clock().tzinfo)
            words = f"It was interrupted. Keep the {had} until {seen:%H:%M}, go on, or drop it?"
            self._say(self._title_of(session), words, self.resume, self.stop, self.drop)
        elif session.paused:
            self._say(self._title_of(session), f"{had} so far.", self.resume, self.stop, self.drop)
        else:
            began = session.started_at.astimezone(self._clock().tzinfo)
            self._say(self._title_of(session), f"Since {began:%H:%M}.", self.pause, self.stop, self.drop)

    def _title_of(self, session: FocusSession) -> str:
        if session.task_id is None:
            return "Focus"
        return self._titles.get(session.task_id, "A task that is done")

    def _say(self, title: str, words: str, *offered: QPushButton) -> None:
        if title != self._task.text:
            self._task.show_text(title)
        self._task.setVisible(bool(title))
        if words != self._words.text():
            self._words.setText(words)
        for button in self._buttons:
            button.setVisible(button in offered)

    def _lay_out(self) -> None:
        beside = QVBoxLayout()
        beside.setSpacing(GRID // 2)
        beside.addStretch()
        for part in (self._task, self._words, self._choice):
            beside.addWidget(part)
        beside.addStretch()
        upper = QHBoxLayout()
        upper.setSpacing(2 * GRID)
        upper.addWidget(self.ring, 0, Qt.AlignmentFlag.AlignTop)
        upper.addLayout(beside, 1)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        for button in self._buttons:
            row.addWidget(button)
        row.addStretch()
        self.body.addLayout(upper)
        self.body.addLayout(row)
