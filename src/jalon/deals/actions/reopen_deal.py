"""Put a closed deal back into the stage it left."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._right import must
from jalon.deals.actions._visit import enter_stage
from jalon.deals.definitions import definition_of
from jalon.deals.gate import stages_left_behind
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
    """Put the deal back into its last stage, its reasons forgotten; past the sale a won deal stays won.

    Raises NotClosed, NotAllowed, DealChanged.
    """
    must(actor, Can.MOVE_DEALS, deal)
    if deal.finished_at is None or not deal.is_live():
        raise NotClosed(_("This deal is not closed."))
    actor = within_operation("deals.reopen", actor=actor, at=at)
    particulars = _before(deal)
    values: dict[str, Any] = {"reason": "", "second_reason": "", "recycle_on": None}
    if not _is_past_the_sale(deal):
        values |= {"outcome": Outcome.OPEN, "decided_at": None}
    claim(deal, finished_at=None, entered_stage_at=at, **values)
    enter_stage(deal, how=How.REOPEN, actor=actor, at=at)
    shift_totals(None, footprint(deal))
    record(DEAL_REOPENED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)
    return deal


def _before(deal: Deal) -> DealReopened:
    """What the closing had written, for an undo to put back."""
    return DealReopened(
        stage=deal.stage.key,
        before=deal.outcome,
        decided_at=deal.decided_at,
        finished_at=deal.finished_at,
        reason=deal.reason,
        second_reason=deal.second_reason,
        recycle_on=deal.recycle_on,
    )


def _is_past_the_sale(deal: Deal) -> bool:
    definition = definition_of(deal.version_id)
    behind = stages_left_behind(definition, definition.stage_keys()[0], deal.stage.key)
    return deal.outcome == Outcome.WON and any(definition.wins_on_leaving(key) for key in behind)
