"""Adding to kept sums."""

import pytest
from django.db import IntegrityError, transaction

from jalon.deals.models import StageTotal
from jalon.kernel.db.add_up import add_up

KEY = ("workspace_id", "pipeline_id", "stage_id", "owner_key", "currency")
SUMS = ("deals", "value_minor")


@pytest.fixture
def place(cast, noon):
    """A stage, as the first values of a key."""
    from jalon.deals.actions import publish
    from tests.deals.process import definition

    pipeline = publish(definition=definition(), actor=cast.actor(), at=noon)
    return cast.workspace.pk, pipeline.pk, pipeline.stages.get(key="DECIDE").pk


def kept():
    return sorted(StageTotal.objects.values_list("owner_key", "currency", "deals", "value_minor"))


def test_makes_a_row_and_then_lets_it_grow(cast, place):
    owner = cast.owner.pk

    add_up(StageTotal, key=KEY, sums=SUMS, rows=[(*place, owner, "EUR", 2, 500)])
    add_up(StageTotal, key=KEY, sums=SUMS, rows=[(*place, owner, "EUR", -1, 7), (*place, owner, "USD", 1, 9)])

    assert kept() == [(owner, "EUR", 1, 507), (owner, "USD", 1, 9)]


def test_does_nothing_with_nothing(cast, django_assert_num_queries):
    with django_assert_num_queries(0):
        add_up(StageTotal, key=KEY, sums=SUMS, rows=[])


def test_keeps_to_the_constraints_of_the_table(cast, place):
    with pytest.raises(IntegrityError), transaction.atomic():
        add_up(StageTotal, key=KEY, sums=SUMS, rows=[(None, *place[1:], cast.owner.pk, "EUR", 1, 1)])

    assert kept() == []
