"""A chunk of people: found, changed or brought."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from jalon.directory.actions import edit_person
from jalon.directory.actions.bulk import BroughtPerson, bring_people
from jalon.directory.models import Company, Person
from jalon.imports.matching import find_people
from jalon.imports.running.changing import changes_made, filled
from jalon.imports.running.chunks import companies_of, parted, texts, uuids
from jalon.imports.running.outcomes import REFUSED, SAME, UPDATED, Outcome, created, skipped
from jalon.imports.running.work import Work
from jalon.kernel.errors import Refusal
from jalon.kernel.ids import new_id

FIELDS = {
    "person.name": "name",
    "person.email": "email",
    "person.phone": "phone",
    "person.job_title": "job_title",
    "person.owner": "owner",
    "person.source": "source",
    "person.reference": "reference",
}
TEXTS = {column: name for column, name in FIELDS.items() if name != "owner"} | {"text": "text"}
NAMED = ("person.name", "person.first_name", "person.last_name")


def run_people(work: Work, chunk: pl.DataFrame) -> list[Outcome]:
    """Find or bring the people of the chunk, and say what became of each."""
    create_all = work.plan.duplicates == "create" and work.plan.lead == "person"
    known = {} if create_all else find_people(work.workspace_id, chunk, work.companies)
    fresh, there = parted(chunk, "person.key", known)
    ids = [new_id() for _row in range(fresh.height)]
    if not work.is_rehearsal:
        bring_people(rows=_brought(work, fresh, ids), actor=work.actor, at=work.at)
    return created(fresh, "person.key", ids) + _there(work, there, known)


def _there(work: Work, there: pl.DataFrame, known: dict[str, UUID]) -> list[Outcome]:
    if work.plan.duplicates != "update":
        return skipped(there, "person.key", known)
    rows = there.to_dicts()
    people = Person.objects.select_related("owner", "company").in_bulk([known[row["person.key"]] for row in rows])
    companies = companies_of(work, rows)
    return [_updated(work, row, people[known[row["person.key"]]], companies) for row in rows]


def _updated(work: Work, row: dict[str, Any], person: Person, companies: dict[UUID, Company]) -> Outcome:
    changes = filled(work, row, FIELDS)
    if not work.fed(*NAMED):
        changes.pop("name", None)  # it was made of the e-mail address
    company = companies.get(work.companies.get(row["company.key"] or "", person.pk))
    if company is not None:
        changes["company"] = company
    before = {name: getattr(person, name) for name in changes}
    if before == changes and row["company.key"] not in work.fresh:
        return Outcome(row["row"], row["person.key"], SAME, person.pk)
    try:
        with transaction.atomic():
            edit_person(person=person, changes=changes, actor=work.actor, at=work.at)
    except Refusal as refusal:
        return Outcome(row["row"], row["person.key"], REFUSED, person.pk, str(refusal))
    return Outcome(row["row"], row["person.key"], UPDATED, person.pk, changes=changes_made(before, changes))


def _brought(work: Work, fresh: pl.DataFrame, ids: Sequence[UUID]) -> Iterator[BroughtPerson]:
    owners = uuids(fresh["person.owner"]) if "person.owner" in fresh.columns else [None] * fresh.height
    values = texts(fresh, TEXTS) | {
        "id": ids,
        "company_id": [work.companies.get(key) for key in fresh["company.key"].to_list()],
        "owner_id": owners,
    }
    return map(BroughtPerson._make, zip(*(values[name] for name in BroughtPerson._fields), strict=True))
