"""How a job is doing, for the page that waits for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django_ox.models import OxTask

from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import UnknownJob, handler_of


class UnknownRun(LookupError):  # noqa: N818 - an answer to a wrong id
    """No job has that id, or it was done so long ago that its row is gone."""


class JobState(StrEnum):
    """Where a job is in its life."""

    WAITING = "waiting"
    RUNNING = "running"
    RETRYING = "retrying"
    DONE = "done"
    DEAD = "dead"
    DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class JobStatus:
    """A job as a page shows it. `failures` of `attempts` so far; `error` is the last one, in a line."""

    id: UUID
    name: str
    state: JobState
    done: int
    total: int | None
    note: str
    failures: int
    attempts: int
    error: str
    enqueued_at: datetime
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Nothing more will happen by itself."""
        return self.state in {JobState.DONE, JobState.DEAD, JobState.DISCARDED}

    @property
    def percent(self) -> int | None:
        """How far it is, from 0 to 100; None when the total is not known."""
        return min(self.done * 100 // self.total, 100) if self.total else None


def status_of(job_id: UUID | str) -> JobStatus:
    """How the job with that id is doing. Raises UnknownRun."""
    row = JobRun.objects.filter(pk=job_id).first()
    if row is None:
        raise UnknownRun(f"no job has the id {job_id}")
    return statuses([row])[0]


def statuses(rows: Iterable[JobRun]) -> list[JobStatus]:
    """The statuses of these rows, in their order, in one query."""
    runs = list(rows)
    tasks = OxTask.objects.in_bulk([run.task_id for run in runs if run.task_id])
    return [_status(run, tasks.get(run.task_id) if run.task_id else None) for run in runs]


def _status(run: JobRun, task: OxTask | None) -> JobStatus:
    errors = task.errors if task else []
    return JobStatus(
        id=run.pk,
        name=run.name,
        state=_state(run, task),
        done=run.done,
        total=run.total,
        note=run.note,
        failures=len(errors),
        attempts=_attempts_of(run.name),
        error=_last_line(errors[-1]["traceback"]) if errors else "",
        enqueued_at=run.enqueued_at,
        started_at=task.started_at if task else None,
        finished_at=run.finished_at or (task.finished_at if task else None),
    )


def _state(run: JobRun, task: OxTask | None) -> JobState:
    if run.finished_at:
        return JobState.DONE
    if task is None:
        return JobState.DISCARDED
    waiting = JobState.RETRYING if task.errors else JobState.WAITING
    return {
        OxTask.Status.READY: waiting,
        OxTask.Status.WAITING: waiting,
        OxTask.Status.RUNNING: JobState.RUNNING,
        OxTask.Status.SUCCESSFUL: JobState.DONE,
        OxTask.Status.DISCARDED: JobState.DISCARDED,
    }.get(OxTask.Status(task.status), JobState.DEAD)


def _attempts_of(name: str) -> int:
    try:
        return handler_of(name).attempts
    except UnknownJob:
        return 0


def _last_line(traceback: str) -> str:
    lines = [line for line in traceback.strip().splitlines() if line.strip()]
    return lines[-1] if lines else ""
