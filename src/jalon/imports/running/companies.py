"""A chunk of companies: found, changed or brought."""

from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from jalon.directory.actions import edit_company
from jalon.directory.actions.bulk import BroughtCompany, bring_companies
from jalon.directory.models import Company
from jalon.imports.matching import find_companies
from jalon.imports.running.changing import changes_made, filled
from jalon.imports.running.outcomes import CREATED, REFUSED, SAME, SKIPPED, UPDATED, Outcome
from jalon.imports.running.work import Work
from jalon.kernel.errors import Refusal
from jalon.kernel.ids import new_id

FIELDS = {
    "company.name": "name",
    "company.website": "website",
    "company.phone": "phone",
    "company.sector": "sector",
    "company.city": "city",
    "company.country": "country",
    "company.employees": "employees",
    "company.revenue": "revenue_minor",
    "company.owner": "owner",
    "company.reference": "reference",
}


def run_companies(work: Work, chunk: pl.DataFrame) -> list[Outcome]:
    """Find or bring the companies of the chunk, and say what became of each."""
    create_all = work.plan.duplicates == "create" and work.plan.lead == "company"
    known = {} if create_all else find_companies(work.workspace_id, chunk)
    rows = chunk.to_dicts()
    fresh = [(row, new_id()) for row in rows if row["company.key"] not in known]
    if not work.is_rehearsal:
        bring_companies(rows=[_brought(row, pk) for row, pk in fresh], actor=work.actor, at=work.at)
    made = [Outcome(row["row"], row["company.key"], CREATED, pk) for row, pk in fresh]
    there = [row for row in rows if row["company.key"] in known]
    return made + _there(work, there, known)


def _there(work: Work, rows: list[dict[str, Any]], known: dict[str, UUID]) -> list[Outcome]:
    if work.plan.duplicates != "update":
        return [Outcome(row["row"], row["company.key"], SKIPPED, known[row["company.key"]]) for row in rows]
    companies = Company.objects.select_related("owner").in_bulk([known[row["company.key"]] for row in rows])
    return [_updated(work, row, companies[known[row["company.key"]]]) for row in rows]


def _updated(work: Work, row: dict[str, Any], company: Company) -> Outcome:
    changes = filled(work, row, FIELDS)
    before = {name: getattr(company, name) for name in changes}
    try:
        with transaction.atomic():
            edit_company(company=company, changes=changes, actor=work.actor, at=work.at)
    except Refusal as refusal:
        return Outcome(row["row"], row["company.key"], REFUSED, company.pk, str(refusal))
    made = changes_made(before, changes)
    return Outcome(row["row"], row["company.key"], UPDATED if made else SAME, company.pk, changes=made)


def _brought(row: dict[str, Any], pk: UUID) -> BroughtCompany:
    get = row.get
    return BroughtCompany(
        id=pk,
        name=row["company.name"],
        website=get("company.website") or "",
        phone=get("company.phone") or "",
        sector=get("company.sector") or "",
        city=get("company.city") or "",
        country=get("company.country") or "",
        employees=get("company.employees"),
        revenue_minor=get("company.revenue"),
        owner_id=UUID(row["company.owner"]) if get("company.owner") else None,
        reference=get("company.reference") or "",
        text=row["text"] or "",
    )
