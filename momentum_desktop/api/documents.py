"""Where the API describes itself: /openapi.json for programs, /docs for people."""

from __future__ import annotations

import asyncio
from typing import NamedTuple

from fastapi import FastAPI, Request, Response

from momentum_desktop import __version__
from momentum_desktop.api.calls import as_json, json_response
from momentum_desktop.api.docs_page import SAFE, docs_page
from momentum_desktop.api.document import document
from momentum_desktop.engine.defaults import default_document
from momentum_desktop.engine.reading import canonical_json
from momentum_desktop.service.momentum_service import MomentumService

MOST_KEPT = 4


class _Described(NamedTuple):
    """The document of one set of rules, for programs and for people."""

    content: bytes
    page: bytes


def add_documents(application: FastAPI) -> None:
    """Add both; they stand in no document themselves."""
    application.state.described = {}
    application.add_route("/openapi.json", _openapi, include_in_schema=False)
    application.add_route("/docs", _docs, include_in_schema=False)


async def _openapi(request: Request) -> Response:
    service: MomentumService = request.app.state.service
    described = await _described(request, await service.rules_document(request.state.bearer.user_id))
    return json_response(described.content)


async def _docs(request: Request) -> Response:
    # Under the rules that come with the program: whoever has no token learns no word of a person's own.
    described = await _described(request, default_document())
    return Response(described.page, headers=SAFE, media_type="text/html")


async def _described(request: Request, rules: dict[str, object]) -> _Described:
    """Made once for each set of rules, beside the loop: it takes some tenths of a second, and anyone may ask for it."""
    state = request.app.state
    kept: dict[str, asyncio.Future[_Described]] = state.described
    key = canonical_json(rules)
    if key not in kept:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        address = f"http://127.0.0.1:{state.port}"
        kept[key] = asyncio.ensure_future(asyncio.to_thread(_made, request.app, address, rules))
    try:
        return await asyncio.shield(kept[key])
    except Exception:
        kept.pop(key, None)
        raise


def _made(application: FastAPI, address: str, rules: dict[str, object]) -> _Described:
    described = document(application, address, __version__, rules)
    return _Described(as_json(described), docs_page(described))
