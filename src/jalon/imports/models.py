"""Tables of imports: what was loaded, what was decided, and what became of each row."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from jalon.kernel.ids import new_id
from jalon.orgs.models import Membership, Workspace

UNDO_DAYS = 7


class Status(models.TextChoices):
    DRAFT = "draft", _("Being prepared")
    CHECKING = "checking", _("Being checked")
    CHECKED = "checked", _("Ready to run")
    RUNNING = "running", _("Running")
    DONE = "done", pgettext_lazy("of an import", "Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


EDITABLE = (Status.DRAFT, Status.CHECKED)


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, viewer: Membership) -> Self:
        return self.filter(workspace_id=viewer.workspace_id)


class Import(models.Model):
    """One import. `plan` is a `plan.Plan`, `verdict` what the dry run found, `counts` what the run did.

    `edit` counts the changes of the plan: a dry run speaks of the plan it read, and of no other.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+", db_index=False)
    created_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    status = models.CharField(max_length=8, choices=Status, default=Status.DRAFT)
    edit = models.PositiveIntegerField(default=1)
    plan = models.JSONField(default=dict)
    rows = models.PositiveIntegerField(default=0)
    verdict = models.JSONField(null=True)
    checked_at = models.DateTimeField(null=True)
    job_id = models.UUIDField(null=True)
    started_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField(null=True)
    operation_id = models.UUIDField(null=True)
    finished_at = models.DateTimeField(null=True)
    counts = models.JSONField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    given_back = models.JSONField(null=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        indexes = [models.Index(fields=["workspace", "-created_at"], name="import_newest")]

    def __str__(self) -> str:
        return f"import {self.id}"

    def is_editable(self) -> bool:
        return self.status in EDITABLE

    def is_busy(self) -> bool:
        return self.status in {Status.CHECKING, Status.RUNNING, Status.UNDOING}

    def undo_until(self) -> datetime | None:
        """The instant until which the import can be undone; None before it is done."""
        return self.finished_at + timedelta(days=UNDO_DAYS) if self.finished_at else None

    def is_undoable(self, at: datetime) -> bool:
        until = self.undo_until()
        return self.status == Status.DONE and until is not None and at < until


class ImportFile(models.Model):
    """A file of an import: `stored` is what was dropped, `table` its text table in Parquet; both in file storage.

    `reading` holds how it was read, `columns` what each column holds.
    """

    wall_through = "part_of"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    part_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField(default=0)
    stored = models.CharField(max_length=200)
    table = models.CharField(max_length=200)
    size = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    reading = models.JSONField(default=dict)
    columns = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part_of", "name"], name="import_file_name_once")]

    def __str__(self) -> str:
        return self.name


class Phase(models.TextChoices):
    COMPANIES = "company", _("Companies")
    PEOPLE = "person", _("People")
    DEALS = "deal", _("Deals")


class ImportChunk(models.Model):
    """What became of some rows, written in the transaction that changed them: it is there if, and only if, they are.

    `outcomes` is a Parquet table of `running.outcomes.OUTCOMES`, compressed.
    """

    wall_through = "part_of"

    part_of = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="chunks", db_index=False)
    phase = models.CharField(max_length=8, choices=Phase)
    number = models.PositiveIntegerField()
    rows = models.PositiveIntegerField()
    outcomes = models.BinaryField()
    written_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)
    kept = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part_of", "phase", "number"], name="import_chunk_once")]

    def __str__(self) -> str:
        return f"{self.phase} {self.number} of {self.part_of_id}"
