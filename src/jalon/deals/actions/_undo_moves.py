"""Take back a move, a closing or a reopening."""

from datetime import datetime
from typing import Any

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._undone import changed_since
from jalon.deals.actions._visit import enter_stage, leave_stage
from jalon.deals.models import Deal, How, Outcome, StageVisit
from jalon.deals.verbs import DEAL_CLOSED, DEAL_MOVED, DEAL_REOPENED, DealClosed, DealMoved, DealReopened
from jalon.orgs.actor import Actor
from jalon.timeline.actions import record
from jalon.timeline.models import Event


def unmove(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    """Back to the stage and place it came from, with the time and outcome it had there."""
    moved = DealMoved.model_validate(event.particulars)
    if deal.stage.key != moved.to or deal.entered_stage_at != event.at or not deal.is_on_board():
        raise changed_since(deal)
    before = footprint(deal)
    claim(
        deal,
        stage=deal.pipeline.stages.get(key=moved.origin),
        entered_stage_at=datetime.fromisoformat(moved.entered_at),
        rank=deal.rank if moved.rank is None else moved.rank,
        outcome=moved.outcome,
        decided_at=moved.decided_at,
    )
    enter_stage(deal, how=How.UNDO, actor=actor, at=at)
    shift_totals(before, footprint(deal))
    back = {"origin": moved.to, "to": moved.origin, "how": How.UNDO, "unmet": (), "advised": ()}
    record(DEAL_MOVED, subject=("deal", deal.pk), actor=actor, at=at, particulars=moved.model_copy(update=back))


def unclose(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    """Back on the board, as long in its stage as before."""
    if deal.finished_at != event.at or not deal.is_live():
        raise changed_since(deal)
    closed, outcome = DealClosed.model_validate(event.particulars), deal.outcome
    since = closed.entered_at or _last_entry(deal) or at
    values: dict[str, Any] = {"outcome": closed.before, "finished_at": None, "entered_stage_at": since}
    if closed.before == Outcome.OPEN:
        values |= {"decided_at": None, "reason": "", "second_reason": "", "recycle_on": None}
    claim(deal, **values)
    enter_stage(deal, how=How.UNDO, actor=actor, at=at)
    shift_totals(None, footprint(deal))
    particulars = DealReopened(stage=deal.stage.key, before=outcome)
    record(DEAL_REOPENED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)


def _last_entry(deal: Deal) -> datetime | None:
    """When the newest visit began: what can be said of a closing that does not say it itself."""
    newest = StageVisit.objects.filter(deal=deal).order_by("-entered_at", "-id")
    return newest.values_list("entered_at", flat=True).first()


def unreopen(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    """Closed again, with the outcome, instants and reasons it had."""
    reopened = DealReopened.model_validate(event.particulars)
    if reopened.by_move:
        return  # undone with its move
    if deal.entered_stage_at != event.at or not deal.is_on_board():
        raise changed_since(deal)
    place, outcome = footprint(deal), deal.outcome
    kept = reopened.model_dump(include={"decided_at", "reason", "second_reason", "recycle_on"})
    claim(deal, outcome=reopened.before, finished_at=reopened.finished_at or at, **kept)
    leave_stage(deal, at=at)
    shift_totals(place, footprint(deal))
    particulars = DealClosed(
        version_id=deal.version_id,
        stage=deal.stage.key,
        outcome=reopened.before,
        before=outcome,
        reason=reopened.reason,
        second_reason=reopened.second_reason,
        recycle_on=reopened.recycle_on,
        entered_at=deal.entered_stage_at,
    )
    record(DEAL_CLOSED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)
