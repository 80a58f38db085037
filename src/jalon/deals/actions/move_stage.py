"""Move a deal to another stage of its pipeline: the one way in, whoever asks and by whatever door."""

from datetime import datetime

from django.db import transaction

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._rank import Between, rank_for
from jalon.deals.actions._right import must
from jalon.deals.actions._visit import enter_stage
from jalon.deals.actions.plan_move import Move, plan_move
from jalon.deals.models import Deal, How, Outcome, Stage, StageVisit
from jalon.deals.verbs import DEAL_MOVED, DEAL_REOPENED, DEAL_WON, DealMoved, DealReopened, DealWon
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


@transaction.atomic
def move_stage(
    *,
    deal: Deal,
    to: Stage,
    actor: Actor,
    at: datetime,
    override: str | None = None,
    edit: int | None = None,
    rank_between: Between | None = None,
    note: str = "",
) -> StageVisit:
    """Write the new visit, and give it with `warnings` (advised criteria not met).

    `override` is the reason for moving in spite of required criteria; `edit` the edit number that the mover had read;
    `rank_between` the cards above and below the place in the column. Leaving a stage of `won_at` forward wins the deal:
    `note` is then kept with the sale.
    Raises GateRefused, CannotMove, NotAllowed, DealChanged.
    """
    must(actor, Can.MOVE_DEALS, deal)
    rank = rank_for(to, rank_between, at=at, moving=deal.pk)  # holds the deal: the gate's answer stays true
    move = plan_move(deal=deal, to=to, override=override)
    if move.how == How.OVERRIDE:
        actor.must(Can.OVERRIDE_GATES)
    actor = within_operation("deals.move", actor=actor, at=at)
    origin = deal.stage
    visit = _write(move, actor, at, override or "", edit, rank)
    _record_outcome(move, origin, actor, at, note)
    return visit


def _write(move: Move, actor: Actor, at: datetime, reason: str, edit: int | None, rank: float) -> StageVisit:
    deal, before = move.deal, footprint(move.deal)
    particulars = _particulars(move)
    claim(deal, edit=edit, stage=move.to, entered_stage_at=at, rank=rank, **_outcome_values(move, at))
    visit = enter_stage(deal, how=move.how, actor=actor, at=at)
    shift_totals(before, footprint(deal))
    record(
        DEAL_MOVED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=particulars,
        text=reason.strip() if move.how == How.OVERRIDE else "",
    )
    visit.warnings = move.reading.advised
    return visit


def _particulars(move: Move) -> DealMoved:
    """What the move is, and what the deal had before it."""
    deal = move.deal
    return DealMoved(
        pipeline_id=deal.pipeline_id,
        version_id=deal.version_id,
        origin=deal.stage.key,
        to=move.to.key,
        how=move.how,
        unmet=tuple(one.key for one in move.reading.required),
        advised=tuple(one.key for one in move.reading.advised),
        entered_at=deal.entered_stage_at.isoformat(),
        rank=deal.rank,
        outcome=deal.outcome,
        decided_at=deal.decided_at,
    )


def _outcome_values(move: Move, at: datetime) -> dict[str, object]:
    if move.wins:
        return {"outcome": Outcome.WON, "decided_at": at}
    if move.unwins:
        return {"outcome": Outcome.OPEN, "decided_at": None}
    return {}


def _record_outcome(move: Move, origin: Stage, actor: Actor, at: datetime, note: str) -> None:
    deal, subject = move.deal, ("deal", move.deal.pk)
    if move.wins:
        won = DealWon(
            version_id=deal.version_id, stage=origin.key, value_minor=deal.value_minor, currency=deal.currency
        )
        record(DEAL_WON, subject=subject, actor=actor, at=at, particulars=won, text=note)
    if move.unwins:
        reopened = DealReopened(stage=move.to.key, before=Outcome.WON, by_move=True)
        record(DEAL_REOPENED, subject=subject, actor=actor, at=at, particulars=reopened)
