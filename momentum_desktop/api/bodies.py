"""Bodies read strictly, and routes that know which scope and which parameters they ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Coroutine
from decimal import Decimal
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute

from momentum_desktop.api.problems import Problem
from momentum_desktop.api.queries import check_names, names_of
from momentum_desktop.engine.reading import read_json
from momentum_desktop.errors import RefusedInput, sentence
from momentum_desktop.service.token_values import Bearer

LARGE_EXPONENT = re.compile(r"[eE]\+?0*[1-9]\d\d")
LARGEST_EXPONENT = 308
"""What the numbers of other programs can hold."""


def strict_json(body: bytes) -> Any:
    """A body as a value. Problem if it is not UTF-8, no JSON, nested too deep, or says a thing twice."""
    try:
        text = body.decode("utf-8")
        value = read_json(text, "body")
    except UnicodeDecodeError:
        raise Problem("bad_json", "The body is not UTF-8.") from None
    except RefusedInput as refusal:
        raise Problem("bad_json", sentence(refusal.what)) from None
    if LARGE_EXPONENT.search(text) and _beyond_all_bounds(value):
        raise Problem("bad_json", "A number beyond all bounds stands in it.")
    return value


class StrictRequest(Request):
    """A request whose JSON is read strictly."""

    async def json(self) -> Any:
        if not hasattr(self, "_json"):
            value = strict_json(await self.body())
            if isinstance(value, Decimal):
                # FastAPI would take it for an object, one that has none of the fields.
                raise Problem("refused", "An object is expected.", field="body")
            self._json = value
        return self._json


class ScopedRoute(APIRoute):
    """A route that says under `x-scopes` what a token needs for it: one of these scopes. Where a body is asked for, its
    length has to be said."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()
        scopes = tuple((self.openapi_extra or {})["x-scopes"])
        names = names_of(self.dependant)
        asked_for = self.body_field is not None and self.body_field.field_info.is_required()

        async def scoped(request: Request) -> Response:
            check_scope(request.state.bearer, scopes)
            check_names(request.query_params, names)
            if asked_for and "content-length" not in request.headers:
                raise Problem("no_length", "The length of the body is not said.")
            return await handle(StrictRequest(request.scope, request.receive))

        return scoped


def check_scope(bearer: Bearer, scopes: tuple[str, ...]) -> None:
    """Problem if a token has none of the scopes."""
    if scopes and not bearer.may(scopes):
        needed = " or ".join(f"{scope}TYPE" if scope.endswith(":") else scope for scope in (*scopes, "write"))
        raise Problem("scope_missing", f"The token has none of the scopes for this ({needed}).")


def _beyond_all_bounds(value: Any) -> bool:
    if isinstance(value, Decimal):
        return value.adjusted() > LARGEST_EXPONENT
    if isinstance(value, dict):
        return any(_beyond_all_bounds(item) for item in value.values())
    return isinstance(value, list) and any(_beyond_all_bounds(item) for item in value)
