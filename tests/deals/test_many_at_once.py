"""Many deals changed by two people at the same moment: they wait for each other, and never in a ring."""

from functools import partial

import pytest

from jalon.deals.actions import edit_deal
from jalon.deals.models import Deal
from jalon.directory.actions import create_company, edit_company
from jalon.timeline.models import Operation
from tests.at_once import at_once
from tests.deals.said import row

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = range(5)


@pytest.fixture
def book(make):
    """Twenty deals whose order on the board is that of their creation: the list has them the other way round."""
    deals = [make(str(number), stage="DECIDE") for number in range(20)]
    for rank, deal in enumerate(deals):
        Deal.objects.filter(pk=deal.pk).update(rank=rank)
    return deals


def test_in_bulk_from_either_end_each_deal_is_changed_once(cast, browse, book, pipeline):
    """One ticks them, which goes by rank; the other takes the whole list, which goes by age."""
    ticked = {"deal": [deal.pk for deal in book], "apply": "1", "next_step": "Call"}
    listed = {"all": "1", "pipeline": pipeline.pk, "apply": "1", "next_step": "Write"}
    ways = [(browse("owner"), ticked), (browse("teammate"), listed)]

    results = at_once(*(partial(client.post, "/w/acme/deals/bulk/next-step/", data) for client, data in ways))

    assert [result.status_code for result in results] == [302, 302]
    said = set(Deal.objects.filter(pk__in=[deal.pk for deal in book]).values_list("next_step", flat=True))
    assert len(said) == 1
    assert said <= {"Call", "Write"}
    assert Operation.objects.filter(kind="deals.bulk").count() == 2


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
