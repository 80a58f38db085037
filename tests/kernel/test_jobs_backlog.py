"""How far the workers are behind, by the jobs that wait."""

from datetime import timedelta

import pytest
from django_ox.models import OxTask

from jalon.kernel.jobs import enqueue, longest_wait

pytestmark = pytest.mark.django_db
NONE = timedelta()


def test_counts_from_the_moment_a_job_was_asked_for(seen, noon):
    enqueue("test.note")
    enqueue("test.note")
    first, second = OxTask.objects.order_by("pk")
    OxTask.objects.filter(pk=first.pk).update(enqueued_at=noon - timedelta(minutes=7))
    OxTask.objects.filter(pk=second.pk).update(enqueued_at=noon - timedelta(minutes=2))

    assert longest_wait(at=noon) == timedelta(minutes=7)


def test_counts_a_job_for_later_from_when_it_is_due(seen, noon):
    enqueue("test.note", run_at=noon)
    OxTask.objects.update(enqueued_at=noon - timedelta(days=1))

    assert longest_wait(at=noon - timedelta(minutes=1)) == NONE
    assert longest_wait(at=noon + timedelta(seconds=90)) == timedelta(seconds=90)


def test_counts_no_job_that_runs_or_is_done(seen, noon):
    enqueue("test.note")
    OxTask.objects.update(enqueued_at=noon - timedelta(minutes=7), status=OxTask.Status.RUNNING)

    assert longest_wait(at=noon) == NONE
