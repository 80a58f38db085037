"""A card's place in its column."""

from datetime import datetime
from uuid import UUID

from django.db.models import F

from jalon.deals.models import Deal, Stage

ROOM = 1e-5  # below this gap two ranks are too close to put a third between them


def rank_for(stage: Stage, between: tuple[UUID | None, UUID | None] | None, *, at: datetime, moving: UUID) -> float:
    """A rank between the cards above and below; on top of the column when no place was named."""
    above, below = (_rank_of(stage, card) for card in between or (None, None))
    if above is None and below is None:
        return -at.timestamp()
    if below is None:
        return _after(stage, above or 0.0)
    if above is None:
        return below - 1
    if below - above < ROOM:
        Deal.objects.filter(stage=stage, rank__gte=below).exclude(pk=moving).update(rank=F("rank") + 1)
        below += 1
    return (above + below) / 2


def _after(stage: Stage, above: float) -> float:
    following = (
        Deal.objects.on_board()
        .filter(stage=stage, rank__gt=above)
        .order_by("rank")
        .values_list("rank", flat=True)
        .first()
    )
    return above + 1 if following is None else (above + following) / 2


def _rank_of(stage: Stage, card: UUID | None) -> float | None:
    if card is None:
        return None
    return Deal.objects.filter(pk=card, stage=stage).values_list("rank", flat=True).first()
