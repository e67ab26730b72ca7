"""The API put together: its paths, what they answer when something is wrong, and the refusals around all of it."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from momentum_desktop.api import events, focus, goals, history, slots, standing, stream, tasks, why
from momentum_desktop.api.calls import Running
from momentum_desktop.api.documents import add_documents
from momentum_desktop.api.faults import problem_of_shape
from momentum_desktop.api.problems import PROBLEM_TYPE, Problem, problem_of
from momentum_desktop.api.refusals import App, Refusals
from momentum_desktop.errors import MomentumError
from momentum_desktop.service.momentum_service import MomentumService


def guarded(application: FastAPI, service: MomentumService, port: int) -> App:
    """An application behind the refusals, for a service and the port it is asked at."""
    application.state.service = service
    application.state.port = port
    application.state.running = Running()
    application.state.pulse = stream.Pulse()
    return Refusals(application, port, service.tokens.bearer)


def paths() -> FastAPI:
    """Every path, without a service behind it yet."""
    application = FastAPI(title="Momentum", openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    for room in (standing, why, events, tasks, goals, slots, focus, history, stream):
        application.include_router(room.router)
    add_documents(application)
    application.add_exception_handler(Problem, _on_problem)
    application.add_exception_handler(MomentumError, _on_momentum_error)
    application.add_exception_handler(RequestValidationError, _on_wrong_shape)
    application.add_exception_handler(HTTPException, _on_http_exception)
    application.add_exception_handler(Exception, _on_fault)
    return application


async def _on_problem(_request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    headers = {name.decode(): value.decode() for name, value in problem.more_headers}
    return Response(problem.content, problem.status, headers, media_type=PROBLEM_TYPE.decode())


async def _on_momentum_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, MomentumError)
    return await _on_problem(request, problem_of(error))


async def _on_wrong_shape(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    return await _on_problem(request, problem_of_shape(error.errors()))


async def _on_http_exception(request: Request, error: Exception) -> Response:
    """What Starlette answers by itself: no such path, or not for this method."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allow: Any = [(b"allow", (error.headers or {}).get("Allow", "").encode())]
        told = f"{request.method} is not for this path."
        return await _on_problem(request, Problem("wrong_method", told, headers=allow))
    return await _on_problem(request, Problem("unknown", "There is no such path."))


async def _on_fault(request: Request, _fault: Exception) -> Response:
    """What was not foreseen; the refusals, to which it is raised on, log it."""
    return await _on_problem(request, Problem("internal", "Something unexpected happened."))
