"""Tables of what happened: operations, events, their free text, what was seen, purges, and the seals over them."""

from django.db import models

from jalon.kernel.ids import new_id
from jalon.orgs.actor import Door
from jalon.orgs.models import Membership, Workspace


class Operation(models.Model):
    """What belongs together and is undone together: one drag, one bulk edit, one import."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    door = models.CharField(max_length=8, choices=Door)
    actor = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    started_at = models.DateTimeField()
    particulars = models.JSONField(default=dict)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class EventQuerySet(models.QuerySet["Event"]):
    def visible_to(self, viewer: Membership) -> "EventQuerySet":
        return self.filter(workspace_id=viewer.workspace_id)

    def about(self, *subjects: tuple[str, object]) -> "EventQuerySet":
        """Events whose subject is one of the (kind, id) pairs."""
        wanted = models.Q(pk__in=[])
        for kind in {kind for kind, _ in subjects}:
            wanted |= models.Q(subject_kind=kind, subject_id__in=[pk for k, pk in subjects if k == kind])
        return self.filter(wanted)

    def standing(self) -> "EventQuerySet":
        """Without the events of operations that were undone."""
        undone = Operation.objects.filter(pk=models.OuterRef("operation_id"), undone_at__isnull=False)
        return self.filter(~models.Exists(undone))


class Event(models.Model):
    """One thing that happened. `at` is when it happened, `recorded_at` when we learnt it.

    `particulars` holds ids and plain facts only; words that people wrote are in EventText, which can be redacted.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.DO_NOTHING, related_name="+")
    operation_id = models.UUIDField()
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    actor_id = models.UUIDField(null=True)
    on_behalf_of_id = models.UUIDField(null=True)
    door = models.CharField(max_length=8, choices=Door)
    verb = models.CharField(max_length=60)
    version = models.PositiveSmallIntegerField(default=1)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField()
    particulars = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject_id", "-at"], name="event_subject_at"),
            models.Index(fields=["workspace", "recorded_at", "id"], name="event_workspace_recorded"),
            models.Index(fields=["operation_id"], name="event_operation"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"


class EventText(models.Model):
    """What a person wrote about an event: a note, a reason. Redacted text leaves the row and its date."""

    event = models.OneToOneField(Event, on_delete=models.DO_NOTHING, primary_key=True, related_name="text")
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    body = models.TextField()
    redacted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.body[:60]


class Purge(models.Model):
    """The one way around append-only: open while a workspace's rows are being erased, kept afterwards."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace_id = models.UUIDField()
    reason = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    actor_id = models.UUIDField(null=True)
    rows = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reason} of {self.workspace_id}"


class Sighting(models.Model):
    """That somebody saw records or took them away: one row a page, with how many records were on it.

    `page` is the name of the address ("deals:deal"); `subject_id` is null for lists. `request_id` finds the log.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.DO_NOTHING, related_name="+")
    recorded_at = models.DateTimeField()
    actor_id = models.UUIDField()
    on_behalf_of_id = models.UUIDField(null=True)
    door = models.CharField(max_length=8, choices=Door)
    page = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=30)
    subject_id = models.UUIDField(null=True)
    rows = models.PositiveIntegerField(default=1)
    is_export = models.BooleanField(default=False)
    request_id = models.CharField(max_length=64, default="", blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "recorded_at", "id"], name="sighting_recorded"),
            models.Index(fields=["subject_id", "recorded_at"], name="sighting_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.page} by {self.actor_id}"


class Seal(models.Model):
    """A link of a workspace's chain: the digests of some rows, hashed together with the seal before.

    It outlives its workspace, so it holds the id alone: ids and digests are all it knows of what was erased.
    `until` is the latest moment of a row sealed so far, `first` the place of the first entry in the chain.
    """

    append_only = True

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace_id = models.UUIDField()
    number = models.PositiveIntegerField()
    first = models.PositiveBigIntegerField()
    entries = models.BinaryField()
    until = models.DateTimeField()
    sealed_at = models.DateTimeField()
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace_id", "number"], name="seal_number_once")]

    def __str__(self) -> str:
        return f"seal {self.number} of {self.workspace_id}"
