"""Settle a job that was given up: try it again, or let it go."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.desk.queries.jobs import jobs_of
from jalon.desk.verbs import JOB_LET_GO, JOB_RETRIED, JobSettled
from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import discard_job, retry_job
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.catalogue import Verb


class NotGivenUp(Refusal):
    """The job is not one of those that the workspace gave up: somebody settled it, or it runs."""


def retry(*, job_id: UUID, actor: Actor, at: datetime) -> None:
    """Try a given-up job of the workspace once more. Raises NotAllowed, NotGivenUp."""
    _settle(retry_job, JOB_RETRIED, job_id=job_id, actor=actor, at=at)


def let_go(*, job_id: UUID, actor: Actor, at: datetime) -> None:
    """Let a given-up job of the workspace go, for good. Raises NotAllowed, NotGivenUp."""
    _settle(discard_job, JOB_LET_GO, job_id=job_id, actor=actor, at=at)


@transaction.atomic
def _settle(way: Callable[[UUID], bool], verb: Verb, *, job_id: UUID, actor: Actor, at: datetime) -> None:
    actor.must(Can.MANAGE_WORKSPACE)
    given_up = {line.job.id: line.job.name for line in jobs_of(actor.member).dead}
    if job_id not in given_up or not way(job_id):
        raise NotGivenUp(_("This job runs already, or was settled meanwhile."))
    record(verb, subject=("job", job_id), actor=actor, at=at, particulars=JobSettled(job=given_up[job_id]))
