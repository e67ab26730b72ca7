"""What the API answers with, as shapes: they describe the document and are compared with real answers in the tests."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-03-04T12:00:00+01:00"])]
Day = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-03-04"])]
Whole = Annotated[int, Field(examples=[45])]
Count = Annotated[int, Field(ge=0, examples=[3])]
Number = Annotated[float, Field(examples=[12.5])]


list_ = list
"""Where a field is called “list” itself."""


class Shape(BaseModel):
    """What every shape of an answer has: each key is there, and more keys may come with a later version."""

    model_config = ConfigDict(extra="allow")


class LevelOut(Shape):
    """A level."""

    level_number: Count
    title: Annotated[str, Field(examples=["Spark"])]
    points_required: Count
    perks: list[str]


class LevelStandingOut(LevelOut):
    """A level and whether it has been reached."""

    reached: bool


class StreakOut(Shape):
    """A streak as of now. A broken one shows a count of 0."""

    streak_type: Annotated[str, Field(examples=["daily_activity"])]
    period: Literal["day", "week"]
    current_count: Count
    longest_count: Count
    last_activity_date: Day | None
    freezes: Count
    status: Literal["none", "kept", "due", "resting", "frozen", "broken"]
    next_milestone: Count | None


class ProgressOut(Shape):
    """Where the user stands."""

    user_id: Count
    name: Annotated[str, Field(examples=["Me"])]
    total_points: Count
    weekly_points: Count
    monthly_points: Count
    today_points: Count
    level: LevelOut
    next_level: LevelOut | None
    points_to_next_level: Count
    level_progress: Annotated[float, Field(ge=0, le=1, examples=[0.45])]
    achievements_completed: Count
    achievements_total: Count
    streaks: list[StreakOut]


class RankOut(Shape):
    """A user's rank."""

    rank: Count
    user_id: Count
    name: str
    points: Count
    level_number: Count


class OwnWeekOut(Shape):
    """A week of the token's user and its rank among all of them; `present` is the one that is not over."""

    rank: Count
    first_day: Day
    points: Count
    present: bool


class LeaderboardOut(Shape):
    """The users by points, and in `own_weeks` the best weeks of the token's user with the present one."""

    period: Literal["all", "week", "month"]
    entries: list[RankOut]
    me: RankOut | None
    own_weeks: list[OwnWeekOut]


class AchievementOut(Shape):
    """An achievement and how far it has come. A secret one has no name and description until it is won."""

    id: Count
    name: Annotated[str | None, Field(examples=["First Spark"])]
    description: str | None
    category: str
    points: Count
    icon_name: str
    criteria_type: str
    criteria_value: Number
    progress: Number
    completed: bool
    completed_at: Moment | None
    tier: Annotated[Literal["bronze", "silver", "gold"] | None, Field(description="null if it is in no family.")]


class DayOut(Shape):
    """A day's points and events."""

    day: Day
    points: Whole
    events: Count


class TotalsOut(Shape):
    """Sums over the days asked about."""

    points: Whole
    events: Count
    tasks: Count
    achievements: Count


class StatsOut(Shape):
    """Points over the last days, oldest first."""

    days: list[DayOut]
    by_kind: dict[str, int]
    by_event_type: dict[str, int]
    by_weekday: Annotated[list[int], Field(min_length=7, max_length=7, description="Points, Monday first.")]
    by_hour: Annotated[list[int], Field(min_length=24, max_length=24, description="Points by local hour.")]
    best_day: DayOut | None
    average_per_day: Number
    active_days: Count
    totals: TotalsOut


class EntryOut(Shape):
    """A line of the ledger."""

    kind: Annotated[str, Field(examples=["task_completion"])]
    points: Count


class OutcomeOut(Shape):
    """What an event gave. `total_change` differs from `points_awarded` when the event came late."""

    event_id: Count
    points_awarded: Count
    entries: list[EntryOut]
    total_change: Whole
    total_points: Count
    level_number: Count
    level_up: bool
    achievements_unlocked: list[str]
    streaks_changed: list[str]


class FaultOut(Shape):
    """One thing that is wrong."""

    field: str
    detail: str


class ProblemOut(Shape):
    """Why it was not done, as in RFC 9457: `code` is for programs, `detail` and `mend` are for people."""

    type: Annotated[str, Field(examples=["/docs#refused"])]
    title: str
    status: Annotated[int, Field(ge=400, le=599, examples=[422])]
    detail: str
    code: Annotated[str, Field(examples=["refused"])]
    field: Annotated[str | None, Field(examples=["event_type"])]
    mend: str
    errors: list[FaultOut] | None = None


class ItemOut(Shape):
    """What one item of a batch came to: `outcome` if it was recorded now or before, else `problem`."""

    status: Annotated[int, Field(examples=[201])]
    replayed: bool
    outcome: OutcomeOut | None
    problem: ProblemOut | None


class BatchOut(Shape):
    """What a batch came to, item by item in its order."""

    recorded: Count
    replayed: Count
    refused: Count
    results: list[ItemOut]


class EventOut(Shape):
    """An event of the log with what it gives now, entry by entry."""

    event_id: Count
    act_id: Count
    event_type: str
    occurred_at: Moment
    day: Day
    metadata: dict[str, Any]
    idempotency_key: str
    recorded_at: Moment
    points: Count
    undone: bool
    entries: list[EntryOut]


