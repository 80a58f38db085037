"""A job that fails: its attempts, its death, and what somebody may then do with it."""

import pytest
from django.utils import timezone
from django_ox.models import OxTask

from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import GiveUp, Job, JobState, dead_jobs, discard_job, enqueue, retry_job, status_of
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.testing import run_pending_now

pytestmark = pytest.mark.django_db


def test_undoes_what_a_failed_attempt_wrote_and_waits_longer_each_time(declare):
    @declare("test.flaky", attempts=3, backoff=10)
    def flaky(job: Job) -> None:
        JobRun.objects.create(name="trace.left", enqueued_at=job.at)
        raise RuntimeError("the mail server is away")

    job_id = enqueue("test.flaky")
    waits = [_fail_once(RuntimeError) for _ in range(2)]

    status = status_of(job_id)
    assert status.state is JobState.RETRYING
    assert (status.failures, status.attempts) == (2, 3)
    assert status.error == "RuntimeError: the mail server is away"
    assert waits == [10, 20]
    assert not JobRun.objects.filter(name="trace.left").exists()


def test_is_dead_after_its_attempts_and_listed_with_its_error(declare):
    @declare("test.doomed", attempts=2, backoff=0)
    def doomed(job: Job) -> None:
        raise RuntimeError("no such column")

    job_id = enqueue("test.doomed")
    _fail_once(RuntimeError)
    _fail_once(RuntimeError)

    assert run_pending_now() == 0
    assert [(dead.id, dead.state, dead.error) for dead in dead_jobs()] == [
        (job_id, JobState.DEAD, "RuntimeError: no such column")
    ]


@pytest.mark.parametrize("final", [GiveUp("the file is gone"), Refusal("the pipeline is closed")])
def test_does_not_try_again_what_trying_cannot_mend(declare, final):
    @declare("test.final", attempts=9)
    def give_up(job: Job) -> None:
        raise final

    job_id = enqueue("test.final")
    with pytest.raises(type(final)):
        run_pending_now()

    assert status_of(job_id).state is JobState.DEAD
    assert status_of(job_id).failures == 1


def test_tries_a_dead_job_once_more_when_somebody_asks(declare):
    broken = [True]

    @declare("test.mended", attempts=1)
    def mended(job: Job) -> None:
        if broken[0]:
            raise RuntimeError

    job_id = enqueue("test.mended")
    _fail_once(RuntimeError)
    broken[0] = False

    assert retry_job(job_id) is True
    assert retry_job(job_id) is False
    run_pending_now()

    assert status_of(job_id).state is JobState.DONE
    assert dead_jobs() == []


def test_gives_the_key_back_when_a_dead_job_is_let_go(declare):
    @declare("test.keyed", attempts=1)
    def keyed(job: Job) -> None:
        raise RuntimeError

    job_id = enqueue("test.keyed", key="k")
    _fail_once(RuntimeError)

    assert discard_job(job_id) is True

    assert status_of(job_id).state is JobState.DISCARDED
    assert dead_jobs() == []
    assert enqueue("test.keyed", key="k") != job_id


def test_does_each_step_once_however_often_it_starts_again(declare):
    loaded: list = []

    @declare("test.load", attempts=3, backoff=0, atomic=False)
    def load(job: Job, *, chunks: int) -> None:
        for chunk in range(chunks):
            with job.step(f"chunk {chunk}") as due:
                if due:
                    loaded.append((job.attempt, chunk))
            job.progress(chunk + 1, chunks, "loading")
            if job.attempt == 1 and chunk == 1:
                raise RuntimeError("out of disk")

    job_id = enqueue("test.load", chunks=4)
    _fail_once(RuntimeError)
    halfway = status_of(job_id)
    OxTask.objects.update(run_after=None)
    run_pending_now()

    assert (halfway.done, halfway.total, halfway.percent, halfway.note) == (2, 4, 50, "loading")
    assert loaded == [(1, 0), (1, 1), (2, 2), (2, 3)]
    assert status_of(job_id).percent == 100


def test_forgets_a_step_whose_transaction_failed(declare):
    @declare("test.halves", attempts=2, backoff=0, atomic=False)
    def halves(job: Job) -> None:
        with job.step("only") as due:
            assert due
            JobRun.objects.create(name="trace.left", enqueued_at=job.at)
            if job.attempt == 1:
                raise RuntimeError

    enqueue("test.halves")
    _fail_once(RuntimeError)
    assert not JobRun.objects.filter(name="trace.left").exists()
    OxTask.objects.update(run_after=None)
    run_pending_now()

    assert JobRun.objects.filter(name="trace.left").count() == 1


def _fail_once(kind: type[Exception]) -> int:
    """Run what is due until it fails; gives the seconds until the next attempt and makes it due."""
    with pytest.raises(kind):
        run_pending_now()
    task = OxTask.objects.exclude(status=OxTask.Status.SUCCESSFUL).get()
    wait = round((task.run_after - timezone.now()).total_seconds()) if task.status == "READY" else 0
    OxTask.objects.filter(status="READY").update(run_after=None)
    return wait
