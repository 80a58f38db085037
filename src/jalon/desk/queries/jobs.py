"""Which jobs belong to a workspace: a job carries no workspace, the record that it works for does."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jalon.imports.models import Import
from jalon.kernel.errors import Words
from jalon.kernel.jobs import JobState, JobStatus
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.status import statuses
from jalon.orgs.models import Membership

LATELY = 200
NAMES: dict[str, Words] = {
    "imports.check": _("Check of an import"),
    "imports.run": _("Import of files"),
    "imports.undo": _("Undo of an import"),
}


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job in words; `subject_id` is the record that it works for."""

    job: JobStatus
    words: str
    subject_id: UUID


@dataclass(frozen=True, slots=True)
class WorkspaceJobs:
    """What was given up, and what runs or waits."""

    dead: list[JobLine]
    under_way: list[JobLine]


def jobs_of(viewer: Membership) -> WorkspaceJobs:
    """The unfinished jobs of the viewer's workspace, last asked for first."""
    subjects = {job_id: subject for found in _OWNERS for job_id, subject in found(viewer).items()}
    runs = JobRun.objects.filter(pk__in=subjects, finished_at=None).order_by("-enqueued_at", "-id")
    lines = [JobLine(job, str(NAMES.get(job.name, job.name)), subjects[job.id]) for job in statuses(runs)]
    return WorkspaceJobs(
        dead=[line for line in lines if line.job.state is JobState.DEAD],
        under_way=[line for line in lines if not line.job.is_over],
    )


def _of_imports(viewer: Membership) -> dict[UUID, UUID]:
    rows = Import.objects.filter(workspace_id=viewer.workspace_id, job_id__isnull=False).order_by("-created_at")
    return {job_id: pk for job_id, pk in rows.values_list("job_id", "id")[:LATELY] if job_id}


_OWNERS: list[Callable[[Membership], dict[UUID, UUID]]] = [_of_imports]
