"""A chunk of deals: taken over, or changed through the same doors as by hand, gates included."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from jalon.deals.actions import GateRefused, close_deal, edit_deal, move_stage
from jalon.deals.actions.take_over import TakenOver, hold_stages, take_over_deals
from jalon.deals.models import Deal, Pipeline
from jalon.directory.models import Company
from jalon.imports.matching import find_deals
from jalon.imports.running.changing import changes_made, filled
from jalon.imports.running.chunks import companies_of, parted, texts, uuids
from jalon.imports.running.outcomes import REFUSED, SAME, UPDATED, Outcome, created, skipped
from jalon.imports.running.work import Work
from jalon.imports.words import why_words
from jalon.kernel.errors import Refusal
from jalon.kernel.ids import new_id

COLUMNS = """row title stage outcome stage_told currency opened_at entered_at decided_at close_on one_off_minor
    recurring_minor term_months direction source reason note company.key company.name person.key deal.key deal.owner
    deal.next_step deal.next_step_on deal.competitor deal.reference""".split()
FROM_COLUMN = {name: name for name in "stage currency opened_at outcome decided_at close_on direction".split()} | {
    "entered_stage_at": "entered_at",
    "one_off_minor": "one_off_minor",
    "recurring_minor": "recurring_minor",
    "term_months": "term_months",
    "next_step_on": "deal.next_step_on",
}
TEXTS = {
    "title": "title",
    "source": "source",
    "reason": "reason",
    "company.name": "company_name",
    "deal.next_step": "next_step",
    "deal.competitor": "competitor",
    "deal.reference": "reference",
    "note": "text",
}
FIELDS = {
    "deal.title": ("title", "title"),
    "deal.one_off": ("one_off_minor", "one_off_minor"),
    "deal.recurring": ("recurring_minor", "recurring_minor"),
    "deal.recurring_monthly": ("recurring_minor", "recurring_minor"),
    "deal.term_months": ("term_months", "term_months"),
    "deal.currency": ("currency", "currency"),
    "deal.source": ("source", "source"),
    "deal.direction": ("direction", "direction"),
    "deal.close_on": ("close_on", "close_on"),
    "deal.next_step": ("deal.next_step", "next_step"),
    "deal.next_step_on": ("deal.next_step_on", "next_step_on"),
    "deal.competitor": ("deal.competitor", "competitor"),
    "deal.owner": ("deal.owner", "owner"),
}


def run_deals(work: Work, chunk: pl.DataFrame) -> list[Outcome]:
    """Take over or change the deals of the chunk, and say what became of each."""
    assert work.pipeline is not None  # noqa: S101 - deals are run for a pipeline
    known = {} if work.plan.duplicates == "create" else find_deals(work.actor.member, chunk, work.companies)
    fresh, there = parted(chunk, "deal.key", known)
    gone: list[Outcome] = []
    if not work.is_rehearsal:
        fresh, gone = _standing(work.pipeline, fresh)
    ids = [new_id() for _row in range(fresh.height)]
    if not work.is_rehearsal:
        take_over_deals(rows=_taken_over(work, fresh, ids), pipeline=work.pipeline, actor=work.actor, at=work.at)
    return created(fresh, "deal.key", ids) + gone + _there(work, there, known)


def _standing(pipeline: Pipeline, fresh: pl.DataFrame) -> tuple[pl.DataFrame, list[Outcome]]:
    """The rows whose stage is still there, and the refusals of those that lost it to a publication meanwhile."""
    _held, stages = hold_stages(pipeline)
    stands = pl.col("stage").is_in(list(stages))
    lost = fresh.filter(~stands).select("row", "deal.key", "stage").iter_rows()
    refused = [Outcome(row, key, REFUSED, None, why_words("stage_gone", stage)) for row, key, stage in lost]
    return fresh.filter(stands), refused


def _there(work: Work, there: pl.DataFrame, known: dict[str, UUID]) -> list[Outcome]:
    if work.plan.duplicates != "update":
        return skipped(there, "deal.key", known)
    rows = there.select(COLUMNS).to_dicts()
    deals = Deal.objects.select_related("stage", "pipeline", "company", "owner").in_bulk(
        [known[row["deal.key"]] for row in rows]
    )
    companies = companies_of(work, rows)
    return [_updated(work, row, deals[known[row["deal.key"]]], companies) for row in rows]


def _updated(work: Work, row: dict[str, Any], deal: Deal, companies: dict[UUID, Company]) -> Outcome:
    fields = {column: name for target, (column, name) in FIELDS.items() if work.fed(target)}
    changes = filled(work, row, fields)
    company = companies.get(work.companies.get(row["company.key"] or "", deal.pk))
    if company is not None:
        changes["company"] = company
    before = {name: getattr(deal, name) for name in changes}
    stood = {"stage": deal.stage.key, "outcome": str(deal.outcome)}
    if before == changes and row["company.key"] not in work.fresh and not _moves(work, row, deal):
        return Outcome(row["row"], row["deal.key"], SAME, deal.pk)
    try:
        with transaction.atomic():
            edit_deal(deal=deal, changes=changes, actor=work.actor, at=work.at)
            if _moves(work, row, deal):
                _move(work, row, deal)
    except Refusal as refusal:
        return Outcome(row["row"], row["deal.key"], REFUSED, deal.pk, _words(refusal))
    stands = {"stage": deal.stage.key, "outcome": str(deal.outcome)}
    made = changes_made(before | stood, changes | stands)
    return Outcome(row["row"], row["deal.key"], UPDATED, deal.pk, changes=made)


def _moves(work: Work, row: dict[str, Any], deal: Deal) -> bool:
    """Whether the file has the deal elsewhere; what is closed here stays as it is."""
    if not deal.is_on_board() or not deal.is_open():
        return False
    elsewhere = row["stage_told"] and deal.stage.key != row["stage"] and row["stage"] in work.stages
    return row["outcome"] != "open" or bool(elsewhere)


def _move(work: Work, row: dict[str, Any], deal: Deal) -> None:
    """Bring the deal where the file says it is, through the gate."""
    if row["outcome"] != "open":
        close_deal(
            deal=deal,
            outcome=row["outcome"],
            actor=work.actor,
            at=work.at,
            reason=row["reason"] or "",
            competitor=row["deal.competitor"] or "",
        )
    else:
        move_stage(deal=deal, to=work.stages[row["stage"]], actor=work.actor, at=work.at)


def _words(refusal: Refusal) -> str:
    if isinstance(refusal, GateRefused):
        unmet = ", ".join(one.key for one in refusal.unmet)
        return f"{refusal.message} ({unmet})"
    return str(refusal)


def _taken_over(work: Work, fresh: pl.DataFrame, ids: Sequence[UUID]) -> Iterator[TakenOver]:
    """The deals as the file had them, in the order of TakenOver's fields."""
    told = {name: fresh[column].to_list() for name, column in FROM_COLUMN.items()}
    words = texts(fresh, TEXTS)
    linked = {
        "id": ids,
        "company_id": [work.companies.get(key) for key in fresh["company.key"].to_list()],
        "owner_id": uuids(fresh["deal.owner"]),
        "person_ids": [(pk,) if pk else () for pk in (work.people.get(key) for key in fresh["person.key"].to_list())],
    }
    values = told | words | linked
    return map(TakenOver._make, zip(*(values[name] for name in TakenOver._fields), strict=True))
