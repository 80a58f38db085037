"""Work for later: `enqueue`, what runs it, and what pages read of it."""

import os
import socket
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from django_ox.models import OxTask

from jalon.kernel.jobs import (
    Job,
    JobState,
    UnknownJob,
    UnknownRun,
    dead_jobs,
    discard_job,
    enqueue,
    job,
    status_of,
)
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.testing import run_pending_now
from jalon.kernel.jobs.worker import JobWorker, release_jobs_of_the_dead

pytestmark = pytest.mark.django_db


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


def _ended_process() -> int:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    return ended.pid
