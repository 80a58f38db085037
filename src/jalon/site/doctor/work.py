"""Work for later: a worker is alive, keeps up, and has given nothing up."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Max
from django_ox.models import OxScheduleTick

from jalon.kernel.jobs import dead_jobs, longest_wait
from jalon.site.doctor.finding import Finding

SILENT = timedelta(minutes=5)  # some job is due each minute
LATE = timedelta(minutes=2)


def examine_work(at: datetime) -> Iterator[Finding]:
    """The worker by its last sign of life, the oldest job that is due, and jobs given up."""
    heard = OxScheduleTick.objects.aggregate(last=Max("created_at"))["last"]
    start = "Start `jalon up`; if it runs, look in its log for why the worker ends."
    if heard is None:
        yield Finding("worker", "worker: none has run yet")
    else:
        yield Finding("worker", f"worker: heard of {_ago(at - heard)} ago", start if at - heard > SILENT else "")
    lag = longest_wait(at=at)
    yield Finding("jobs waiting", f"jobs waiting: the oldest for {_ago(lag)}", start if lag > LATE else "")
    dead = list(dead_jobs())
    names = ", ".join(sorted({job.name for job in dead}))
    remedy = "Look at their errors; then retry or discard them." if dead else ""
    yield Finding("jobs given up", f"jobs given up: {len(dead)}{f' ({names})' if dead else ''}", remedy)


def _ago(stretch: timedelta) -> str:
    seconds = max(int(stretch.total_seconds()), 0)
    return f"{seconds} s" if seconds < 120 else f"{seconds // 60} min" if seconds < 7200 else f"{seconds // 3600} h"
