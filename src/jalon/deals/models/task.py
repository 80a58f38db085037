"""Something to do, for a deal or on its own."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.deals.models.deal import Deal
from jalon.deals.models.pipeline import Stage
from jalon.orgs.models import Membership, Record, RecordQuerySet


class Task(Record):
    title = models.CharField(_("title"), max_length=200)
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, null=True, blank=True, related_name="tasks")
    stage = models.ForeignKey(Stage, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    activity = models.CharField(max_length=60, blank=True)
    assignee = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        indexes = [
            models.Index(fields=["workspace", "due_on"], name="task_workspace", condition=Q(done_at=None)),
            models.Index(fields=["assignee", "due_on"], name="task_due", condition=Q(done_at=None)),
            models.Index(fields=["deal", "due_on"], name="task_deal"),
        ]

    def __str__(self) -> str:
        return self.title
