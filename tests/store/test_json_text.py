"""The log's quick JSON says to the letter what the standard library and the engine say."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from momentum_desktop.engine.reading import canonical_json, checked_metadata, read_json
from momentum_desktop.errors import RefusedInput
from momentum_desktop.store.json_text import json_list, json_text, quoted

LARGEST = 2**63 - 1
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(-LARGEST, LARGEST) | st.decimals(allow_nan=False, allow_infinity=False)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS | st.dates(date(1999, 1, 1), date(2200, 12, 31)),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)
METADATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_a_value_has_the_text_that_the_engine_gives_it(value: Any) -> None:
    assert json_text(value) == canonical_json(value)


@given(st.dictionaries(TEXTS, METADATA, max_size=5))
def test_metadata_is_kept_as_the_engine_compares_it(given: dict[str, Any]) -> None:
    try:
        checked = checked_metadata(given)
    except RefusedInput:
        return
    assert json_text(checked) == canonical_json(checked)
    assert read_json(json_text(checked)) == checked


@given(st.lists(st.none() | st.integers(-LARGEST, LARGEST) | TEXTS))
def test_the_columns_of_a_row_are_what_the_standard_library_writes(columns: list[int | str | None]) -> None:
    assert json_list(columns) == json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode()


@given(TEXTS)
def test_a_text_is_quoted_as_by_the_standard_library(text: str) -> None:
    assert quoted(text) == json.dumps(text, ensure_ascii=False).encode()


def test_every_character_is_written_alike() -> None:
    for start in range(0, 0x110000, 4096):
        text = "".join(chr(code) for code in range(start, start + 4096) if not 0xD800 <= code < 0xE000)
        assert quoted(text) == json.dumps(text, ensure_ascii=False).encode()


def test_a_number_is_written_as_it_was_given() -> None:
    assert json_text({"b": Decimal("1.50"), "a": Decimal("-0"), "c": Decimal("1E+5")}) == '{"a":-0,"b":1.50,"c":1E+5}'
