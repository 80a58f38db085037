"""Sightings: that somebody saw records, or took them away."""

from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, transaction
from django.http.response import HttpResponseBase

from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest
from jalon.orgs.actor import Actor
from jalon.timeline.models import Sighting

log = structlog.get_logger("jalon.audit")


def record_sighting(
    *,
    page: str,
    kind: str,
    actor: Actor,
    at: datetime,
    record: UUID | None = None,
    rows: int = 1,
    is_export: bool = False,
    request_id: str = "",
) -> Sighting:
    """Record that the actor saw `rows` records of `kind` on `page`: the one named, or a list of them.

    For doors without pages (API, assistants) and for exports, which are recorded before the first byte leaves.
    """
    return Sighting.objects.create(
        workspace_id=actor.member.workspace_id,
        recorded_at=at,
        actor_id=actor.member.pk,
        on_behalf_of_id=actor.on_behalf_of,
        door=actor.door,
        page=page[:60],
        subject_kind=kind,
        subject_id=record,
        rows=rows,
        is_export=is_export,
        request_id=request_id[:64],
    )


def seen[Answer: HttpResponseBase](
    request: MemberRequest, response: Answer, *, kind: str, record: UUID | None = None, rows: int = 1
) -> Answer:
    """`response`, and once it has left, the sighting of what it shows: the reader does not wait for that.

    An answer without records on it (a redirect, a refusal, an empty list) is no sighting.
    """
    if response.status_code == 200 and rows:
        sighting = {
            "page": _page_of(request),
            "kind": kind,
            "actor": request.actor,
            "at": now(),
            "record": record,
            "rows": rows,
            "request_id": request_id_of(request),
        }
        # what FileResponse itself uses
        response._resource_closers.append(partial(_keep, sighting))  # type: ignore[attr-defined]
    return response


def taken_away(request: MemberRequest, *, kind: str, record: UUID | None, rows: int, at: datetime) -> None:
    """Record, before the first byte leaves, that the viewer takes `rows` records away as a file."""
    record_sighting(
        page=_page_of(request),
        kind=kind,
        actor=request.actor,
        at=at,
        record=record,
        rows=rows,
        is_export=True,
        request_id=request_id_of(request),
    )


def request_id_of(request: MemberRequest) -> str:
    """The id by which the log knows the request; "" where nothing gives ids."""
    return str(getattr(request, "request_id", ""))


def _page_of(request: MemberRequest) -> str:
    return request.resolver_match.view_name if request.resolver_match else ""


def _keep(sighting: dict[str, Any]) -> None:
    """The answer is gone: all that can be done about a failure is to say so in the log."""
    try:
        _write(**sighting)
    except DatabaseError:
        log.exception("a sighting was not recorded", page=sighting["page"], record=str(sighting["record"]))


def _write(**sighting: Any) -> None:
    with transaction.atomic():
        record_sighting(**sighting)
