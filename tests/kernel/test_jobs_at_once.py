"""Jobs asked for and done by several at the same moment."""

from threading import Event

import pytest
from django.db import transaction
from django.tasks import task_backends
from django_ox.models import OxTask

from jalon.kernel.jobs import Job, enqueue, status_of
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import handler_of
from jalon.kernel.jobs.run import run
from tests.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_makes_one_job_of_eight_that_ask_with_the_same_key(declare):
    @declare("test.keyed")
    def keyed(job: Job) -> None: ...

    ids = at_once(*[lambda: enqueue("test.keyed", key="import:7")] * 8)

    assert len(set(ids)) == 1
    assert JobRun.objects.count() == OxTask.objects.count() == 1
    assert status_of(ids[0]).name == "test.keyed"


@pytest.mark.parametrize("atomic", [True, False])
def test_does_once_what_two_workers_hold_at_once(declare, atomic):
    @declare("test.twice", atomic=atomic)
    def twice(job: Job) -> None:
        with job.step("only") as due:
            if due:
                JobRun.objects.create(name="trace.left", enqueued_at=job.at)

    job_id = enqueue("test.twice")

    at_once(*[lambda: _attempt(job_id)] * 2)

    assert JobRun.objects.filter(name="trace.left").count() == 1
    assert JobRun.objects.get(pk=job_id).finished_at is not None


def test_sees_the_data_of_whoever_relied_on_the_waiting_job(declare):
    seen, asked, done = [], Event(), Event()

    @declare("test.fold", key_until="started")
    def fold(job: Job) -> None:
        seen.append(JobRun.objects.filter(name="trace.left").count())

    job_id = enqueue("test.fold", key="board")

    def write() -> None:
        with transaction.atomic():
            assert enqueue("test.fold", key="board") == job_id
            asked.set()
            done.wait(1)  # the job could be over by now, if it did not wait for us
            JobRun.objects.create(name="trace.left", enqueued_at=JobRun.objects.get(pk=job_id).enqueued_at)

    def work() -> None:
        asked.wait(10)
        _attempt(job_id)
        done.set()

    assert at_once(write, work) == [None, None]
    assert seen == [1]


def _attempt(job_id) -> None:
    row = JobRun.objects.get(pk=job_id)
    result = task_backends["default"].get_result(str(row.task_id))
    run(handler=handler_of(row.name), task=result, run_id=str(row.pk))
