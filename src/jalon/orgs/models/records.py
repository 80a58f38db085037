"""What every record of a workspace shares: trash, archive, merged-into, and the number of its last edit."""

from typing import Any, Self

from django.db import models

from jalon.kernel.ids import new_id
from jalon.orgs.models.membership import Membership
from jalon.orgs.models.workspace import Workspace


class RecordQuerySet(models.QuerySet[Any]):
    """Words shared by the records of a workspace."""

    def visible_to(self, viewer: Membership) -> Self:
        """The records that `viewer` may see, whether or not in the trash; another workspace's never."""
        return self.filter(workspace_id=viewer.workspace_id)

    def live(self) -> Self:
        """Neither trashed, nor archived, nor merged into another."""
        return self.filter(trashed_at=None, archived_at=None, merged_into=None)

    def in_trash(self) -> Self:
        return self.filter(trashed_at__isnull=False)


class Record(models.Model):
    """A row that people edit. `edit` counts its changes: a change made on an older reading is refused.

    Each table brings an index that begins with the workspace, so that the column needs none of its own.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    edit = models.PositiveIntegerField(default=1)
    trashed_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )

    class Meta:
        abstract = True

    def is_live(self) -> bool:
        return self.trashed_at is None and self.archived_at is None and self.merged_into_id is None  # type: ignore[attr-defined]
