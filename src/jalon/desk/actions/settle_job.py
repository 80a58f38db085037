"""Settle a job that was given up: try it again, or let it go."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.desk.verbs import JOB_LET_GO, JOB_RETRIED, JobSettled
from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import discard_job, retry_job, status_of
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


class NotGivenUp(Refusal):
    """The job is not given up any more: somebody settled it, or it runs."""


@transaction.atomic
def retry(*, job_id: UUID, actor: Actor, at: datetime) -> None:
    """Try a given-up job of the workspace once more. Raises NotAllowed, NotGivenUp."""
    actor.must(Can.MANAGE_WORKSPACE)
    name = status_of(job_id).name
    if not retry_job(job_id):
        raise NotGivenUp(_("This job runs already, or was settled meanwhile."))
    record(JOB_RETRIED, subject=("job", job_id), actor=actor, at=at, particulars=JobSettled(job=name))


@transaction.atomic
def let_go(*, job_id: UUID, actor: Actor, at: datetime) -> None:
    """Let a given-up job of the workspace go, for good. Raises NotAllowed, NotGivenUp."""
    actor.must(Can.MANAGE_WORKSPACE)
    name = status_of(job_id).name
    if not discard_job(job_id):
        raise NotGivenUp(_("This job runs already, or was settled meanwhile."))
    record(JOB_LET_GO, subject=("job", job_id), actor=actor, at=at, particulars=JobSettled(job=name))
