"""What a workspace, a team or a person has to sell in a period."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import new_id
from jalon.orgs.models.membership import Membership, Team
from jalon.orgs.models.workspace import Workspace


class Period(models.TextChoices):
    MONTH = "month", _("Month")
    QUARTER = "quarter", _("Quarter")
    YEAR = "year", _("Year")


class Target(models.Model):
    """Won value excluding tax to reach in the period from `starts_on`; the whole workspace's when nobody is named."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="targets")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, null=True, blank=True)
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, blank=True)
    period = models.CharField(_("period"), max_length=8, choices=Period)
    starts_on = models.DateField(_("starts on"))
    amount_minor = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3)

    def __str__(self) -> str:
        return f"{self.amount_minor} {self.currency} / {self.period}"
