"""Momentum Desktop: daily tasks whose real work earns points, streaks, achievements and levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from momentum_desktop.service.momentum_service import open_service

__all__ = ["__version__", "open_service"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    # The service brings the database libraries along; the first paint must not wait for them.
    if name == "open_service":
        from momentum_desktop.service.momentum_service import open_service

        return open_service
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
