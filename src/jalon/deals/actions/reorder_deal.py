"""Put a deal at another place of its column."""

from datetime import datetime

from django.db import transaction

from jalon.deals.actions._claim import changed
from jalon.deals.actions._rank import Between, rank_for
from jalon.deals.actions._right import must
from jalon.deals.models import Deal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can


@transaction.atomic
def reorder_deal(*, deal: Deal, rank_between: Between, actor: Actor, at: datetime) -> Deal:
    """Change the order only: no report would say otherwise, so no event is recorded, and no edit counted.

    Raises NotAllowed, and DealChanged when the deal has left the column meanwhile.
    """
    must(actor, Can.MOVE_DEALS, deal)
    rank = rank_for(deal.stage, rank_between, at=at, moving=deal.pk)
    if not Deal.objects.on_board().filter(pk=deal.pk, stage=deal.stage).update(rank=rank):
        raise changed(deal, {"stage": deal.stage})
    deal.rank = rank
    return deal
