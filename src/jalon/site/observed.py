"""Every request observed: it has an id, its queries are counted and timed, and it ends in the metrics."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import structlog
from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve

from jalon.site.metrics import count_request

WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{7,63}")
UNKNOWN = "(no such page)"
SQL_SHOWN = 2_000

log = structlog.get_logger("jalon.slow")


@dataclass(slots=True)
class QueryMeter:
    """Counts and times the queries of one request; a slow one is logged with its page, never with its values."""

    request: HttpRequest
    slow_seconds: float
    count: int = 0

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """What Django calls around each query."""
        started = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.count += 1
            took = time.perf_counter() - started
            if took >= self.slow_seconds:
                log.warning("slow query", page=page_of(self.request), ms=round(took * 1000), sql=str(sql)[:SQL_SHOWN])


def observe(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """Give the request its id (in every line of the log and in `X-Request-ID`), and measure it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        request.request_id = _id_of(request)  # type: ignore[attr-defined]
        meter, started = QueryMeter(request, settings.JALON_SLOW_QUERY_MS / 1000), time.perf_counter()
        with structlog.contextvars.bound_contextvars(request_id=request.request_id):  # type: ignore[attr-defined]
            with connection.execute_wrapper(meter):
                response = get_response(request)
            took = time.perf_counter() - started
            _tell(request, response, took, meter.count)
        response.headers["X-Request-ID"] = request.request_id  # type: ignore[attr-defined]
        return response

    return middleware


def page_of(request: HttpRequest) -> str:
    """The name of the address that was asked for: "deals:board"."""
    try:
        match = request.resolver_match or resolve(request.path_info)  # the second: before any view was looked for
    except Resolver404:
        return UNKNOWN
    return match.view_name or match.route


def _id_of(request: HttpRequest) -> str:
    """The id that our proxy gave, or a fresh one."""
    given = request.META.get("HTTP_X_REQUEST_ID", "")
    return given if WELL_FORMED.fullmatch(given) else uuid4().hex


def _tell(request: HttpRequest, response: HttpResponseBase, took: float, queries: int) -> None:
    page, method = page_of(request), request.method or ""
    count_request(page=page, method=method, status=response.status_code, seconds=took, queries=queries)
    structlog.get_logger("jalon.requests").debug(
        "request", page=page, method=method, status=response.status_code, ms=round(took * 1000), queries=queries
    )
