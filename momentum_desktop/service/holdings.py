"""What data holds, in the few figures by which a backup is told from what there is now."""

from __future__ import annotations

from momentum_desktop.engine.values import local_datetime
from momentum_desktop.service.backup_values import Holdings
from momentum_desktop.store import plan_questions, questions
from momentum_desktop.store.store import Reader


def holdings_of(reader: Reader, user_id: int | None) -> Holdings:
    """What there is, and how a user stands; the first one if that one is not there."""
    with reader.snapshot() as connection:
        users = questions.users(connection)
        user = next((each for each in users if each.id == user_id), users[0])
        level = reader.keeper.rule_set(user.rule_set_id).rules.level_for(user.total_points)
        last = next(iter(questions.acts(connection, user.id, 1)), None)
        return Holdings(
            events=questions.event_count(connection),
            people=tuple(each.name for each in users),
            person=user.name,
            last_done="" if last is None else last[4],
            last_at=None if last is None else local_datetime(last[2], last[3]),
            open_tasks=plan_questions.open_task_count(connection, user.id),
            level_number=level.level_number,
            level_title=level.title,
            total_points=user.total_points,
        )
