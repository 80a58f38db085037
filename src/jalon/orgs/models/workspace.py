"""A workspace: one company's world, with its calendar, currency and own words."""

from zoneinfo import ZoneInfo

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import new_id


class Audience(models.TextChoices):
    BUSINESSES = "b2b", _("Businesses")
    CONSUMERS = "b2c", _("Consumers")
    BOTH = "both", _("Both")


class Workspace(models.Model):
    """Everything else belongs to one of these; a sample is a workspace of its own."""

    wall_column = "id"
    seen_by_person = "id IN (SELECT workspace_id FROM orgs_membership WHERE user_id = {person})"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    currency = models.CharField(_("base currency"), max_length=3, default="EUR")
    fiscal_year_month = models.PositiveSmallIntegerField(_("first month of the fiscal year"), default=1)
    week_start = models.PositiveSmallIntegerField(_("first day of the week"), default=0)
    holidays_of = models.CharField(_("holiday calendar"), max_length=8, blank=True)
    audience = models.CharField(_("sells to"), max_length=4, choices=Audience, default=Audience.BUSINESSES)
    offer = models.CharField(_("what is sold"), max_length=300, blank=True)
    average_deal_minor = models.BigIntegerField(_("average deal value"), null=True)
    nouns = models.JSONField(_("own words"), default=dict)
    label_set = models.CharField(_("stage names"), max_length=12, default="infinitive")
    second_factor_since = models.DateTimeField(_("asks for a second step since"), null=True, blank=True)
    is_sample = models.BooleanField(default=False)
    edit = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(fiscal_year_month__gte=1, fiscal_year_month__lte=12),
                name="workspace_fiscal_year_month",
            ),
            models.CheckConstraint(condition=models.Q(week_start__lte=6), name="workspace_week_start"),
        ]

    def __str__(self) -> str:
        return self.name

    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)
