"""The first pages of many lists at once are those of each on its own."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalon.directory.models import Company, Person
from jalon.kernel.db.first_pages import first_pages
from jalon.kernel.db.keyset import Order, page_after
from tests.conftest import NOON

ORDERS = [
    Order("created_at"),
    Order("created_at", is_descending=True),
    Order("trashed_at", is_nullable=True),
    Order("trashed_at", is_nullable=True, is_descending=True),
]
COLUMNS = ("id", "company_id", "name", "created_at", "trashed_at", "company__name")


@pytest.fixture
def homes(cast):
    """Three companies; nobody is in the last."""
    facts = {"workspace": cast.workspace, "created_at": NOON}
    return [Company.objects.create(name=name, **facts) for name in ("A", "B", "C")]


def days(number):
    return None if number is None else NOON + timedelta(days=number)


@pytest.mark.parametrize("order", ORDERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(
    people=st.lists(
        st.tuples(st.integers(0, 1), st.integers(0, 2), st.one_of(st.none(), st.integers(0, 2))), max_size=9
    ),
    limit=st.integers(1, 6),
)
def test_gives_what_each_list_gives_on_its_own(cast, homes, order, people, limit):
    Person.objects.all().delete()
    Person.objects.bulk_create(
        Person(workspace=cast.workspace, name="%", company=homes[home], created_at=days(made), trashed_at=days(gone))
        for home, made, gone in people
    )
    rows = Person.objects.filter(workspace=cast.workspace, name__contains="%").values(*COLUMNS)

    together = first_pages(rows, order, by="company_id", keys=[home.pk for home in homes], limit=limit)

    assert together == {home.pk: page_after(rows.filter(company=home), order, after="", limit=limit) for home in homes}


def test_asks_once(homes, django_assert_num_queries):
    with django_assert_num_queries(1):
        pages = first_pages(
            Person.objects.values(*COLUMNS), ORDERS[0], by="company_id", keys=[home.pk for home in homes], limit=5
        )

    assert {key: page.rows for key, page in pages.items()} == {home.pk: [] for home in homes}


def test_gives_nothing_where_nothing_can_be_found(homes, django_assert_num_queries):
    rows = Person.objects.filter(pk__in=[]).values(*COLUMNS)

    with django_assert_num_queries(0):
        pages = first_pages(rows, ORDERS[0], by="company_id", keys=[homes[0].pk], limit=5)

    assert pages[homes[0].pk].rows == []
