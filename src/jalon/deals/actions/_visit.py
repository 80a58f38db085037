"""Close the visit a deal is in and open the next."""

from datetime import datetime

from django.db.models import Case, DateTimeField, F, Value, When

from jalon.deals.models import Deal, How, StageVisit
from jalon.orgs.actor import Actor


def leave_stage(deal: Deal, *, at: datetime) -> None:
    """End the open visit; an instant before its beginning (a clock set back) ends it at its beginning."""
    later = Case(When(entered_at__gt=at, then=F("entered_at")), default=Value(at), output_field=DateTimeField())
    StageVisit.objects.filter(deal=deal, left_at=None).update(left_at=later)


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
