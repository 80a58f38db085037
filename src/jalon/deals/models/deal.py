"""The deal: the unit that moves, in every kind of pipeline."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from jalon.deals.models.pipeline import Pipeline, ProcessVersion, Stage
from jalon.directory.models import Company, Person
from jalon.kernel.ids import new_id
from jalon.orgs.models import Membership, Record, RecordQuerySet, Workspace
from jalon.orgs.roles import Scope

LIVE = Q(trashed_at=None, archived_at=None, merged_into=None)
ON_BOARD = Q(finished_at=None, trashed_at=None, archived_at=None, merged_into=None)


class Outcome(models.TextChoices):
    OPEN = "open", _("Open")
    WON = "won", _("Won")
    LOST = "lost", _("Lost")
    NO_DECISION = "no_decision", _("No decision")
    DISQUALIFIED = "disqualified", _("Disqualified")
    RECYCLED = "recycled", _("Recycled")


class Direction(models.TextChoices):
    """Who made the first move."""

    INBOUND = "inbound", _("They came to us")
    OUTBOUND = "outbound", _("We went to them")
    REFERRAL = "referral", _("A customer introduced them")
    PARTNER = "partner", _("A partner introduced them")
    UNKNOWN = "unknown", _("Unknown")


class DealQuerySet(RecordQuerySet):
    def visible_to(self, viewer: Membership) -> Self:
        """The workspace's deals within the viewer's scope: own, the team's, or all."""
        deals = super().visible_to(viewer)
        if viewer.scope == Scope.OWN or (viewer.scope == Scope.TEAM and viewer.team_id is None):
            return deals.filter(owner_id=viewer.pk)
        if viewer.scope == Scope.TEAM:
            return deals.filter(owner__team_id=viewer.team_id)
        return deals

    def on_board(self) -> Self:
        """Still in a stage: neither finished, nor trashed, archived or merged."""
        return self.filter(ON_BOARD)

    def open(self) -> Self:
        """On the board and undecided."""
        return self.on_board().filter(outcome=Outcome.OPEN)


class Deal(Record):
    """Amounts are in minor units of `currency`, excluding tax; `recurring_minor` is per year.

    `decided_at` is when the outcome was known; `finished_at` when the deal left its last stage. A deal that is won
    can go on through the stages after the sale.

    Indexes: a board reads one stage in one order, a list one pipeline and outcome, a page the deals of a company. None
    that gives such an order begins with the workspace, which every query names too: an engine without statistics would
    take that one, and walk through the whole book.
    """

    pipeline = models.ForeignKey(Pipeline, on_delete=models.PROTECT, related_name="deals", db_index=False)
    version = models.ForeignKey(ProcessVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+", db_index=False)
    title = models.CharField(_("title"), max_length=200)
    company = models.ForeignKey(
        Company, on_delete=models.SET_NULL, null=True, blank=True, related_name="deals", db_index=False
    )
    owner = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    one_off_minor = models.BigIntegerField(_("one-off amount"), null=True, blank=True)
    recurring_minor = models.BigIntegerField(_("recurring amount a year"), null=True, blank=True)
    term_months = models.PositiveSmallIntegerField(_("term in months"), null=True, blank=True)
    value_minor = models.BigIntegerField(editable=False, default=0)
    currency = models.CharField(_("currency"), max_length=3)
    direction = models.CharField(_("first move"), max_length=10, choices=Direction, default=Direction.UNKNOWN)
    source = models.CharField(_("source"), max_length=120, blank=True)
    close_on = models.DateField(_("expected to close on"), null=True, blank=True)
    next_step = models.CharField(_("next step"), max_length=200, blank=True)
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)
    opened_at = models.DateTimeField(_("opened"))
    entered_stage_at = models.DateTimeField()
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, default=Outcome.OPEN)
    decided_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    second_reason = models.CharField(_("second reason"), max_length=40, blank=True)
    competitor = models.CharField(_("competitor"), max_length=120, blank=True)
    recycle_on = models.DateField(_("try again on"), null=True, blank=True)
    taken_over_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(_("reference in another tool"), max_length=120, blank=True)
    rank = models.FloatField(default=0)
    search_key = models.CharField(max_length=500, editable=False, default="")

    objects = DealQuerySet.as_manager()

    class Meta:
        verbose_name = _("deal")
        verbose_name_plural = _("deals")
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="open", decided_at=None) | (~Q(outcome="open") & Q(decided_at__isnull=False)),
                name="deal_decided_has_instant",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["open", "won"]) | Q(finished_at__isnull=False),
                name="deal_lost_is_finished",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "rank", "id"], name="deal_board_rank", condition=ON_BOARD),
            models.Index(fields=["stage", "-value_minor", "id"], name="deal_board_value", condition=ON_BOARD),
            models.Index(fields=["stage", "close_on", "id"], name="deal_board_close", condition=ON_BOARD),
            models.Index(fields=["stage", "entered_stage_at", "id"], name="deal_board_age", condition=ON_BOARD),
            models.Index(fields=["owner", "stage", "rank", "id"], name="deal_board_owner", condition=ON_BOARD),
            models.Index(fields=["pipeline", "outcome", "-created_at", "id"], name="deal_list_newest", condition=LIVE),
            models.Index(fields=["pipeline", "outcome", "-value_minor", "id"], name="deal_list_value", condition=LIVE),
            models.Index(fields=["pipeline", "outcome", "close_on", "id"], name="deal_list_close", condition=LIVE),
            models.Index(fields=["pipeline", "outcome", "search_key", "id"], name="deal_list_title", condition=LIVE),
            models.Index(fields=["owner", "pipeline", "outcome", "-created_at", "id"], name="deal_list_owner"),
            models.Index(fields=["company", "-created_at"], name="deal_of_company"),
            models.Index(fields=["workspace"], name="deal_workspace"),
            models.Index(fields=["workspace", "-trashed_at"], name="deal_trash", condition=Q(trashed_at__isnull=False)),
            models.Index(fields=["workspace", "reference"], name="deal_reference", condition=~Q(reference="")),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self) -> bool:
        return self.outcome == Outcome.OPEN

    def is_on_board(self) -> bool:
        return self.finished_at is None and self.is_live()


class DealPerson(models.Model):
    """A person of the buying circle, from whatever company, with the part they play in this purchase."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="people")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="deals")
    role = models.CharField(_("role in the purchase"), max_length=30, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "person"], name="deal_person_once")]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.deal_id}"


class DealMember(models.Model):
    """A colleague who works on the deal beside its owner."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    deal = models.ForeignKey(Deal, on_delete=models.CASCADE, related_name="team")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=30, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["deal", "member"], name="deal_member_once")]

    def __str__(self) -> str:
        return f"{self.member_id} on {self.deal_id}"
