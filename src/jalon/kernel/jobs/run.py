"""One attempt at a job, as a worker makes it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.tasks import TaskResult
from django_ox.models import OxTask

from jalon.kernel.clock import now
from jalon.kernel.db.row_security import everywhere, within
from jalon.kernel.jobs.context import Job, locked
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import Handler

BY_SCHEDULE = "schedule"
STILL_AT_IT = (OxTask.Status.READY, OxTask.Status.RUNNING)


def run(*, handler: Handler, task: "TaskResult[Any, Any]", run_id: str | None) -> None:
    """Do the work unless it is done; a run that is gone (its data were purged) is nothing to do."""
    row = _run_asked_for(handler, UUID(task.id), run_id)
    if row is None or row.finished_at:
        return
    if handler.key_until == "started" and row.key and row.key != BY_SCHEDULE:
        JobRun.objects.filter(pk=row.pk).update(key=None)
    job = Job(id=row.pk, name=row.name, key=row.key, attempt=len(task.errors) + 1, at=now())
    attempt = _in_one_transaction if handler.atomic else _in_steps
    with within(row.workspace_id) if row.workspace_id else everywhere(f"{row.name} was asked for in no workspace"):
        attempt(handler, job, row.payload)


def _run_asked_for(handler: Handler, task_id: UUID, run_id: str | None) -> JobRun | None:
    if run_id is not None:
        return JobRun.objects.filter(pk=run_id).first()
    return JobRun.objects.filter(task_id=task_id).first() or _run_of_schedule(handler, task_id)


def _run_of_schedule(handler: Handler, task_id: UUID) -> JobRun | None:
    """A run for this tick; None while an earlier tick's is still at it or waits for its next attempt."""
    mine = JobRun(name=handler.name, key=BY_SCHEDULE, task_id=task_id, enqueued_at=now())
    with transaction.atomic():
        JobRun.objects.bulk_create([mine], ignore_conflicts=True)
        holder = JobRun.objects.select_for_update().filter(name=handler.name, key=BY_SCHEDULE).first()
        if holder is None or holder.task_id == task_id:
            return holder
        if holder.task_id and OxTask.objects.filter(pk=holder.task_id, status__in=STILL_AT_IT).exists():
            return None
        JobRun.objects.filter(pk=holder.pk).update(key=None)
        mine.save(force_insert=True)
    return mine


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
    kept = handler.key_until == "forever" and job.key != BY_SCHEDULE
    released = {} if kept else {"key": None}
    JobRun.objects.filter(pk=job.id).update(finished_at=now(), **released)
