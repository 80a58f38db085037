"""A chunk of deals: taken over, or changed through the same doors as by hand, gates included."""

from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from jalon.deals.actions import GateRefused, close_deal, edit_deal, move_stage
from jalon.deals.actions.take_over import TakenOver, take_over_deals
from jalon.deals.models import Deal
from jalon.directory.models import Company
from jalon.imports.matching import find_deals
from jalon.imports.running.changing import changes_made, filled
from jalon.imports.running.outcomes import CREATED, REFUSED, SAME, SKIPPED, UPDATED, Outcome
from jalon.imports.running.work import Work
from jalon.kernel.errors import Refusal
from jalon.kernel.ids import new_id

COLUMNS = """row title stage outcome stage_told currency opened_at entered_at decided_at close_on one_off_minor
    recurring_minor term_months direction source reason note company.key company.name person.key deal.key deal.owner
    deal.next_step deal.next_step_on deal.competitor deal.reference""".split()
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
    known = {} if work.plan.duplicates == "create" else find_deals(work.workspace_id, chunk["deal.key"].to_list())
    rows = chunk.select(COLUMNS).to_dicts()
    fresh = [(row, new_id()) for row in rows if row["deal.key"] not in known]
    if not work.is_rehearsal:
        taken = [_taken_over(work, row, pk) for row, pk in fresh]
        take_over_deals(rows=taken, pipeline=work.pipeline, actor=work.actor, at=work.at)
    made = [Outcome(row["row"], row["deal.key"], CREATED, pk) for row, pk in fresh]
    there = [row for row in rows if row["deal.key"] in known]
    return made + _there(work, there, known)


def _there(work: Work, rows: list[dict[str, Any]], known: dict[str, UUID]) -> list[Outcome]:
    if work.plan.duplicates != "update":
        return [Outcome(row["row"], row["deal.key"], SKIPPED, known[row["deal.key"]]) for row in rows]
    deals = Deal.objects.select_related("stage", "pipeline", "company", "owner").in_bulk(
        [known[row["deal.key"]] for row in rows]
    )
    companies = Company.objects.in_bulk(
        {work.companies[key] for row in rows if (key := row["company.key"]) in work.companies}
    )
    return [_updated(work, row, deals[known[row["deal.key"]]], companies) for row in rows]


def _updated(work: Work, row: dict[str, Any], deal: Deal, companies: dict[UUID, Company]) -> Outcome:
    fields = {column: name for target, (column, name) in FIELDS.items() if work.fed(target)}
    changes = filled(work, row, fields)
    company = companies.get(work.companies.get(row["company.key"] or "", deal.pk))
    if company is not None:
        changes["company"] = company
    before = {name: getattr(deal, name) for name in changes}
    stood = {"stage": deal.stage.key, "outcome": deal.outcome}
    try:
        with transaction.atomic():
            edit_deal(deal=deal, changes=changes, actor=work.actor, at=work.at)
            _move(work, row, deal)
    except Refusal as refusal:
        return Outcome(row["row"], row["deal.key"], REFUSED, deal.pk, _words(refusal))
    stands = {"stage": deal.stage.key, "outcome": str(deal.outcome)}
    made = changes_made(before | stood, changes | stands)
    return Outcome(row["row"], row["deal.key"], UPDATED if made else SAME, deal.pk, changes=made)


def _move(work: Work, row: dict[str, Any], deal: Deal) -> None:
    """Bring the deal where the file says it is, through the gate; what is closed here stays as it is."""
    if not deal.is_on_board() or not deal.is_open():
        return
    if row["outcome"] != "open":
        close_deal(
            deal=deal,
            outcome=row["outcome"],
            actor=work.actor,
            at=work.at,
            reason=row["reason"] or "",
            competitor=row["deal.competitor"] or "",
        )
    elif row["stage_told"] and deal.stage.key != row["stage"] and row["stage"] in work.stages:
        move_stage(deal=deal, to=work.stages[row["stage"]], actor=work.actor, at=work.at)


def _words(refusal: Refusal) -> str:
    if isinstance(refusal, GateRefused):
        unmet = ", ".join(one.key for one in refusal.unmet)
        return f"{refusal.message} ({unmet})"
    return str(refusal)


def _taken_over(work: Work, row: dict[str, Any], pk: UUID) -> TakenOver:
    person = work.people.get(row["person.key"] or "")
    owner = row["deal.owner"]
    return TakenOver(
        id=pk,
        title=row["title"],
        stage=row["stage"],
        currency=row["currency"],
        opened_at=row["opened_at"],
        entered_stage_at=row["entered_at"],
        outcome=row["outcome"],
        decided_at=row["decided_at"],
        company_id=work.companies.get(row["company.key"] or ""),
        company_name=row["company.name"] or "",
        owner_id=UUID(owner) if owner else None,
        one_off_minor=row["one_off_minor"],
        recurring_minor=row["recurring_minor"],
        term_months=row["term_months"],
        direction=row["direction"],
        source=row["source"],
        close_on=row["close_on"],
        next_step=row["deal.next_step"] or "",
        next_step_on=row["deal.next_step_on"],
        reason=row["reason"] or "",
        competitor=row["deal.competitor"] or "",
        reference=row["deal.reference"] or "",
        person_ids=(person,) if person else (),
        text=row["note"] or "",
    )
