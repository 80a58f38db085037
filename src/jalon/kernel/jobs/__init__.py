"""Work for later: enqueued with the data it belongs to, done once, by another process.

A room declares what can be done later in its `jobs.py`, by a name; any room asks for it by that name alone:

    @job("imports.run", attempts=3, backoff=30, timeout=3600, atomic=False)
    def run_import(job: Job, *, import_id: str) -> None: ...

    enqueue("imports.run", import_id=str(staged.id))

**Enqueueing** writes rows on the caller's connection: the job exists if, and only if, the caller's
transaction commits.

**Running** is at least once, with these promises:

- `atomic=True` (the default): the handler runs in one transaction, which also records that it is done. What
  the handler writes to the database happens exactly once, whatever dies in between. Keep it short: on SQLite
  nobody else can write meanwhile.
- `atomic=False`: for long work. The handler starts again from its first line after a crash; each block under
  `with job.step("…") as due:` is a transaction of its own that happens exactly once.
- What leaves the database (mail, a call to another system) can happen twice: send it with the job's id as its
  key.

**Failing**: an exception rolls back what was open and is tried again after `backoff` seconds, then twice
that, and so on; `GiveUp` and every `Refusal` are final at once. After `attempts` exceptions the job is dead:
it stays, with its error, until somebody retries or discards it. A killed worker uses up no attempt: its job
is taken up by another when the lease ends.
"""

from jalon.kernel.jobs.backlog import longest_wait
from jalon.kernel.jobs.context import GiveUp, Job
from jalon.kernel.jobs.dead import dead_jobs, discard_job, retry_job
from jalon.kernel.jobs.enqueue import enqueue
from jalon.kernel.jobs.registry import Handler, UnknownJob, job
from jalon.kernel.jobs.schedules import Schedule, daily, every
from jalon.kernel.jobs.status import JobState, JobStatus, UnknownRun, status_of

__all__ = [
    "GiveUp",
    "Handler",
    "Job",
    "JobState",
    "JobStatus",
    "Schedule",
    "UnknownJob",
    "UnknownRun",
    "daily",
    "dead_jobs",
    "discard_job",
    "enqueue",
    "every",
    "job",
    "longest_wait",
    "retry_job",
    "status_of",
]
