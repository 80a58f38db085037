"""A chunk of companies: found, changed or brought."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from jalon.directory.actions import edit_company
from jalon.directory.actions.bulk import BroughtCompany, bring_companies
from jalon.directory.models import Company
from jalon.imports.matching import find_companies
from jalon.imports.running.changing import changes_made, filled
from jalon.imports.running.chunks import parted, texts, uuids
from jalon.imports.running.outcomes import REFUSED, SAME, UPDATED, Outcome, created, skipped
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


FIGURES = {"company.employees": "employees", "company.revenue": "revenue_minor"}
TEXTS = {column: name for column, name in FIELDS.items() if name != "owner" and column not in FIGURES} | {
    "text": "text"
}


def run_companies(work: Work, chunk: pl.DataFrame) -> list[Outcome]:
    """Find or bring the companies of the chunk, and say what became of each."""
    create_all = work.plan.duplicates == "create" and work.plan.lead == "company"
    known = {} if create_all else find_companies(work.workspace_id, chunk)
    fresh, there = parted(chunk, "company.key", known)
    ids = [new_id() for _row in range(fresh.height)]
    if not work.is_rehearsal:
        bring_companies(rows=_brought(fresh, ids), actor=work.actor, at=work.at)
    return created(fresh, "company.key", ids) + _there(work, there, known)


def _there(work: Work, there: pl.DataFrame, known: dict[str, UUID]) -> list[Outcome]:
    if work.plan.duplicates != "update":
        return skipped(there, "company.key", known)
    rows = there.to_dicts()
    companies = Company.objects.select_related("owner").in_bulk([known[row["company.key"]] for row in rows])
    return [_updated(work, row, companies[known[row["company.key"]]]) for row in rows]


def _updated(work: Work, row: dict[str, Any], company: Company) -> Outcome:
    changes = filled(work, row, FIELDS)
    before = {name: getattr(company, name) for name in changes}
    if before == changes:
        return Outcome(row["row"], row["company.key"], SAME, company.pk)
    try:
        with transaction.atomic():
            edit_company(company=company, changes=changes, actor=work.actor, at=work.at)
    except Refusal as refusal:
        return Outcome(row["row"], row["company.key"], REFUSED, company.pk, str(refusal))
    return Outcome(row["row"], row["company.key"], UPDATED, company.pk, changes=changes_made(before, changes))


def _brought(fresh: pl.DataFrame, ids: Sequence[UUID]) -> Iterator[BroughtCompany]:
    nothing = [None] * fresh.height
    figures = {
        name: fresh[column].to_list() if column in fresh.columns else nothing for column, name in FIGURES.items()
    }
    owners = uuids(fresh["company.owner"]) if "company.owner" in fresh.columns else nothing
    values = texts(fresh, TEXTS) | figures | {"id": ids, "owner_id": owners}
    return map(BroughtCompany._make, zip(*(values[name] for name in BroughtCompany._fields), strict=True))
