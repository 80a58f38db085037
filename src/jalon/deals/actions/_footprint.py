"""What a deal adds to the kept totals, before and after a change."""

from dataclasses import dataclass
from uuid import UUID

from jalon.deals.models import Deal, StageTotalDelta
from jalon.deals.models.totals import NOBODY


@dataclass(frozen=True, slots=True)
class Footprint:
    """A deal's place in the totals; an off-board deal has none."""

    workspace_id: UUID
    pipeline_id: UUID
    stage_id: UUID
    owner_key: UUID
    currency: str
    value_minor: int


def footprint(deal: Deal) -> Footprint | None:
    """The deal's footprint as it stands in memory."""
    if not deal.is_on_board():
        return None
    return Footprint(
        deal.workspace_id,
        deal.pipeline_id,
        deal.stage_id,
        deal.owner_id or NOBODY,
        deal.currency,
        deal.value_minor,
    )


def shift_totals(before: Footprint | None, after: Footprint | None) -> None:
    """Insert the deltas that lead from one footprint to the other; a job folds them later."""
    if before == after:
        return
    signed = [(place, sign) for place, sign in ((before, -1), (after, 1)) if place is not None]
    StageTotalDelta.objects.bulk_create(
        StageTotalDelta(
            workspace_id=place.workspace_id,
            pipeline_id=place.pipeline_id,
            stage_id=place.stage_id,
            owner_key=place.owner_key,
            currency=place.currency,
            deals=sign,
            value_minor=sign * place.value_minor,
        )
        for place, sign in signed
    )
