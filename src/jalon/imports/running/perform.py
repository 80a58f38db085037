"""Check, run and undo an import from its row: stage it, then rehearse, carry out or give back."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from jalon.imports.models import Import
from jalon.imports.plan import Plan
from jalon.imports.running.carry_out import carry_out
from jalon.imports.running.dry import Rehearsal, rehearse
from jalon.imports.running.work import Work, prepare_work
from jalon.imports.staging import Staged, context_of, stage
from jalon.imports.staging.context import pipeline_of
from jalon.imports.storing import load_tables
from jalon.orgs.actor import Actor

Progress = Callable[[int, int], None]


def check(import_: Import, *, actor: Actor, at: datetime, progress: Progress) -> tuple[Staged, Rehearsal]:
    """What the import would do. Nothing is kept."""
    with _ready(import_, actor=actor, at=at, rehearsal=True) as (work, staged):
        return staged, rehearse(work, staged, progress=progress)


def run(import_: Import, *, actor: Actor, at: datetime, progress: Progress) -> Staged:
    """Do what is left to do of the import."""
    with _ready(import_, actor=actor, at=at, rehearsal=False) as (work, staged):
        carry_out(work, staged, progress=progress)
        return staged


@contextmanager
def _ready(import_: Import, *, actor: Actor, at: datetime, rehearsal: bool) -> Iterator[tuple[Work, Staged]]:
    plan = Plan.model_validate(import_.plan)
    workspace = import_.workspace
    context = context_of(workspace, plan, at=at)
    pipeline = pipeline_of(workspace, plan) if plan.lead == "deal" else None
    with TemporaryDirectory(prefix="jalon-import-") as folder:
        staged = stage(actor.member, plan, load_tables(import_), context=context, folder=Path(folder))
        work = prepare_work(import_, plan, actor=actor, at=at, context=context, pipeline=pipeline, rehearsal=rehearsal)
        yield work, staged
