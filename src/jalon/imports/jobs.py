"""What imports do in the background."""

from collections.abc import Callable
from time import monotonic

from jalon.imports.actions import finish_check, finish_run, finish_undo, forget_old_imports
from jalon.imports.models import Import
from jalon.kernel.clock import now
from jalon.kernel.jobs import Job, daily, job
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership

NOW_AND_THEN = 0.5


@job("imports.check", attempts=2, atomic=False)
def check(job: Job, *, import_id: str, edit: int, member_id: str) -> None:
    """The dry run of a large import."""
    actor = Actor(Membership.objects.select_related("workspace").get(pk=member_id))
    finish_check(import_=_import(import_id), edit=edit, actor=actor, at=job.at, progress=now_and_then(job))


@job("imports.run", attempts=3, atomic=False)
def run(job: Job, *, import_id: str) -> None:
    """Do what is left of an import."""
    finish_run(import_=_import(import_id), progress=now_and_then(job), at=now())


@job("imports.undo", attempts=3, atomic=False)
def undo(job: Job, *, import_id: str) -> None:
    """Give back what is left of an import that is being undone."""
    finish_undo(import_=_import(import_id), progress=now_and_then(job), at=now())


@job("imports.forget", atomic=False, schedule=daily(hour=4, minute=11))
def forget(job: Job) -> None:
    """Remove old drafts, and files that can no longer serve."""
    forget_old_imports(at=job.at)


def now_and_then(job: Job) -> Callable[[int, int], None]:
    """Says how far the job is, twice a second at most: each time is a write."""
    last = 0.0

    def say(done: int, total: int) -> None:
        nonlocal last
        if done >= total or monotonic() - last >= NOW_AND_THEN:
            last = monotonic()
            job.progress(done, total)

    return say


def _import(import_id: str) -> Import:
    return Import.objects.select_related("workspace", "started_by__workspace", "undone_by__workspace").get(pk=import_id)
