"""A card's place in its column: ranks are numbers with room between them, equal ones ordered by id."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from jalon.deals.actions._claim import hold_deals
from jalon.deals.models import Deal, DealQuerySet, Stage

ROOM = 1e-5  # below this gap two ranks are too close to put a third between them
APART = 0.001  # between the ranks of two deals that enter a stage at one instant
TOGETHER = 1_000  # deals of one instant that get ranks of their own: twice a bulk move, and quickly counted
WINDOW = 250  # cards that may be moved up or down to make room: half of what a bulk move brings
Place = tuple[float, UUID]
Between = tuple[UUID | None, UUID | None]


class Stretch(NamedTuple):
    """Cards to be set evenly between `start` and `end`, from the top down, the moving one among them."""

    cards: list[UUID]
    start: float
    end: float
    held: frozenset[UUID]  # the cards, and those at either end


def rank_for(stage: Stage, between: Between | None, *, at: datetime, moving: UUID) -> float:
    """Hold the deal that moves, and give it a rank between the cards above and below; on top when no place was named.

    Where there is no room, the fewest cards that can make some are moved, WINDOW at most, and held together with the
    deal; whoever names a place and holds the deal before may wait in a ring with others. Amid a larger crowd the rank
    may be another card's. A card that has left the column meanwhile counts as not named; of two that have changed
    places, or between which others came, the upper counts.
    """
    column = Deal.objects.on_board().filter(stage=stage).exclude(pk=moving)
    held = _hold(column, between or (None, None), moving)
    above, below = _neighbours(column, between or (None, None))
    if above is None:
        return _on_top(column, at) if below is None else _top(below, at)
    if below is None:
        return above[0] + 1
    stretch = _stretch(column, above, below, moving)
    if stretch is not None and stretch.held <= held:
        return _spread(stretch, moving)
    return (above[0] + below[0]) / 2


def _hold(column: DealQuerySet, between: Between, moving: UUID) -> frozenset[UUID]:
    """Keep others from writing the deal and, where there is no room, those that must make some: all in one go."""
    above, below = _neighbours(column, between)
    stretch = _stretch(column, above, below, moving) if above and below else None
    held = stretch.held if stretch else frozenset([moving])
    hold_deals(held)
    return held


def _neighbours(column: DealQuerySet, between: Between) -> tuple[Place | None, Place | None]:
    """The card named as the upper and the one that follows it; else the one named as the lower and the one before it.

    On a board that is filtered the two named may have others between them.
    """
    above, below = (_places(column.filter(pk=card)).first() if card else None for card in between)
    if above is not None:
        return above, next(iter(_after(column, above, most=1)), None)
    return (None, None) if below is None else (next(iter(_before(column, below, most=1)), None), below)


def _on_top(column: DealQuerySet, at: datetime) -> float:
    """Above whatever came in before `at`, and below those that came in at that same instant."""
    return APART * column.filter(entered_stage_at=at)[:TOGETHER].count() - at.timestamp()


def _top(below: Place, at: datetime) -> float:
    """What a card that comes in now would get, so that the next to come in goes above it; else just above `below`."""
    return min(-at.timestamp(), below[0] - 1)


def _stretch(column: DealQuerySet, above: Place, below: Place, moving: UUID) -> Stretch | None:
    """The fewest cards, up or down, that make room between the two; None when there is room, or none within reach."""
    if below[0] - above[0] >= ROOM:
        return None
    up, down = [above, *_before(column, above, most=WINDOW)], [below, *_after(column, below, most=WINDOW)]
    many_up, many_down = _how_many(up, below), _how_many(down, above)
    if min(many_up, many_down) > WINDOW:
        return None
    if many_up < many_down:
        cards = [pk for _rank, pk in up[:many_up]][::-1]
        start = up[many_up][0] if many_up < len(up) else up[-1][0] - 1
        return Stretch([*cards, moving], start, below[0], _ids([*up[: many_up + 1], below], moving))
    cards = [pk for _rank, pk in down[:many_down]]
    end = down[many_down][0] if many_down < len(down) else down[-1][0] + 1
    return Stretch([moving, *cards], above[0], end, _ids([above, *down[: many_down + 1]], moving))


def _how_many(crowd: list[Place], near: Place) -> int:
    """How many of the crowd, from `near` away, must move so that there is room; more than WINDOW when it ends later."""
    for count, far in enumerate(crowd[1:], start=1):
        if abs(far[0] - near[0]) >= ROOM * (count + 2):
            return count
    return len(crowd)


def _spread(stretch: Stretch, moving: UUID) -> float:
    """Write the ranks of the cards that make room; gives that of the moving one."""
    step = (stretch.end - stretch.start) / (len(stretch.cards) + 1)
    ranks = {pk: stretch.start + step * place for place, pk in enumerate(stretch.cards, start=1)}
    rank = ranks.pop(moving)
    Deal.objects.bulk_update([Deal(pk=pk, rank=one) for pk, one in ranks.items()], ["rank"])
    return rank


def _before(column: DealQuerySet, place: Place, *, most: int) -> list[Place]:
    """From the nearest upwards; one index range after the other, so that no more is read than is given."""
    rank, pk = place
    tied = list(_places(column.filter(rank=rank, pk__lt=pk).order_by("-rank", "-id"))[:most])
    return tied + list(_places(column.filter(rank__lt=rank).order_by("-rank", "-id"))[: most - len(tied)])


def _after(column: DealQuerySet, place: Place, *, most: int) -> list[Place]:
    """The same downwards."""
    rank, pk = place
    tied = list(_places(column.filter(rank=rank, pk__gt=pk).order_by("rank", "id"))[:most])
    return tied + list(_places(column.filter(rank__gt=rank).order_by("rank", "id"))[: most - len(tied)])


def _places(cards: DealQuerySet) -> QuerySet[Deal, Place]:
    return cards.values_list("rank", "id")


def _ids(cards: list[Place], moving: UUID) -> frozenset[UUID]:
    return frozenset([moving, *(pk for _rank, pk in cards)])
