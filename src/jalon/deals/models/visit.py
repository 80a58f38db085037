"""A deal's stay in a stage, written by the move and by nothing else."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.deals.models.deal import Deal
from jalon.deals.models.pipeline import ProcessVersion, Stage
from jalon.kernel.ids import new_id
from jalon.orgs.models import Membership, Workspace


class How(models.TextChoices):
    """How the deal came into the stage."""

    ENTER = "enter", _("created")
    ADVANCE = "advance", _("advanced")
    BACK = "back", _("moved back")
    SKIP = "skip", _("skipped ahead")
    OVERRIDE = "override", _("advanced in spite of the gate")
    TAKEN_OVER = "taken_over", _("taken over")
    REOPEN = "reopen", _("reopened")
    UNDO = "undo", _("put back")


class StageVisit(models.Model):
    """One stay. `warnings` are the advised criteria that the move left unmet: set on the visit that a move gives."""

    warnings: tuple[Any, ...] = ()

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="visits")
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")
    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    entered_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    how = models.CharField(max_length=12, choices=How)
    operation_id = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["deal"], condition=Q(left_at=None), name="one_open_visit"),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(left_at__gte=models.F("entered_at")),
                name="visit_leaves_after_entering",
            ),
        ]
        indexes = [models.Index(fields=["deal", "entered_at"], name="visit_deal_entered")]

    def __str__(self) -> str:
        return f"{self.deal_id} in {self.stage_id}"
