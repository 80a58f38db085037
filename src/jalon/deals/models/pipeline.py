"""Pipelines, their stages, and the published versions of the process they run."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import new_id
from jalon.orgs.models import Membership, Workspace


class PipelineQuerySet(models.QuerySet["Pipeline"]):
    def visible_to(self, viewer: Membership) -> Self:
        return self.filter(workspace_id=viewer.workspace_id)

    def running(self) -> Self:
        """Published and not retired."""
        return self.filter(current__isnull=False, retired_at=None)


class Pipeline(models.Model):
    """One kind of record on its way through stages; runs one published version of a process."""

    class Kind(models.TextChoices):
        PROSPECTING = "prospecting", _("Prospecting")
        SALES = "sales", _("Sales")
        PARTNER = "partner", _("Partners")
        RETENTION = "retention", _("Retention")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="pipelines")
    key = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.SALES)
    name = models.CharField(_("name"), max_length=120, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    current = models.ForeignKey("ProcessVersion", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    objects = PipelineQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="pipeline_key_once")]

    def __str__(self) -> str:
        return self.name or self.key


class ProcessVersion(models.Model):
    """A published definition: never changed. `definition` is a process.PipelineDefinition as JSON."""

    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    definition = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(Membership, on_delete=models.DO_NOTHING, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pipeline", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.pipeline_id} v{self.number}"


class Stage(models.Model):
    """A stage keeps its identity across versions; what it asks is in the version a deal is pinned to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    pipeline = models.ForeignKey(Pipeline, on_delete=models.CASCADE, related_name="stages")
    key = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    came_from = models.ManyToManyField("self", symmetrical=False, related_name="became", blank=True)
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pipeline", "key"], name="stage_key_once")]

    def __str__(self) -> str:
        return self.key
