"""How far the workers are behind."""

from datetime import datetime, timedelta

from django.db.models import Min
from django.db.models.functions import Coalesce
from django_ox.models import OxTask


def longest_wait(*, at: datetime) -> timedelta:
    """How long the job that is due and waits the longest has waited since it was due; zero when none is due."""
    due_at = Coalesce("run_after", "enqueued_at")
    due = OxTask.objects.filter(status=OxTask.Status.READY).exclude(run_after__gt=at)
    oldest: datetime | None = due.aggregate(oldest=Min(due_at))["oldest"]
    return max(at - oldest, timedelta()) if oldest else timedelta()