class EventPageOut(Shape):
    """Events, latest first; `next_before` is the `before` of the next page, null on the last."""

    events: list[EventOut]
    next_before: str | None


class FactorOut(Shape):
    """A multiplier: of a complexity, or of a streak with the `count` that it had."""

    source: Annotated[str, Field(examples=["complexity"])]
    name: Annotated[str, Field(examples=["complex"])]
    multiplier: Number
    count: Count


class WhyLineOut(Shape):
    """An entry of the ledger with its event and its rule: `because` is the sum in words, `base` and `factors` are it in
    numbers. A step of a streak or an achievement has no points; its `measure` is what stood there after it."""

    event_id: Count
    event_type: str
    title: Annotated[str | None, Field(examples=["Water the plants"])]
    day: Day
    at: Moment
    time_known: bool
    kind: Annotated[str, Field(examples=["task_completion"])]
    name: Annotated[str, Field(examples=["Task completed"])]
    because: Annotated[str, Field(examples=["10 × 2 (complex) = 20"])]
    points: Count
    base: Count
    factors: list[FactorOut]
    measure: Number | None


class WhyOut(Shape):
    """The lines that a number opens to, newest first; a page may be short, even empty, and still have a next one."""

    heading: Annotated[str, Field(examples=["Why 45?"])]
    sentence: str
    lines: list[WhyLineOut]
    next_before: str | None


class ActOut(Shape):
    """What was done."""

    act_id: Count
    kind: Annotated[str, Field(examples=["undo"])]
    summary: Annotated[str, Field(examples=["Undid: focus session"])]
    total_change: Whole
    outcome: OutcomeOut | None
    note: str


class TaskOut(Shape):
    """A task; `worth` is what completing it now would earn. Of a repeating one `due` is the day now due."""

    id: Count
    title: Annotated[str, Field(examples=["Water the plants"])]
    notes: str
    complexity: str
    priority: Annotated[int, Field(ge=1, le=4)]
    list: str | None
    start: Day | None
    due: Day | None
    due_time: Annotated[str | None, Field(examples=["18:30"])]
    reminder: str | None
    repeat: Annotated[str | None, Field(examples=["FREQ=WEEKLY;BYDAY=MO,TH"])]
    repeat_from: Literal["due", "completion"]
    tags: list_[str]
    minutes: Count | None
    amount: Number | None
    unit: str | None
    amount_done: Number
    done: bool
    completed_at: Moment | None
    goal_id: Count | None
    parent_id: Count | None
    occurrence: Day | None
    first_due: Day | None
    worth: Count


class TaskActOut(TaskOut):
    """A task as it now stands, and the act that made it so."""

    act_id: Count


class PlanActOut(ActOut):
    """What was done to something planned: `id` is its number, `task` the task as it now stands, if it is one."""

    id: Count | None
    task: TaskOut | None


class StepOut(Shape):
    """A step of a goal."""

    id: Count
    goal_id: Count
    title: str
    complexity: str
    done: bool
    completed_at: Moment | None
    worth: Count


class GoalOut(Shape):
    """A goal with its steps; `ready` says that nothing of it is left but the goal itself."""

    id: Count
    title: str
    notes: str
    complexity: str
    due: Day | None
    done: bool
    completed_at: Moment | None
    progress: Annotated[float, Field(ge=0, le=1)]
    ready: bool
    steps: list_[StepOut]
    tasks_open: Count
    tasks_done: Count
    worth: Count


class SlotOut(Shape):
    """A planned stretch of a day. `on_time` is null until it is done."""

    id: Count
    day: Day
    start_time: Annotated[str, Field(examples=["09:00"])]
    start_minute: Count
    minutes: Count
    title: str
    task_id: Count | None
    done: bool
    completed_at: Moment | None
    on_time: bool | None
    worth: Count


class FocusOut(Shape):
    """The focus session that runs: `seconds` of focus so far, without pauses. `last_seen` is when it was last known to
    run, `seconds_seen` what it had then; `interrupted` says that nothing has looked after it since."""

    id: Count
    task_id: Count | None
    planned_minutes: Count | None
    started_at: Moment
    seconds: Count
    seconds_left: Count | None
    paused: bool
    last_seen: Moment
    seconds_seen: Count
    interrupted: bool


class HistoryItemOut(Shape):
    """An act as the history lists it."""

    id: Count
    kind: str
    at: Moment
    summary: str
    undone: bool
    points: Whole
    event_count: Count
    can_turn: bool


class HistoryOut(Shape):
    """The newest acts, newest first; `next_before` is the `before` of the next page, null on the last."""

    acts: list[HistoryItemOut]
    next_before: int | None


class ToldActOut(Shape):
    """An act as the stream tells it; an undo or redo names its `target_id`."""

    act_id: Count
    kind: str
    at: Moment
    summary: str
    target_id: Count | None
    event_count: Count
    points: Count
    outcome: OutcomeOut | None


class UserOut(Shape):
    """A person who shares the data."""

    user_id: Count
    name: str
    total_points: Count
    level_number: Count
    in_use: bool


class HealthOut(Shape):
    """How the API is."""

    status: Literal["ok", "read_only"]
    version: str
    time: Moment
    user_id: Count
    scopes: list[str]
