"""Jobs that were given up: listed with their error, tried again or let go by a person."""

from uuid import UUID

from django.db import transaction
from django_ox import actions
from django_ox.models import OxTask

from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.status import JobStatus, UnknownRun, statuses

DEAD = (OxTask.Status.FAILED, OxTask.Status.LOST)


def dead_jobs(*, limit: int = 100) -> list[JobStatus]:
    """The jobs that were given up, last first."""
    dead = OxTask.objects.filter(status__in=DEAD).order_by("-finished_at", "-enqueued_at")
    ids = list(dead.values_list("pk", flat=True)[:limit])
    runs = {run.task_id: run for run in JobRun.objects.filter(task_id__in=ids, finished_at=None)}
    return statuses(runs[task_id] for task_id in ids if task_id in runs)


def retry_job(job_id: UUID | str) -> bool:
    """Try a dead job once more; False if it is not dead (any more). Raises UnknownRun."""
    return actions.retry(_task_of(job_id))


def discard_job(job_id: UUID | str) -> bool:
    """Let a job go that has not run or is dead, and give its key back; False if it runs or is done.

    Raises UnknownRun.
    """
    with transaction.atomic():
        let_go = actions.discard(_task_of(job_id))
        if let_go:
            JobRun.objects.filter(pk=job_id).update(key=None)
    return let_go


def _task_of(job_id: UUID | str) -> UUID:
    task_id = JobRun.objects.filter(pk=job_id).values_list("task_id", flat=True).first()
    if task_id is None:
        raise UnknownRun(f"no job has the id {job_id}")
    return task_id
