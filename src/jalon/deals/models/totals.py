"""Totals kept per stage, owner and currency, so that a board's heads cost the same whatever the book's size."""

from uuid import UUID

from django.db import models

from jalon.deals.models.pipeline import Pipeline, Stage
from jalon.orgs.models import Workspace

NOBODY = UUID(int=0)


class _Totals(models.Model):
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="+")
    stage = models.ForeignKey(Stage, on_delete=models.CASCADE, related_name="+")
    owner_key = models.UUIDField(default=NOBODY)  # the owner's membership id; NOBODY when there is none
    currency = models.CharField(max_length=3)
    deals = models.IntegerField()
    value_minor = models.BigIntegerField()

    class Meta:
        abstract = True


class StageTotal(_Totals):
    """What the folded deltas add up to."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["pipeline", "stage", "owner_key", "currency"], name="stage_total_once")
        ]

    def __str__(self) -> str:
        return f"{self.deals} in {self.stage_id}"


class StageTotalDelta(_Totals):
    """One change not yet folded: writers only insert, so they never wait for each other."""

    id = models.BigAutoField(primary_key=True)

    class Meta:
        indexes = [models.Index(fields=["pipeline"], name="stage_total_delta")]

    def __str__(self) -> str:
        return f"{self.deals:+d} in {self.stage_id}"


class HealthCount(models.Model):
    """How many deals of a stage were healthy, at risk or late when last counted."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    stage = models.OneToOneField(Stage, on_delete=models.CASCADE, primary_key=True, related_name="health")
    healthy = models.IntegerField(default=0)
    at_risk = models.IntegerField(default=0)
    late = models.IntegerField(default=0)
    median_days = models.FloatField(null=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.healthy}/{self.at_risk}/{self.late}"
