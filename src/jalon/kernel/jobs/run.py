"""One attempt at a job, as a worker makes it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import TaskResult

from jalon.kernel.clock import now
from jalon.kernel.jobs.context import Job, locked
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import Handler


def run(*, handler: Handler, task: "TaskResult[Any, Any]", run_id: str | None) -> None:
    """Do the work unless it is done; a run that is gone (its data were purged) is nothing to do."""
    row = _run_asked_for(handler, UUID(task.id), run_id)
    if row is None or row.finished_at:
        return
    if handler.key_until == "started" and row.key:
        JobRun.objects.filter(pk=row.pk).update(key=None)
    job = Job(id=row.pk, name=row.name, key=row.key, attempt=len(task.errors) + 1, at=now())
    attempt = _in_one_transaction if handler.atomic else _in_steps
    attempt(handler, job, row.payload)


def _run_asked_for(handler: Handler, task_id: UUID, run_id: str | None) -> JobRun | None:
    if run_id is not None:
        return JobRun.objects.filter(pk=run_id).first()
    row, _ = JobRun.objects.get_or_create(
        task_id=task_id, defaults={"name": handler.name, "enqueued_at": now()}
    )  # asked for by its schedule
    return row


def _in_one_transaction(handler: Handler, job: Job, payload: dict[str, Any]) -> None:
    with transaction.atomic():
        if locked(job.id).finished_at:
            return
        handler.work(job, **payload)
        _finish(handler, job)


def _in_steps(handler: Handler, job: Job, payload: dict[str, Any]) -> None:
    handler.work(job, **payload)
    _finish(handler, job)


def _finish(handler: Handler, job: Job) -> None:
    released = {} if handler.key_until == "forever" else {"key": None}
    JobRun.objects.filter(pk=job.id).update(finished_at=now(), **released)
