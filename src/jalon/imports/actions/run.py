"""Run a checked import: claimed by one, done by a worker."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.imports.models import Import, ImportChunk, Phase, Status
from jalon.imports.running import outcomes_of, run
from jalon.imports.running.outcomes import CREATED, REFUSED, UPDATED
from jalon.imports.staging import State
from jalon.imports.storing import forget, save_table
from jalon.imports.verbs import IMPORT_FINISHED, IMPORT_STARTED, OPERATION, ImportRan
from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import enqueue
from jalon.orgs.actor import Actor, Door
from jalon.orgs.roles import Can
from jalon.timeline.actions import record, start_operation


class NotReady(Refusal):
    """The import was not checked, was changed since, or runs already."""


@transaction.atomic
def run_import(*, import_: Import, actor: Actor, at: datetime) -> Import:
    """Have the import done. Of two who ask at once, one is told that it runs. Raises NotReady, NotAllowed."""
    actor.must(Can.IMPORT)
    claimed = Import.objects.filter(pk=import_.pk, edit=import_.edit, status=Status.CHECKED).update(
        status=Status.RUNNING, started_at=at, started_by=actor.member
    )
    if not claimed:
        raise NotReady(
            _("This import is not ready to run, or runs already."), remedy=_("Look at it again; check it if asked to.")
        )
    within = start_operation(
        OPERATION, actor=Actor(actor.member, Door.IMPORT), at=at, particulars={"import": str(import_.pk)}
    )
    record(IMPORT_STARTED, subject=("import", import_.pk), actor=within, at=at)
    job = enqueue("imports.run", import_id=import_.pk, priority=-10)
    Import.objects.filter(pk=import_.pk).update(operation_id=within.operation_id, job_id=job)
    import_.refresh_from_db()
    return import_


@transaction.atomic
def try_again(*, import_: Import, actor: Actor) -> None:
    """Ask again for what a worker gave up. Raises NotReady, NotAllowed."""
    actor.must(Can.IMPORT)
    names = {Status.RUNNING: "imports.run", Status.UNDOING: "imports.undo"}
    if import_.status not in names:
        raise NotReady(_("Nothing was given up here."))
    job = enqueue(names[Status(import_.status)], import_id=import_.pk)
    Import.objects.filter(pk=import_.pk, status=import_.status).update(job_id=job)


def finish_run(*, import_: Import, progress: Callable[[int, int], None], at: datetime) -> None:
    """Do what is left to do, then say what was done. Called twice, it does nothing twice."""
    if import_.status != Status.RUNNING or import_.started_at is None or import_.started_by is None:
        return
    actor = Actor(import_.started_by, Door.IMPORT, import_.operation_id)
    staged = run(import_, actor=actor, at=import_.started_at, progress=progress)
    counts = counted(import_, staged.states, staged.lead)
    foretold, ran = import_.verdict or {}, save_table(import_, staged.states)
    with transaction.atomic():
        # The report tells what the rows became: the dry run's states may be older than the process.
        ended = Import.objects.filter(pk=import_.pk, status=Status.RUNNING).update(
            status=Status.DONE, finished_at=at, counts=counts, verdict={**foretold, "states": ran}
        )
        if ended:
            lead = counts["records"].get(staged.lead, {})
            facts = ImportRan(
                rows=staged.states.height,
                created=lead.get(CREATED, 0),
                updated=lead.get(UPDATED, 0),
                refused=counts["went"]["refused"],
            )
            record(IMPORT_FINISHED, subject=("import", import_.pk), actor=actor, at=at, particulars=facts)
    forget([foretold.get("states", "") if ended else ran])
    import_.refresh_from_db()


def counted(import_: Import, states: pl.DataFrame, lead: str) -> dict[str, Any]:
    """What the chunks and the staged rows say was done."""
    records: dict[str, Counter[str]] = {}
    for phase in Phase:
        for frame in outcomes_of(import_, phase):
            records.setdefault(phase.value, Counter()).update(frame["outcome"].to_list())
    stayed = dict(states.group_by("state").len().iter_rows())
    led = records.get(lead, Counter())
    went = {
        "new": led[CREATED],
        "updated": led[UPDATED],
        "same": led["same"],
        "skipped": led["skipped"],
        "double": stayed.get(State.DOUBLE, 0),
        "left_out": stayed.get(State.LEFT_OUT, 0),
        "refused": stayed.get(State.REFUSED, 0) + led[REFUSED],
    }
    return {"records": {phase: dict(counts) for phase, counts in records.items()}, "went": went}


def has_begun(import_: Import) -> bool:
    """Whether anything of the import was written."""
    return ImportChunk.objects.filter(part_of=import_).exists()
