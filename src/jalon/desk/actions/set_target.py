"""Set what the whole workspace has to sell in a period."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.desk.verbs import TARGET_SET, TargetSet
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.models import Period, Target
from jalon.orgs.roles import Can
from jalon.timeline.actions import record

MONTHS = {Period.MONTH: 1, Period.QUARTER: 3, Period.YEAR: 12}


class NoTarget(Refusal):
    """An amount or a period that cannot be a target."""


@transaction.atomic
def set_target(*, amount_minor: int, period: str, actor: Actor, at: datetime) -> Target:
    """Won value excluding tax to reach in the present month, quarter or fiscal year; replaces an earlier one.

    Raises NoTarget, NotAllowed.
    """
    actor.must(Can.PUBLISH_PROCESS)
    if period not in Period.values or amount_minor <= 0:
        raise NoTarget(_("A target is an amount above zero."), field="amount", value=amount_minor)
    workspace = actor.member.workspace
    starts_on = period_start(period, workspace.fiscal_year_month, at.astimezone(workspace.zone()).date())
    target, _is_new = Target.objects.update_or_create(
        workspace=workspace,
        team=None,
        member=None,
        period=period,
        starts_on=starts_on,
        defaults={"amount_minor": amount_minor, "currency": workspace.currency},
    )
    record(
        TARGET_SET,
        subject=("workspace", workspace.pk),
        actor=actor,
        at=at,
        particulars=TargetSet(
            amount_minor=amount_minor, currency=workspace.currency, period=period, starts_on=starts_on
        ),
    )
    return target


def period_start(period: str, fiscal_month: int, day: date) -> date:
    """The first day of the period that `day` lies in; quarters and years begin with the fiscal year."""
    into = (day.month - fiscal_month) % MONTHS[Period(period)]
    count = day.year * 12 + day.month - 1 - into
    return date(count // 12, count % 12 + 1, 1)
