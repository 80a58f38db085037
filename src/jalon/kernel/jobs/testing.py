"""Doing what waits, here and now: for tests, and for commands that want to see the end."""

from django_ox.testing import run_tasks

AT_ONCE = 500


def run_pending_now() -> int:
    """Do every job that is due, in order, in this thread, on this connection; gives how many attempts were
    made.

    Jobs that those jobs ask for are done too; what is due later, or waits for its next attempt, is not. The
    first exception of a handler is raised here once it is recorded.
    """
    made = 0
    while done := len(run_tasks(max_tasks=AT_ONCE, raise_failures=True)):
        made += done
    return made
