"""Two people and one column at the same moment: whoever must make room for the other, both cards are put."""

import contextlib
import threading
from functools import partial

import pytest

from jalon.deals.actions import _rank, move_stage, reorder_deal
from jalon.deals.models import Deal
from tests.at_once import at_once
from tests.deals.said import row

pytestmark = pytest.mark.django_db(transaction=True)

HEAD_START = 0.5  # seconds: as long as one who is not kept out needs by far


@pytest.fixture
def crowds(make, monkeypatch):
    """Makes two crowds of five in the stages named, whose cards have one rank each; who holds cards waits for another
    to do so too, as long as one needs who is not kept out.
    """
    both, hold = threading.Barrier(2), _rank.hold_deals

    def hold_and_wait(ids):
        hold(ids)
        with contextlib.suppress(threading.BrokenBarrierError):
            both.wait(HEAD_START)

    def crowds(*stages):
        monkeypatch.setattr(_rank, "hold_deals", hold_and_wait)
        found = []
        for rank, stage in enumerate(stages):
            cards = sorted((make(stage=stage) for _card in range(5)), key=lambda card: card.pk)
            for name, card in zip("ABCDE" if rank else "VWXYZ", cards, strict=True):
                Deal.objects.filter(pk=card.pk).update(rank=rank * 10, title=name)
            found.append(cards)
        return found

    return crowds


def order(stage):
    return "".join(Deal.objects.filter(stage__key=stage).order_by("rank", "id").values_list("title", flat=True))


def test_putting_each_the_card_that_must_make_room_for_the_other_both_are_put(cast, crowds, later):
    upper, lower = crowds("DECIDE", "DECIDE")
    ways = [(lower[4], upper), (upper[4], lower)]

    results = at_once(
        *(
            partial(reorder_deal, deal=row(one), rank_between=(c[3].pk, c[4].pk), actor=cast.actor(), at=later())
            for one, c in ways
        )
    )

    assert not [one for one in results if isinstance(one, Exception)]
    assert order("DECIDE") == "VWXYEABCDZ"


def test_moving_each_the_card_that_must_make_room_for_the_other_both_are_moved(cast, crowds, stages, later):
    present, decide = crowds("PRESENT", "DECIDE")
    ways = [(decide[4], present, "PRESENT"), (present[4], decide, "DECIDE")]

    results = at_once(
        *(
            partial(
                move_stage,
                deal=row(one),
                to=stages[to],
                rank_between=(crowd[3].pk, crowd[4].pk),
                override="x",
                actor=cast.actor(),
                at=later(),
            )
            for one, crowd, to in ways
        )
    )

    assert not [one for one in results if isinstance(one, Exception)]
    assert (order("PRESENT"), order("DECIDE")) == ("VWXYE", "ABCDZ")


def test_putting_two_cards_in_one_crowded_place_both_get_ranks_of_their_own(cast, crowds, later):
    upper, lower = crowds("DECIDE", "DECIDE")

    results = at_once(
        *(
            partial(
                reorder_deal,
                deal=row(one),
                rank_between=(upper[1].pk, upper[2].pk),
                actor=cast.actor(),
                at=later(),
            )
            for one in lower[:2]
        )
    )

    assert not [one for one in results if isinstance(one, Exception)]
    assert order("DECIDE") in {"VWABXYZCDE", "VWBAXYZCDE"}
    near = Deal.objects.filter(title__in="VWABX").values_list("rank", flat=True)
    assert len(set(near)) == 5
