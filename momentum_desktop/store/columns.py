"""Column types whose stored form is the same on every database: days and instants as whole numbers, JSON as text."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, Integer, LargeBinary, Numeric, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, UserDefinedType

from momentum_desktop.engine.numbers import plain
from momentum_desktop.engine.reading import canonical_json, read_json
from momentum_desktop.engine.values import Number, instant_and_offset, local_datetime
from momentum_desktop.store.numbers import stored_number

Whole = BigInteger().with_variant(Integer, "sqlite")
Words = Text
Bytes = LargeBinary


class Day(TypeDecorator[date]):
    """A calendar day, kept as its proleptic ordinal."""

    impl = Integer
    cache_ok = True

    def process_bind_param(self, value: date | None, dialect: Dialect) -> int | None:
        return None if value is None else value.toordinal()

    def process_result_value(self, value: Any | None, dialect: Dialect) -> date | None:
        return None if value is None else date.fromordinal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, kept in microseconds since 1970 UTC; its offset stands in a column of its own."""

    impl = BigInteger().with_variant(Integer, "sqlite")
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else instant_and_offset(value)[0]

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        return None if value is None else local_datetime(value, 0)


class _Any(UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "ANY"


class Exact(TypeDecorator[Decimal]):
    """An exact number: in SQLite an integer when whole, else its decimal text."""

    impl = Numeric(asdecimal=True).with_variant(_Any(), "sqlite")
    cache_ok = True

    def process_bind_param(self, value: Number | None, dialect: Dialect) -> Any:
        return None if value is None else stored_number(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any:
        return None if value is None else plain(Decimal(value))


class Json(TypeDecorator[Any]):
    """A JSON value in its one canonical text."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any | None, dialect: Dialect) -> str | None:
        return None if value is None else canonical_json(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Any | None:
        return None if value is None else read_json(value)
