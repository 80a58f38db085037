"""Jobs that a test declares, and what one of them was given."""

from collections.abc import Callable, Iterator

import pytest

from jalon.kernel.jobs import Job, job
from jalon.kernel.jobs.registry import forget


@pytest.fixture
def declare() -> Iterator[Callable]:
    """Declares jobs that are forgotten after the test."""
    names = []

    def declare_for_now(name: str, **policy):
        names.append(name)
        return job(name, **policy)

    yield declare_for_now
    for name in names:
        forget(name)


@pytest.fixture
def seen(declare) -> list:
    """What the job `test.note` was given, attempt by attempt."""
    notes: list = []

    @declare("test.note")
    def note(job: Job, **payload) -> None:
        notes.append(payload)

    return notes
