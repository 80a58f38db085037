"""What deals do in the background: fold the kept totals, count healths."""

from jalon.deals.actions.count_health import count_health
from jalon.deals.actions.fold_totals import BATCH, fold_totals
from jalon.deals.models import Pipeline
from jalon.kernel import jobs
from jalon.kernel.jobs import Job, enqueue, every


@jobs.job("deals.fold_totals", schedule=every(minutes=1))
def fold(_job: Job) -> None:
    """Fold what has gathered, in short transactions."""
    if fold_totals() == BATCH:
        enqueue("deals.fold_totals")


@jobs.job("deals.count_health", schedule=every(minutes=10), atomic=False)
def count_healths(job: Job) -> None:
    """Refresh the snapshot of every running pipeline."""
    for pipeline in Pipeline.objects.running().select_related("workspace").iterator():
        count_health(pipeline=pipeline, at=job.at)
