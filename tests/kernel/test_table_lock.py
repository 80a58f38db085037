"""Holding a table."""

import pytest
from django.db import transaction

from jalon.deals.models import StageTotalDelta
from jalon.kernel.db.table_lock import Hold, hold_table


@pytest.mark.django_db(transaction=True)
def test_is_refused_where_it_would_end_at_once():
    with pytest.raises(transaction.TransactionManagementError):
        hold_table(StageTotalDelta, Hold.STILL)
