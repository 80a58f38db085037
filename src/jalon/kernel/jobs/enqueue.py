"""Asking for work, in the transaction of the data that it is about."""

import json
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from structlog.contextvars import get_contextvars

from jalon.kernel.clock import now
from jalon.kernel.db.row_security.place import standing
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import Handler, handler_of


def enqueue(
    name: str,
    /,
    *,
    key: str | None = None,
    run_at: datetime | None = None,
    priority: int | None = None,
    **payload: Any,
) -> UUID:
    """Ask for the job `name` once the caller's transaction commits; gives the id that `status_of` takes.

    `payload` must go through JSON: ids and dates arrive as text. `run_at`: not before then. `priority`: -100
    to 100, higher first, the handler's own by default. While a job of this name holds `key`, no second one is
    made and its id is given; how long it is held is the handler's `key_until`. Raises UnknownJob, and
    TypeError for a payload that is not JSON.
    """
    handler = handler_of(name)
    words = json.loads(json.dumps(payload, cls=DjangoJSONEncoder))
    with transaction.atomic():
        row = JobRun(name=name, key=key, payload=words, workspace_id=standing().workspace, enqueued_at=now())
        if key is None:
            row.save(force_insert=True)
        elif held_by := _holder_of(row):
            return held_by
        JobRun.objects.filter(pk=row.pk).update(task_id=_send(handler, row, run_at, priority))
    return row.pk


def _send(handler: Handler, row: JobRun, run_at: datetime | None, priority: int | None) -> UUID:
    from jalon.kernel.jobs.tasks import task_of

    task = task_of(handler)
    wanted = task.priority if priority is None else priority
    return UUID(replace(task, run_after=run_at, priority=wanted).enqueue(run=str(row.pk), **_asked_by()).id)


def _asked_by() -> dict[str, str]:
    """The request that asks, so that the log of the job names it."""
    request_id = get_contextvars().get("request_id")
    return {"request": str(request_id)} if request_id else {}


def _holder_of(row: JobRun) -> UUID | None:
    """Insert `row` and give None, or give the id of the job that holds its key.

    That job is kept from starting until we commit, which matters to `key_until="started"`: it will see our data.
    """
    while True:
        JobRun.objects.bulk_create([row], ignore_conflicts=True)
        holder = _shared_lock(row)
        if holder is not None:
            return None if holder == row.pk else holder


def _shared_lock(row: JobRun) -> UUID | None:
    share = " FOR SHARE" if connection.vendor == "postgresql" else ""  # shared: writers do not queue on one row
    table = JobRun._meta.db_table
    held = JobRun.objects.raw(
        f'SELECT id FROM "{table}" WHERE name = %s AND key = %s{share}',  # noqa: S608
        [row.name, row.key],
    )
    return next((found.pk for found in held), None)
