"""Where the API describes itself: /openapi.json for programs, /docs for people."""

from __future__ import annotations

from fastapi import FastAPI, Request, Response

from momentum_desktop import __version__
from momentum_desktop.api.calls import as_json, json_response
from momentum_desktop.api.docs_page import SAFE, docs_page
from momentum_desktop.api.document import document
from momentum_desktop.service.momentum_service import MomentumService


def add_documents(application: FastAPI) -> None:
    """Add both; they stand in no document themselves."""
    application.add_route("/openapi.json", _openapi, include_in_schema=False)
    application.add_route("/docs", _docs, include_in_schema=False)


async def _openapi(request: Request) -> Response:
    described = await _described(request, request.state.bearer.user_id)
    return json_response(as_json(described))


async def _docs(request: Request) -> Response:
    described = await _described(request, None)
    return Response(docs_page(described), headers=SAFE, media_type="text/html")


async def _described(request: Request, user_id: int | None) -> dict[str, object]:
    service: MomentumService = request.app.state.service
    rules = await service.rules_document(user_id)
    return document(request.app, f"http://127.0.0.1:{request.app.state.port}", __version__, rules)
