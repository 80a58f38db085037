"""How far a workspace is in saying how it sells."""

from django.db import models

from jalon.orgs.models import Workspace


class FirstRun(models.Model):
    """The answers of a workspace, kept as they are given; `step` is the screen to go on with.

    `answers` holds what `process.read_answers` reads, and beside it what only the first run asks: names, target, words.
    """

    workspace = models.OneToOneField(Workspace, on_delete=models.CASCADE, primary_key=True, related_name="first_run")
    answers = models.JSONField(default=dict)
    step = models.CharField(max_length=30, default="language")
    started_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"first run of {self.workspace_id} at {self.step}"
