"""The kernel's own chores."""

from datetime import timedelta

from django.core.management import call_command

from jalon.kernel.jobs import Job, daily, job
from jalon.kernel.jobs.models import JobRun

KEPT_DAYS = 30


@job("kernel.forget_old_jobs", atomic=False, schedule=daily(hour=3, minute=17))
def forget_old_jobs(job: Job) -> None:
    """Drop what was done more than 30 days ago; dead jobs stay until somebody looks."""
    JobRun.objects.filter(finished_at__lt=job.at - timedelta(days=KEPT_DAYS)).delete()
    call_command("ox_prune", older_than=f"{KEPT_DAYS}d", verbosity=0)
