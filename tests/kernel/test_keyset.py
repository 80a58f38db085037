"""Pages of a long list: every row once, in order, whatever ties and gaps there are."""

from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.kernel.db.keyset import Order, page_after, page_of_many
from jalon.orgs.models import Target
from tests.conftest import NOON

DAY = NOON.date()
CURRENCIES = ("CHF", "EUR", "USD")
ORDERS = [Order("amount_minor"), Order("amount_minor", is_descending=True)]


def read_all(read, order, limit):
    seen, after = [], None
    while after is None or after:
        page = read(order, after=after or "", limit=limit)
        seen, after = seen + page.rows, page.more
    return seen


READERS = {
    "one list": partial(page_after, Target.objects.all()),
    "three lists": partial(page_of_many, [Target.objects.filter(currency=one) for one in CURRENCIES]),
}


@pytest.mark.parametrize("whole", READERS)
@pytest.mark.parametrize("order", ORDERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(amounts=st.lists(st.integers(-3, 3), max_size=12), limit=st.integers(1, 13))
def test_gives_every_row_once_and_in_order(cast, order, whole, amounts, limit):
    Target.objects.all().delete()
    Target.objects.bulk_create(
        Target(workspace=cast.workspace, period="year", starts_on=DAY, amount_minor=one, currency=CURRENCIES[place % 3])
        for place, one in enumerate(amounts)
    )

    seen = read_all(READERS[whole], order, limit)

    sign = -1 if order.is_descending else 1
    places = [(sign * row.amount_minor, row.pk) for row in seen]
    assert sorted(row.amount_minor for row in seen) == sorted(amounts)
    assert places == sorted(set(places))


def test_gives_rows_as_values_too(cast):
    Target.objects.create(workspace=cast.workspace, period="year", starts_on=DAY, amount_minor=1, currency="EUR")

    page = page_after(Target.objects.values("id", "amount_minor"), ORDERS[0], after="", limit=5)

    assert [row["amount_minor"] for row in page.rows] == [1]
    assert page.more == ""
