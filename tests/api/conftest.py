"""What the tests of the API start from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.serving import Client, Serving


@pytest.fixture
def serving(data_dir: Path) -> Iterator[Serving]:
    """The API on an empty data folder."""
    with Serving(data_dir) as opened:
        yield opened


@pytest.fixture
def client(serving: Serving) -> Client:
    """A client that may do everything."""
    return serving.client("write")
