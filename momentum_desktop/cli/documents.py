"""JSON documents for other programs, exact to the last decimal."""

from __future__ import annotations

import json

from momentum_desktop.service.wire import to_wire


def document_of(value: object) -> str:
    """`value` as indented JSON text."""
    return json.dumps(to_wire(value), indent=1, ensure_ascii=False, allow_nan=False)
