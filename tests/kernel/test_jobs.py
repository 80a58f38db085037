"""Work for later: `enqueue`, what runs it, and what pages read of it."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django_ox.models import OxTask

from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import (
    GiveUp,
    Job,
    JobState,
    UnknownJob,
    UnknownRun,
    dead_jobs,
    discard_job,
    enqueue,
    every,
    job,
    retry_job,
    status_of,
)
from jalon.kernel.jobs.declared import DeclaredSchedules
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.registry import forget
from jalon.kernel.jobs.testing import run_pending_now
from jalon.kernel.jobs.worker import JobWorker, release_jobs_of_the_dead

pytestmark = pytest.mark.django_db


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


def test_hands_the_payload_to_the_handler_once(seen):
    job_id = enqueue("test.note", deal="D-1", amount=1200)

    attempts = run_pending_now()

    assert attempts == 1
    assert seen == [{"deal": "D-1", "amount": 1200}]
    assert status_of(job_id).state is JobState.DONE
    assert run_pending_now() == 0


def test_turns_ids_and_dates_of_the_payload_into_text(seen):
    deal, day = uuid4(), timezone.now().date()

    enqueue("test.note", deal=deal, on=day)
    run_pending_now()

    assert seen == [{"deal": str(deal), "on": day.isoformat()}]


def test_refuses_a_payload_that_is_not_json_and_leaves_nothing(seen):
    with pytest.raises(TypeError):
        enqueue("test.note", what=object())

    assert not JobRun.objects.exists()
    assert not OxTask.objects.exists()


def test_refuses_a_name_that_no_room_declares():
    with pytest.raises(UnknownJob, match=r"test\.nothing"):
        enqueue("test.nothing")


def test_vanishes_with_the_transaction_it_was_asked_for_in(seen):
    with transaction.atomic():
        enqueue("test.note")
        transaction.set_rollback(True)

    assert run_pending_now() == 0
    assert not JobRun.objects.exists()


def test_makes_one_job_for_a_key_forever(seen):
    first = enqueue("test.note", key="import:7", n=1)
    second = enqueue("test.note", key="import:7", n=2)
    run_pending_now()
    third = enqueue("test.note", key="import:7", n=3)
    run_pending_now()

    assert first == second == third
    assert seen == [{"n": 1}]


def test_lets_the_key_go_when_the_job_starts_if_so_declared(declare):
    runs: list = []

    @declare("test.fold", key_until="started")
    def fold(job: Job) -> None:
        runs.append(job.id)
        if len(runs) == 1:
            enqueue("test.fold", key="board")

    first = enqueue("test.fold", key="board")
    assert enqueue("test.fold", key="board") == first
    run_pending_now()

    assert len(runs) == 2
    assert runs[0] == first != runs[1]


def test_lets_the_key_go_when_the_job_is_done_if_so_declared(declare):
    runs: list = []

    @declare("test.rescore", key_until="finished")
    def rescore(job: Job) -> None:
        runs.append(enqueue("test.rescore", key="all"))

    first = enqueue("test.rescore", key="all")
    run_pending_now()
    second = enqueue("test.rescore", key="all")

    assert runs == [first]
    assert second != first


def test_keeps_keys_of_different_jobs_apart(seen, declare):
    @declare("test.other")
    def other(job: Job) -> None: ...

    assert enqueue("test.note", key="k") != enqueue("test.other", key="k")


def test_waits_until_the_hour_it_was_asked_for(seen):
    job_id = enqueue("test.note", run_at=timezone.now() + timedelta(hours=1))

    assert run_pending_now() == 0
    assert status_of(job_id).state is JobState.WAITING

    OxTask.objects.update(run_after=timezone.now() - timedelta(seconds=1))
    assert run_pending_now() == 1


def test_does_the_most_urgent_first(seen):
    enqueue("test.note", n="usual")
    enqueue("test.note", n="someday", priority=-50)
    enqueue("test.note", n="now", priority=50)

    run_pending_now()

    assert [note["n"] for note in seen] == ["now", "usual", "someday"]


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


def test_does_not_do_again_what_was_done_before_the_queue_heard_of_it(seen):
    job_id = enqueue("test.note", n=1)
    run_pending_now()
    OxTask.objects.update(status=OxTask.Status.READY, finished_at=None)  # as if the worker died in between

    assert run_pending_now() == 1

    assert seen == [{"n": 1}]
    assert status_of(job_id).state is JobState.DONE


def test_does_what_a_job_asks_for_in_turn(seen, declare):
    @declare("test.chain")
    def chain(job: Job) -> None:
        enqueue("test.note", after=str(job.id))

    first = enqueue("test.chain")

    assert run_pending_now() == 2
    assert seen == [{"after": str(first)}]


def test_asks_by_itself_for_a_job_with_a_schedule(declare):
    runs: list = []

    @declare("test.hourly", schedule=every(hours=1))
    def hourly(job: Job) -> None:
        runs.append(job.name)

    schedule = _tick("test.hourly")
    run_pending_now()

    assert str(schedule.trigger) == "every 1:00:00"
    assert runs == ["test.hourly"]
    assert JobRun.objects.get(name="test.hourly").finished_at is not None


def test_skips_a_tick_while_an_earlier_one_waits_for_its_next_attempt(declare):
    runs: list = []

    @declare("test.slow", schedule=every(minutes=1), attempts=2)
    def slow(job: Job) -> None:
        runs.append(job.attempt)
        if len(runs) == 1:
            raise RuntimeError

    _tick("test.slow")
    with pytest.raises(RuntimeError):
        run_pending_now()
    _tick("test.slow")
    run_pending_now()
    assert runs == [1]

    OxTask.objects.update(run_after=None)
    run_pending_now()
    _tick("test.slow")
    run_pending_now()
    assert runs == [1, 2, 1]


def test_goes_on_with_the_schedule_after_a_run_that_died(declare):
    runs: list = []

    @declare("test.frail", schedule=every(minutes=1), attempts=1)
    def frail(job: Job) -> None:
        runs.append(job.id)
        if len(runs) == 1:
            raise RuntimeError

    _tick("test.frail")
    with pytest.raises(RuntimeError):
        run_pending_now()
    _tick("test.frail")
    run_pending_now()

    assert len(set(runs)) == 2
    assert [dead.id for dead in dead_jobs()] == runs[:1]


def test_forgets_what_is_done_and_keeps_what_is_dead_or_holds_a_key(seen, declare):
    @declare("test.dies", attempts=1)
    def dies(job: Job) -> None:
        raise RuntimeError

    enqueue("test.note")
    keyed = enqueue("test.note", key="k")
    let_go = enqueue("test.note", run_at=timezone.now() + timedelta(days=1))
    discard_job(let_go)
    run_pending_now()
    dead = enqueue("test.dies")
    with pytest.raises(RuntimeError):
        run_pending_now()
    long_ago = timezone.now() - timedelta(days=4)
    JobRun.objects.update(enqueued_at=long_ago)
    JobRun.objects.exclude(finished_at=None).update(finished_at=long_ago)
    OxTask.objects.exclude(finished_at=None).update(finished_at=long_ago)

    enqueue("kernel.forget_old_jobs")
    run_pending_now()

    left = JobRun.objects.exclude(name="kernel.forget_old_jobs")
    assert set(left.values_list("pk", flat=True)) == {keyed, dead}
    assert status_of(keyed).state is JobState.DONE
    assert [job.id for job in dead_jobs()] == [dead]


def test_frees_at_once_the_job_of_a_worker_that_died_on_this_machine(seen):
    gone, here = _ended_process(), socket.gethostname()[:40]
    holders = {f"{here}-{gone}-abcdefgh": True, f"{here}-{os.getpid()}-abcdefgh": False, "far-7-abcdefgh": False}
    for holder in holders:
        enqueue("test.note", holder=holder)
    later = timezone.now() + timedelta(minutes=5)
    for task, holder in zip(OxTask.objects.order_by("enqueued_at"), holders, strict=True):
        held = {"status": "RUNNING", "locked_by": holder, "locked_at": timezone.now(), "lease_expires_at": later}
        OxTask.objects.filter(pk=task.pk).update(**held)

    assert release_jobs_of_the_dead() == 1

    freed = OxTask.objects.filter(lease_expires_at__lt=timezone.now()).values_list("locked_by", flat=True)
    assert list(freed) == [holder for holder, died in holders.items() if died]


def test_ends_an_idle_worker_that_has_grown(seen, declare, monkeypatch):
    sizes = iter([50.0, 149.0, 151.0])
    monkeypatch.setattr("jalon.kernel.jobs.worker.resident_mb", lambda: next(sizes))
    worker = JobWorker()
    enqueue("test.note", n=1)
    enqueue("test.note", n=2)

    stopping = []
    for _ in range(2):
        worker.execute(worker.claim_one())
        stopping.append(worker.stopping)

    assert stopping == [False, True]
    assert seen == [{"n": 1}, {"n": 2}]


def test_refuses_a_second_declaration_of_a_name(declare):
    @declare("test.taken")
    def first(job: Job) -> None: ...

    def second(job: Job) -> None: ...

    with pytest.raises(ValueError, match="already declared"):
        job("test.taken")(second)


@pytest.mark.parametrize("name", ["run", "Imports.run", "imports.run.now", "imports run"])
def test_refuses_a_name_that_is_not_room_and_verb(name):
    with pytest.raises(ValueError, match=r"room\.verb"):
        job(name)


def test_says_so_when_a_job_is_unknown():
    with pytest.raises(UnknownRun):
        status_of(uuid4())


def _tick(name: str):
    """What the worker does when a schedule is due."""
    [schedule] = [one for one in DeclaredSchedules({}, "default").schedules() if one.name == name]
    schedule.task.enqueue(*schedule.args, **schedule.kwargs)
    return schedule


def _ended_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid


def _fail_once(kind: type[Exception]) -> int:
    """Run what is due until it fails; gives the seconds until the next attempt and makes it due."""
    with pytest.raises(kind):
        run_pending_now()
    task = OxTask.objects.exclude(status=OxTask.Status.SUCCESSFUL).get()
    wait = round((task.run_after - timezone.now()).total_seconds()) if task.status == "READY" else 0
    OxTask.objects.filter(status="READY").update(run_after=None)
    return wait
