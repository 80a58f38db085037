"""Many rows are changed in turns: short transactions, the locks of each taken anew."""

import pytest
from django.db import connection, transaction

import jalon.kernel.db.turns as turns_module
from jalon.kernel.db.turns import FIRST, in_turns

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def clock(monkeypatch):
    """One that moves only when told, and a little when looked at."""
    time = [0.0]

    def look():
        time[0] += 1e-6
        return time[0]

    monkeypatch.setattr(turns_module, "perf_counter", look)
    monkeypatch.setattr(turns_module, "sleep", lambda _seconds: None)
    return time


@pytest.fixture
def sizes(clock):
    """The sizes of the turns, when each thing takes so many seconds and others let us wait so many for each lock."""

    def sizes(number, seconds, wait=0.0):
        seen = []

        def act(_thing):
            clock[0] += seconds

        def hold(some):
            seen.append(len(some))
            clock[0] += wait

        in_turns(range(number), act, hold=hold)
        return seen

    return sizes


def test_takes_as_many_as_fit_once_it_knows_how_long_one_needs(sizes):
    assert sizes(26, 0.0159) == [FIRST, 5, 5, 5, 1]


def test_takes_twice_as_many_while_it_is_quick(sizes):
    assert sizes(71, 0.0001) == [10, 20, 40, 1]


def test_takes_one_at_a_time_when_one_is_too_much(sizes):
    assert sizes(12, 5.0) == [FIRST, 1, 1]


def test_takes_no_fewer_because_it_had_to_wait_for_its_locks(sizes):
    assert sizes(71, 0.0001, wait=5.0) == [10, 20, 40, 1]


def test_is_one_transaction_a_turn_which_holds_its_things_first(clock):
    told = []

    def act(thing):
        assert connection.in_atomic_block
        told.append(thing)
        transaction.on_commit(lambda: told.append("commit"))

    count = in_turns("abcdefghijkl", act, hold=lambda some: told.append(f"hold {''.join(some)}"))

    assert told == ["hold abcdefghij", *"abcdefghij", *["commit"] * 10, "hold kl", *"kl", *["commit"] * 2]
    assert count == 2


def test_keeps_what_earlier_turns_did_when_one_fails(clock):
    kept = []

    def act(thing):
        transaction.on_commit(lambda: kept.append(thing))
        if thing == 11:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_turns(range(12), act, hold=lambda _some: None)

    assert kept == list(range(10))


def test_does_nothing_with_nothing(sizes):
    assert sizes(0, 1.0) == []
