"""The kernel's own chores."""

from datetime import timedelta

from django.core.management import call_command
from django.db.models import Exists, OuterRef
from django_ox.models import OxTask

from jalon.kernel.jobs.context import Job
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import job
from jalon.kernel.jobs.schedules import daily

KEPT_DAYS = 3
KEPT_DAYS_WITH_KEY = 90  # how long “forever” is, for a key


@job("kernel.forget_old_jobs", atomic=False, schedule=daily(hour=3, minute=17))
def forget_old_jobs(job: Job) -> None:
    """Drop what was done or let go; dead jobs stay until somebody looks."""
    old, very_old = (job.at - timedelta(days=days) for days in (KEPT_DAYS, KEPT_DAYS_WITH_KEY))
    JobRun.objects.filter(finished_at__lt=old, key=None).delete()
    JobRun.objects.filter(finished_at__lt=very_old).delete()
    call_command("ox_prune", older_than=f"{KEPT_DAYS}d", verbosity=0)
    in_queue = OxTask.objects.filter(pk=OuterRef("task_id"))
    JobRun.objects.filter(~Exists(in_queue), finished_at=None, enqueued_at__lt=old).delete()
