"""Change many rows in several short transactions, so that others who write hardly wait."""

from collections.abc import Callable, Sequence
from time import perf_counter, sleep

from django.db import connection, transaction

TURN_SECONDS = 0.08  # what a transaction is meant to last: well under the 200 ms that nobody should wait
FIRST = 10  # how many things the first turn takes, before it is known how long one needs
LET_OTHERS_IN = 0.005  # seconds: on SQLite one writes at a time, and who waits asks each millisecond or two


def in_turns[T](things: Sequence[T], act: Callable[[T], object], *, hold: Callable[[Sequence[T]], object]) -> int:
    """Act on every thing, as many in one transaction as fit into a turn; gives how many turns it took.

    `hold` locks those of a turn at its beginning. What `act` raises ends the turn it is in, and the work: turns before
    it stay.
    """
    done, turns, room = 0, 0, FIRST
    while done < len(things):
        some = things[done : done + room]
        if turns and connection.vendor == "sqlite":
            sleep(LET_OTHERS_IN)
        taken = _turn(some, act, hold)
        done, turns = done + len(some), turns + 1
        room = max(1, int(room * min(2.0, TURN_SECONDS / taken)))
    return turns


def _turn[T](some: Sequence[T], act: Callable[[T], object], hold: Callable[[Sequence[T]], object]) -> float:
    """The seconds that it lasted, from having its locks to the end of its commit: waiting for others is no work."""
    with transaction.atomic():
        hold(some)
        began = perf_counter()
        for one in some:
            act(one)
    return perf_counter() - began
