"""The JSON that the log keeps, written many times as fast as by the standard library: each event waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msgspec.json import Encoder


def json_text(value: Any) -> str:
    """The engine's `canonical_json` of a value as it is stored: of texts, whole numbers, decimals, truth values, null,
    dates, lists and objects. OverflowError for a number of 2^64 or beyond."""
    return _canonical().encode(value).decode()


def json_list(columns: Sequence[int | str | None]) -> bytes:
    """The columns of a row as a JSON list in UTF-8, without spaces."""
    return _plain().encode(columns)


def quoted(text: str) -> bytes:
    """A text in JSON's quotes, in UTF-8."""
    return _plain().encode(text)


@cache
def _canonical() -> Encoder:
    from msgspec.json import Encoder

    return Encoder(decimal_format="number", order="sorted")


@cache
def _plain() -> Encoder:
    from msgspec.json import Encoder

    return Encoder()
