"""Many deals changed by two people at the same moment: they wait for each other, and never in a ring."""

import threading
from functools import partial

import pytest

import jalon.deals.actions.fold_totals as fold_totals_module
from jalon.deals.actions import edit_deal
from jalon.deals.actions.fold_totals import fold_totals, recount_totals, totals_drift
from jalon.deals.models import Deal
from jalon.directory.actions import create_company, edit_company
from jalon.timeline.models import Event, Operation
from tests.at_once import PATIENCE, at_once
from tests.deals.said import row

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = range(5)
HEAD_START = 0.5  # seconds: as long as one who is not kept out needs by far


@pytest.fixture
def book(make):
    """Twenty deals of one instant, which the list has in the order of their ids; the board, the other way round."""
    deals = [make(str(number), stage="DECIDE") for number in range(20)]
    for rank, deal in enumerate(deals):
        Deal.objects.filter(pk=deal.pk).update(rank=-rank)
    return deals


def test_in_bulk_from_either_end_each_deal_is_changed_once(cast, browse, book, pipeline):
    """One ticks them, which goes by rank; the other takes the whole list, which goes by age, then by id."""
    ticked = {"deal": [deal.pk for deal in book], "apply": "1", "next_step": "Call"}
    listed = {"all": "1", "pipeline": pipeline.pk, "apply": "1", "next_step": "Write"}
    ways = [(browse("owner"), ticked), (browse("teammate"), listed)]

    results = at_once(*(partial(client.post, "/w/acme/deals/bulk/next-step/", data) for client, data in ways))

    assert [result.status_code for result in results] == [302, 302]
    now_said = Deal.objects.filter(pk__in=[deal.pk for deal in book]).values_list("next_step", "edit")
    assert set(now_said) <= {("Call", 2), ("Write", 2)}
    kept = set(Operation.objects.filter(kind="deals.bulk").values_list("pk", flat=True))
    assert kept == set(Event.objects.filter(verb="deal.edited").values_list("operation_id", flat=True))


def test_a_company_renamed_and_a_deal_of_it_retitled_are_both_found(cast, make, noon, later):
    for turn in ROUNDS:
        company = create_company(name=f"Initech {turn}", actor=cast.actor(), at=noon)
        deals = [make(f"Seats {number}", company=company) for number in range(10)]
        read = row(deals[-1])

        results = at_once(
            partial(edit_company, company=company, changes={"name": f"Hooli {turn}"}, actor=cast.actor(), at=later()),
            partial(edit_deal, deal=read, changes={"title": "Desks"}, actor=cast.actor("teammate"), at=later()),
        )

        assert not [one for one in results if isinstance(one, Exception)]
        assert row(deals[-1]).search_key == f"desks hooli {turn}"
        assert row(deals[0]).search_key == f"seats 0 hooli {turn}"


def test_recounting_totals_while_deals_come_in_and_deltas_are_folded_counts_every_deal_once(make, pipeline):
    def come_in():
        return [make(str(number), stage="DECIDE") for number in range(15)]

    def recount():
        return [recount_totals(pipeline=pipeline) for _ in range(15)]

    def fold():
        return [fold_totals(limit=3) for _ in range(15)]

    results = at_once(come_in, recount, recount, fold)

    assert not [one for one in results if isinstance(one, Exception)]
    assert totals_drift(pipeline) == {}


def test_recounting_totals_counts_nobody_who_would_come_in_between_twice(monkeypatch, make, pipeline):
    """One deal would come in after the deltas are dropped and before the deals are counted."""
    make("First", stage="DECIDE")
    dropped, is_in, count = threading.Event(), threading.Event(), fold_totals_module._counted

    def come_in():
        dropped.wait(PATIENCE)
        make("Second", stage="DECIDE")
        is_in.set()

    def count_late(counting):
        dropped.set()
        is_in.wait(HEAD_START)
        return count(counting)

    with monkeypatch.context() as patch:
        patch.setattr(fold_totals_module, "_counted", count_late)
        results = at_once(partial(recount_totals, pipeline=pipeline), come_in)

    assert results == [None, None]
    assert totals_drift(pipeline) == {}
