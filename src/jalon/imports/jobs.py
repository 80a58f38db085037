"""What imports do in the background; what reads tables is loaded when the first of them comes."""

from collections.abc import Callable
from time import monotonic

from django.utils import translation

from jalon.imports.models import Import
from jalon.kernel.clock import now
from jalon.kernel.jobs import Job, daily, job
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership

NOW_AND_THEN = 0.5


@job("imports.check", attempts=2, atomic=False)
def check(job: Job, *, import_id: str, edit: int, member_id: str) -> None:
    """The dry run of a large import."""
    from jalon.imports.actions import finish_check

    actor = Actor(Membership.objects.select_related("workspace", "user").get(pk=member_id))
    with _language_of(actor.member):
        finish_check(import_=_import(import_id), edit=edit, actor=actor, at=job.at, progress=now_and_then(job))


@job("imports.run", attempts=3, atomic=False)
def run(job: Job, *, import_id: str) -> None:
    """Do what is left of an import."""
    from jalon.imports.actions import finish_run

    import_ = _import(import_id)
    with _language_of(import_.started_by):
        finish_run(import_=import_, progress=now_and_then(job), at=now())


@job("imports.undo", attempts=3, atomic=False)
def undo(job: Job, *, import_id: str) -> None:
    """Give back what is left of an import that is being undone."""
    from jalon.imports.actions import finish_undo

    import_ = _import(import_id)
    with _language_of(import_.undone_by):
        finish_undo(import_=import_, progress=now_and_then(job), at=now())


@job("imports.forget", atomic=False, schedule=daily(hour=4, minute=11))
def forget(job: Job) -> None:
    """Remove old drafts, and files that can no longer serve."""
    from jalon.imports.actions import forget_old_imports

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


def _language_of(member: Membership | None) -> translation.override:
    """What a job says and keeps, such as why a gate refused a row, is said to who asked for it."""
    return translation.override(member.user.language if member else None)


def _import(import_id: str) -> Import:
    people = [f"{who}__{what}" for who in ("started_by", "undone_by") for what in ("workspace", "user")]
    return Import.objects.select_related("workspace", *people).get(pk=import_id)
