"""Put a closed deal back into the stage it left."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._visit import enter_stage
from jalon.deals.models import Deal, How, Outcome
from jalon.deals.verbs import DEAL_REOPENED, DealReopened
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


class NotClosed(Refusal):
    """Only a closed deal can be reopened."""


@transaction.atomic
def reopen_deal(*, deal: Deal, actor: Actor, at: datetime) -> Deal:
    """Open the deal again in its last stage, its reasons forgotten. Raises NotClosed, NotAllowed, DealChanged."""
    actor.must(Can.MOVE_DEALS)
    if deal.finished_at is None or not deal.is_live():
        raise NotClosed(_("This deal is not closed."))
    actor = within_operation("deals.reopen", actor=actor, at=at)
    before = deal.outcome
    claim(
        deal,
        outcome=Outcome.OPEN,
        decided_at=None,
        finished_at=None,
        entered_stage_at=at,
        reason="",
        second_reason="",
        competitor="",
        recycle_on=None,
    )
    enter_stage(deal, how=How.REOPEN, actor=actor, at=at)
    shift_totals(None, footprint(deal))
    record(
        DEAL_REOPENED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=DealReopened(stage=deal.stage.key, before=before),
    )
    return deal
