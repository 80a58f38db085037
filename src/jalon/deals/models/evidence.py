"""Evidence that an exit criterion is met: who says so, when, and how sure we are."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.deals.models.deal import Deal
from jalon.deals.models.pipeline import Stage
from jalon.kernel.ids import new_id
from jalon.orgs.models import Membership, Workspace


class Level(models.TextChoices):
    STATED = "stated", _("stated by the seller")
    SILENCE = "silence", _("confirmed by silence")
    BUYER = "buyer", _("confirmed by the buyer")


class Evidence(models.Model):
    """One row per criterion met; withdrawn evidence stays, with who withdrew it and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="evidence")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    criterion = models.CharField(max_length=60)
    level = models.CharField(max_length=8, choices=Level, default=Level.STATED)
    stated_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    event_id = models.UUIDField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["deal", "stage", "criterion"], condition=Q(withdrawn_at=None), name="evidence_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.criterion} of {self.deal_id}"
