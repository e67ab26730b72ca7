"""What has reminded and what is put off, in this copy of the data: no act changes it and no document holds it."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from momentum_desktop.store.declaring import KEYED, Base


class FiredReminderRow(Base):
    """A reminder that was given on a day, so that it is not given again."""

    __tablename__ = "fired_reminders"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    reminder: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class SnoozedReminderRow(Base):
    """A reminder of a day that is to come again, once."""

    __tablename__ = "snoozed_reminders"
    __table_args__ = (KEYED,)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    reminder: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[datetime]
