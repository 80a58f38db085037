"""How a person has set a board for themselves."""

from django.db import models

from jalon.deals.models.pipeline import Pipeline
from jalon.orgs.models import Membership, Workspace


class BoardLayout(models.Model):
    """Order of the cards, aggregate of the heads, compact cards, folded columns (ids of stages), of one member."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="+")
    sort = models.CharField(max_length=10, default="rank")
    aggregate = models.CharField(max_length=10, default="sum")
    compact = models.BooleanField(default=False)
    folded = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "pipeline"], name="board_layout_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.pipeline_id}"
