"""Holding a table: who may still write it, and until when."""

import pytest
from django.db import OperationalError, connections, transaction

from jalon.deals.models import StageTotalDelta
from jalon.kernel.db.table_lock import Hold, hold_table

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = StageTotalDelta._meta.db_table


@pytest.fixture
def other():
    """Somebody else's connection."""
    other = connections.create_connection("default")
    yield other
    other.close()


def is_let_in(other, hold: Hold) -> bool:
    """Whether somebody else may hold the table so, without waiting."""
    other.set_autocommit(False)
    try:
        with other.cursor() as cursor:
            cursor.execute(f'LOCK TABLE "{TABLE}" IN {hold} MODE NOWAIT')
    except OperationalError:
        return False
    finally:
        other.rollback()
        other.set_autocommit(True)
    return True


def test_is_refused_where_it_would_end_at_once():
    with pytest.raises(transaction.TransactionManagementError):
        hold_table(StageTotalDelta, Hold.STILL)


@pytest.mark.engine("postgresql")
@pytest.mark.parametrize(("mine", "let_in"), [(Hold.WRITING, {Hold.WRITING}), (Hold.STILL, set())])
def test_keeps_out_who_would_disturb_until_it_commits(other, mine, let_in):
    with transaction.atomic():
        hold_table(StageTotalDelta, mine)

        assert {theirs for theirs in Hold if is_let_in(other, theirs)} == let_in

    assert {theirs for theirs in Hold if is_let_in(other, theirs)} == set(Hold)


@pytest.mark.engine("postgresql")
def test_keeps_no_reader_out(other):
    with transaction.atomic():
        hold_table(StageTotalDelta, Hold.STILL)

        with other.cursor() as cursor:
            cursor.execute("SET lock_timeout = '50ms'")
            cursor.execute("SELECT count(*) FROM deals_stagetotaldelta")
            assert cursor.fetchone() == (0,)
