"""A card's place in its column: ranks are numbers with room between them, equal ones ordered by id."""

from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db.models import F, Q

from jalon.deals.actions._claim import hold_deals
from jalon.deals.models import Deal, DealQuerySet, Stage

ROOM = 1e-5  # below this gap two ranks are too close to put a third between them
WINDOW = 200  # cards that may be pushed down to make room
Place = tuple[float, UUID]


def rank_for(stage: Stage, between: tuple[UUID | None, UUID | None] | None, *, at: datetime, moving: UUID) -> float:
    """A rank between the cards above and below; on top of the column when no place was named.

    A card that has left the column meanwhile counts as not named; of two that have changed places, the upper counts.
    """
    above, below = (_place_of(stage, card) for card in between or (None, None))
    if above is None and below is None:
        return -at.timestamp()
    column = Deal.objects.on_board().filter(stage=stage).exclude(pk=moving)
    if above is None:
        assert below is not None  # noqa: S101 - one of the two is there
        above = column.filter(_before(below)).order_by("-rank", "-id").values_list("rank", "id").first()
        return _top(below, at) if above is None else _between(column, above, below)
    if below is None or below <= above:
        below = column.filter(_after(above)).order_by("rank", "id").values_list("rank", "id").first()
    return above[0] + 1 if below is None else _between(column, above, below)


def _top(below: Place, at: datetime) -> float:
    """What a card that comes in now would get, so that the next to come in goes above it; else just above `below`."""
    return min(-at.timestamp(), below[0] - 1)


def _between(column: DealQuerySet, above: Place, below: Place) -> float:
    if below[0] - above[0] < ROOM:
        _make_room(column, above)
        below = column.filter(_after(above)).order_by("rank", "id").values_list("rank", "id")[0]
    return (above[0] + below[0]) / 2


def _make_room(column: DealQuerySet, above: Place) -> None:
    """Push down as few of the cards below as it takes; all of them when a whole window is as crowded."""
    crowd = [above, *column.filter(_after(above)).order_by("rank", "id").values_list("rank", "id")[:WINDOW]]
    for count, (upper, lower) in enumerate(pairwise(crowd)):
        if lower[0] - upper[0] >= ROOM * (count + 2):
            _spread(crowd[1 : count + 1], above[0], lower[0])
            return
    if len(crowd) <= WINDOW:
        _spread(crowd[1:], above[0], crowd[-1][0] + 1)
    else:
        column.filter(_after(above)).update(rank=F("rank") + 1)


def _spread(cards: list[Place], start: float, end: float) -> None:
    """Even steps between `start` and `end`, two before the first card."""
    hold_deals(pk for _rank, pk in cards)
    step = (end - start) / (len(cards) + 2)
    for place, (_rank, pk) in enumerate(cards, start=2):
        Deal.objects.filter(pk=pk).update(rank=start + step * place)


def _before(place: Place) -> Q:
    rank, pk = place
    return Q(rank__lt=rank) | Q(rank=rank, pk__lt=pk)


def _after(place: Place) -> Q:
    rank, pk = place
    return Q(rank__gt=rank) | Q(rank=rank, pk__gt=pk)


def _place_of(stage: Stage, card: UUID | None) -> Place | None:
    if card is None:
        return None
    return Deal.objects.on_board().filter(pk=card, stage=stage).values_list("rank", "id").first()
