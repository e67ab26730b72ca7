"""Lives of any kind, to be written out as documents."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from momentum_desktop.errors import RefusedInput
from momentum_desktop.service.momentum_service import MomentumService
from momentum_desktop.service.values import Submission, TaskDraft
from tests.service.lives import Clock

TITLES = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=8).filter(
    str.strip
)
NUMBERS = st.integers(-(2**62), 2**62) | st.decimals(-1000, 1000, allow_nan=False, places=3)
METADATA = st.fixed_dictionaries(
    {},
    optional={
        "complexity": st.sampled_from(["trivial", "epic"]),
        "minutes": NUMBERS,
        "nested": st.recursive(st.none() | st.booleans() | NUMBERS | TITLES, lambda inner: st.lists(inner, max_size=2)),
    },
)
DRAFTS = st.builds(
    TaskDraft,
    title=TITLES,
    notes=st.sampled_from(["", "two\nlines \u2028 and “more”"]),
    complexity=st.sampled_from(["simple", "complex"]),
    priority=st.integers(1, 4),
    list=st.none() | TITLES,
    due=st.none() | st.dates(date(2026, 3, 1), date(2026, 3, 20)),
    tags=st.lists(TITLES, max_size=2).map(tuple),
)
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("add"), DRAFTS),
        st.tuples(st.just("edit"), st.integers(0, 9), DRAFTS),
        st.tuples(st.sampled_from(["complete", "delete"]), st.integers(0, 9)),
        st.tuples(st.just("event"), st.integers(0, 900), METADATA),
        st.tuples(st.just("import"), st.lists(st.integers(0, 900), min_size=1, max_size=5)),
        st.tuples(st.just("undo"), st.integers(0, 20)),
        st.tuples(st.just("redo")),
        st.tuples(st.sampled_from(["user", "rename"]), st.sampled_from(["Ann", "Bo"])),
        st.tuples(st.just("rules"), st.sampled_from([10, 90])),
    ),
    max_size=25,
)


class Deeds:
    """Acts carried out on a service, each as far as it can be."""

    def __init__(self, service: MomentumService, clock: Clock) -> None:
        self.service, self.clock, self.users = service, clock, [1]

    async def do(self, acts: list[tuple[Any, ...]]) -> None:
        for number, (name, *values) in enumerate(acts):
            self.clock.forward(hours=5)
            user = self.users[number % len(self.users)]
            try:
                await getattr(self, name)(user, *values)
            except RefusedInput:
                continue

    async def some_task(self, user: int, index: int) -> int:
        tasks = await self.service.get_tasks(user, include_done=True)
        if not tasks:
            raise RefusedInput("no task")
        return tasks[index % len(tasks)].id

    async def add(self, user: int, draft: TaskDraft) -> None:
        await self.service.add_task(draft, user_id=user)

    async def edit(self, user: int, index: int, draft: TaskDraft) -> None:
        await self.service.edit_task(await self.some_task(user, index), draft, user_id=user)

    async def complete(self, user: int, index: int) -> None:
        await self.service.complete_task(await self.some_task(user, index), user_id=user)

    async def delete(self, user: int, index: int) -> None:
        await self.service.delete_task(await self.some_task(user, index), user_id=user)

    async def event(self, user: int, hours: int, metadata: dict[str, Any]) -> None:
        await self.service.process_event(user, "focus_session", metadata, self.clock.moment - timedelta(hours=hours))

    async def many(self, user: int, hours: list[int]) -> None:
        moments = [self.clock.moment - timedelta(hours=back) for back in hours]
        await self.service.process_events([Submission("early_session", moment) for moment in moments], user_id=user)

    async def undo(self, user: int, back: int) -> None:
        history = await self.service.get_history(user, limit=30)
        if history:
            await self.service.undo(history[back % len(history)].id, user_id=user)

    async def redo(self, user: int) -> None:
        await self.service.redo(user_id=user)

    async def user(self, _user: int, name: str) -> None:
        self.users.append((await self.service.add_user(name)).user_id)

    async def rename(self, user: int, name: str) -> None:
        await self.service.rename_user(user, name)

    async def rules(self, user: int, points: int) -> None:
        document = await self.service.rules_document(user)
        events = {**document["point_events"], "focus_session": points}
        streaks = document["streaks"] if points == 10 else document["streaks"][:2]
        document = {**document, "point_events": events, "streaks": streaks, "multiplier_streak": None}
        await self.service.take_rules(document, user_id=user)


setattr(Deeds, "import", Deeds.many)
