"""Jobs that ask for themselves by a schedule."""

import pytest
from django_ox.models import OxTask

from jalon.kernel.jobs import Job, dead_jobs, every
from jalon.kernel.jobs.declared import DeclaredSchedules
from jalon.kernel.jobs.models import JobRun
from jalon.kernel.jobs.testing import run_pending_now

pytestmark = pytest.mark.django_db


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


def _tick(name: str):
    """What the worker does when a schedule is due."""
    [schedule] = [one for one in DeclaredSchedules({}, "default").schedules() if one.name == name]
    schedule.task.enqueue(*schedule.args, **schedule.kwargs)
    return schedule
