"""What a handler is handed: who it is, how to say how far it got, and how to do a part exactly once."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from jalon.kernel.jobs.models import JobRun


class GiveUp(Exception):  # noqa: N818 - a decision, not a fault
    """Raised by a handler that knows that trying again will not help; its words are shown to a person."""


@dataclass(frozen=True, slots=True)
class Job:
    """One attempt at a job. `at` is when this attempt began: handlers pass it on and ask no clock."""

    id: UUID
    name: str
    key: str | None
    attempt: int
    at: datetime

    def progress(self, done: int, total: int | None = None, note: str = "") -> None:
        """Say how far the work is. Pages see it at the next commit: at once under `atomic=False`."""
        JobRun.objects.filter(pk=self.id).update(done=done, total=total, note=note[:500])

    @contextmanager
    def step(self, name: str) -> Iterator[bool]:
        """A transaction for one part of the work: False if an earlier attempt already did that part.

        What is written inside and the fact that it was done are committed together.
        """
        with transaction.atomic():
            run = locked(self.id)
            due = name not in run.steps
            yield due
            if due:
                JobRun.objects.filter(pk=self.id).update(steps=[*run.steps, name])


def locked(run_id: UUID) -> JobRun:
    """The row of a run, held until the transaction ends: two attempts cannot do the same part at once."""
    return JobRun.objects.select_for_update().get(pk=run_id)
