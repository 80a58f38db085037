"""Close the visit a deal is in and open the next."""

from datetime import datetime

from jalon.deals.models import Deal, How, StageVisit
from jalon.orgs.actor import Actor


def leave_stage(deal: Deal, *, at: datetime) -> None:
    """End the open visit; an instant before its beginning (a clock set back) ends it at its beginning."""
    visit = StageVisit.objects.filter(deal=deal, left_at=None).first()
    if visit is not None:
        visit.left_at = max(at, visit.entered_at)
        visit.save(update_fields=["left_at"])


def enter_stage(deal: Deal, *, how: How, actor: Actor, at: datetime) -> StageVisit:
    """Leave the stage the deal was in, enter the one it is in now."""
    assert actor.operation_id is not None  # noqa: S101 - actions act within an operation
    leave_stage(deal, at=at)
    return StageVisit.objects.create(
        workspace_id=deal.workspace_id,
        deal=deal,
        stage_id=deal.stage_id,
        version_id=deal.version_id,
        entered_at=at,
        entered_by=actor.member,
        how=how,
        operation_id=actor.operation_id,
    )
