"""The dry run: what an import would do, row by row, without doing it."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from jalon.imports.actions._claim import ImportChanged, claim
from jalon.imports.matching import close_names
from jalon.imports.models import Import, Status
from jalon.imports.plan import Plan
from jalon.imports.preparing import PROBLEMS
from jalon.imports.running import Rehearsal, check
from jalon.imports.staging import Staged, State
from jalon.imports.storing import forget, save_table
from jalon.imports.words import SHOWN_VALUES
from jalon.kernel.errors import Refusal
from jalon.kernel.jobs import enqueue
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can

AT_ONCE = 20_000
MOST_ADVICE = 50


def check_import(*, import_: Import, actor: Actor, at: datetime) -> None:
    """Check now when that takes a moment, else ask for it to be done by a worker.

    Raises NoPipeline, ImportChanged, NotAllowed.
    """
    actor.must(Can.IMPORT)
    updates = Plan.model_validate(import_.plan).duplicates == "update"
    if import_.rows <= AT_ONCE and not updates:
        finish_check(import_=import_, edit=import_.edit, actor=actor, at=at, progress=lambda _done, _total: None)
        return
    claim(import_, status=Status.CHECKING, verdict=None)
    job = enqueue("imports.check", import_id=import_.pk, edit=import_.edit, member_id=actor.member.pk)
    Import.objects.filter(pk=import_.pk).update(job_id=job)


def finish_check(
    *, import_: Import, edit: int, actor: Actor, at: datetime, progress: Callable[[int, int], None]
) -> None:
    """Check, and keep the verdict if the plan is still the one that was read. Raises ImportChanged."""
    try:
        staged, rehearsal = check(import_, actor=actor.within(import_.pk), at=at, progress=progress)
    except Refusal:
        Import.objects.filter(pk=import_.pk, edit=edit, status=Status.CHECKING).update(status=Status.DRAFT)
        raise
    verdict = _verdict(import_, staged, rehearsal)
    old = import_.verdict or {}
    rows = Import.objects.filter(pk=import_.pk, edit=edit, status__in=[Status.DRAFT, Status.CHECKED, Status.CHECKING])
    if not rows.update(status=Status.CHECKED, verdict=verdict, checked_at=at, job_id=None):
        forget([verdict["states"], verdict["problems"]])
        raise ImportChanged(_("The import was changed while it was being checked."), remedy=_("Check it again."))
    forget([old.get("states", ""), old.get("problems", "")])
    import_.refresh_from_db()


def _verdict(import_: Import, staged: Staged, rehearsal: Rehearsal) -> dict[str, Any]:
    states = _with_rehearsed(staged.states, rehearsal)
    counted = dict(states.group_by("state").len().iter_rows())
    problems = staged.problems
    names = staged.companies["company.match"].to_list() if "company.match" in staged.companies.columns else []
    return {
        "rows": states.height,
        "states": save_table(import_, states),
        "problems": save_table(import_, problems if not problems.is_empty() else pl.DataFrame(schema=PROBLEMS)),
        "counted": counted,
        "records": {phase: dict(counts) for phase, counts in rehearsal.counts.items()},
        "reasons": _reasons(problems),
        "warned": problems.filter(~pl.col("refuses"))["row"].n_unique(),
        "close_names": close_names(import_.workspace_id, names)[:MOST_ADVICE],
        "went": _went(staged, rehearsal),
    }


def _reasons(problems: pl.DataFrame) -> list[list[Any]]:
    """[target, code, refuses, lines, the first different values] of each reason, those that refuse most rows first."""
    values = pl.col("value").drop_nulls().unique(maintain_order=True).head(SHOWN_VALUES + 1)
    reasons = problems.group_by("target", "code", "refuses", maintain_order=True).agg(pl.len(), values)
    return [list(row) for row in reasons.sort("refuses", "len", descending=True, maintain_order=True).iter_rows()]


def _with_rehearsed(states: pl.DataFrame, rehearsal: Rehearsal) -> pl.DataFrame:
    """Rows that only a gate refuses are refused too."""
    if not rehearsal.refusals:
        return states
    refused = pl.DataFrame(
        {"row": [one.row for one in rehearsal.refusals], "why": [one.reason for one in rehearsal.refusals]},
        schema={"row": pl.UInt32, "why": pl.String},
    ).unique("row")
    is_refused = pl.col("why").is_not_null()
    return (
        states.join(refused, on="row", how="left", maintain_order="left")
        .with_columns(
            state=pl.when(is_refused).then(pl.lit(State.REFUSED.value)).otherwise("state"),
            reason=pl.when(is_refused).then(pl.lit("gate")).otherwise("reason"),
            value=pl.coalesce("why", "value"),
        )
        .drop("why")
    )


def _went(staged: Staged, rehearsal: Rehearsal) -> dict[str, int]:
    """New, updated, unchanged, skipped and refused, of what the file is about."""
    counted = staged.counted()
    lead: Counter[str] = rehearsal.counts.get(staged.lead, Counter())
    return {
        "new": lead["created"],
        "updated": lead["updated"],
        "same": lead["same"],
        "skipped": lead["skipped"],
        "double": counted.get(State.DOUBLE, 0),
        "left_out": counted.get(State.LEFT_OUT, 0),
        "refused": counted.get(State.REFUSED, 0) + lead["refused"],
    }
