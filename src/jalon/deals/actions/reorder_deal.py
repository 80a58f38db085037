"""Put a deal at another place of its column."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from jalon.deals.actions._rank import rank_for
from jalon.deals.models import Deal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can


@transaction.atomic
def reorder_deal(*, deal: Deal, rank_between: tuple[UUID | None, UUID | None], actor: Actor, at: datetime) -> Deal:
    """Change the order only: no report would say otherwise, so no event is recorded. Raises NotAllowed."""
    actor.must(Can.MOVE_DEALS)
    deal.rank = rank_for(deal.stage, rank_between, at=at, moving=deal.pk)
    deal.save(update_fields=["rank"])
    return deal
