"""A chunk of people: found, changed or brought."""

from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from jalon.directory.actions import edit_person
from jalon.directory.actions.bulk import BroughtPerson, bring_people
from jalon.directory.models import Company, Person
from jalon.imports.matching import find_people
from jalon.imports.running.changing import changes_made, filled
from jalon.imports.running.outcomes import CREATED, REFUSED, SAME, SKIPPED, UPDATED, Outcome
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
NAMED = ("person.name", "person.first_name", "person.last_name")


def run_people(work: Work, chunk: pl.DataFrame) -> list[Outcome]:
    """Find or bring the people of the chunk, and say what became of each."""
    create_all = work.plan.duplicates == "create" and work.plan.lead == "person"
    known = {} if create_all else find_people(work.workspace_id, chunk, work.companies)
    rows = chunk.to_dicts()
    fresh = [(row, new_id()) for row in rows if row["person.key"] not in known]
    if not work.is_rehearsal:
        bring_people(rows=[_brought(work, row, pk) for row, pk in fresh], actor=work.actor, at=work.at)
    made = [Outcome(row["row"], row["person.key"], CREATED, pk) for row, pk in fresh]
    there = [row for row in rows if row["person.key"] in known]
    return made + _there(work, there, known)


def _there(work: Work, rows: list[dict[str, Any]], known: dict[str, UUID]) -> list[Outcome]:
    if work.plan.duplicates != "update":
        return [Outcome(row["row"], row["person.key"], SKIPPED, known[row["person.key"]]) for row in rows]
    people = Person.objects.select_related("owner", "company").in_bulk([known[row["person.key"]] for row in rows])
    companies = Company.objects.in_bulk(
        {work.companies[key] for row in rows if (key := row["company.key"]) in work.companies}
    )
    return [_updated(work, row, people[known[row["person.key"]]], companies) for row in rows]


def _updated(work: Work, row: dict[str, Any], person: Person, companies: dict[UUID, Company]) -> Outcome:
    changes = filled(work, row, FIELDS)
    if not work.fed(*NAMED):
        changes.pop("name", None)  # it was made of the e-mail address
    company = companies.get(work.companies.get(row["company.key"] or "", person.pk))
    if company is not None:
        changes["company"] = company
    before = {name: getattr(person, name) for name in changes}
    try:
        with transaction.atomic():
            edit_person(person=person, changes=changes, actor=work.actor, at=work.at)
    except Refusal as refusal:
        return Outcome(row["row"], row["person.key"], REFUSED, person.pk, str(refusal))
    made = changes_made(before, changes)
    return Outcome(row["row"], row["person.key"], UPDATED if made else SAME, person.pk, changes=made)


def _brought(work: Work, row: dict[str, Any], pk: UUID) -> BroughtPerson:
    get = row.get
    return BroughtPerson(
        id=pk,
        name=row["person.name"],
        email=get("person.email") or "",
        phone=get("person.phone") or "",
        job_title=get("person.job_title") or "",
        company_id=work.companies.get(get("company.key") or ""),
        owner_id=UUID(row["person.owner"]) if get("person.owner") else None,
        source=get("person.source") or "",
        reference=get("person.reference") or "",
        text=row["text"] or "",
    )
