"""One row for each job asked for: its words, how far it is, and that it was done."""

from typing import ClassVar

from django.db import models

from jalon.kernel.ids import new_id


class JobRun(models.Model):
    """What pages read and what makes work happen once; the queue itself is the library's table.

    It is done within the workspace that it was asked for in; a job of none is done everywhere.
    """

    outside_the_wall = "the worker takes jobs of all workspaces; a payload holds ids"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=200, null=True)  # noqa: DJ001 - unique only while it is held
    payload = models.JSONField(default=dict)
    task_id = models.UUIDField(null=True, unique=True)
    workspace_id = models.UUIDField(null=True)
    steps = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=500, default="", blank=True)
    enqueued_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["JobRun"]]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "key"], name="job_key_is_held_once")]
        indexes = [models.Index(fields=["finished_at"], name="job_finished")]

    def __str__(self) -> str:
        return f"{self.name} {self.id}"
