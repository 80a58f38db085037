"""Bring companies and people from another tool, many at once; and give back what nobody touched since."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import models, transaction

from jalon.directory.models import Company, Person
from jalon.directory.names import domain_of, match_key
from jalon.directory.verbs import COMPANY_IMPORTED, COMPANY_TRASHED, PERSON_IMPORTED, PERSON_TRASHED
from jalon.kernel.db.bulk import Column, Same, load_columns
from jalon.kernel.text import fold
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record_many
from jalon.timeline.actions.record import Happening
from jalon.timeline.catalogue import NoParticulars, Verb


class BroughtCompany(NamedTuple):
    """A company as another tool had it; `text` is what the file said beside."""

    id: UUID
    name: str
    website: str = ""
    phone: str = ""
    sector: str = ""
    city: str = ""
    country: str = ""
    employees: int | None = None
    revenue_minor: int | None = None
    owner_id: UUID | None = None
    reference: str = ""
    text: str = ""


class BroughtPerson(NamedTuple):
    """A person as another tool had them; the e-mail address in lower case."""

    id: UUID
    name: str
    email: str = ""
    phone: str = ""
    job_title: str = ""
    company_id: UUID | None = None
    owner_id: UUID | None = None
    source: str = ""
    reference: str = ""
    text: str = ""


COMPANY_FIELDS = """id workspace_id created_at edit name website domain phone sector city country employees
    revenue_minor owner_id reference search_key match_key""".split()
PERSON_FIELDS = """id workspace_id created_at edit name email phone job_title company_id owner_id source reference
    search_key""".split()
OF_COMPANY = "id name website phone sector city country employees revenue_minor owner_id reference".split()
OF_PERSON = "id name email phone job_title company_id owner_id source reference".split()


@transaction.atomic
def bring_companies(*, rows: Iterable[BroughtCompany], actor: Actor, at: datetime) -> int:
    """Write the companies and one event each, set by set; gives how many. Raises NotAllowed."""
    actor.must(Can.EDIT_DIRECTORY)
    companies = list(rows)
    if companies:
        keys: dict[str, Column] = {
            "domain": [domain_of(one.website) for one in companies],
            "search_key": [fold(one.name, one.city)[:400] for one in companies],
            "match_key": [match_key(one.name) for one in companies],
        }
        load_columns(Company, _columns(companies, OF_COMPANY, actor.member.workspace_id, at) | keys)
    return _record(COMPANY_IMPORTED, "company", companies, actor, at)


@transaction.atomic
def bring_people(*, rows: Iterable[BroughtPerson], actor: Actor, at: datetime) -> int:
    """Write the people and one event each, set by set; gives how many. Raises NotAllowed."""
    actor.must(Can.EDIT_DIRECTORY)
    people = list(rows)
    if people:
        keys: dict[str, Column] = {"search_key": [fold(one.name, one.email)[:400] for one in people]}
        load_columns(Person, _columns(people, OF_PERSON, actor.member.workspace_id, at) | keys)
    return _record(PERSON_IMPORTED, "person", people, actor, at)


def give_back_companies(*, company_ids: Sequence[UUID], actor: Actor, at: datetime) -> set[UUID]:
    """Put in the trash those of the companies that were never edited since; gives which. Raises NotAllowed."""
    return _give_back(Company, COMPANY_TRASHED, company_ids, actor, at)


def give_back_people(*, person_ids: Sequence[UUID], actor: Actor, at: datetime) -> set[UUID]:
    """Put in the trash those of the people that were never edited since; gives which. Raises NotAllowed."""
    return _give_back(Person, PERSON_TRASHED, person_ids, actor, at)


@transaction.atomic
def _give_back(model: type[models.Model], verb: Verb, ids: Sequence[UUID], actor: Actor, at: datetime) -> set[UUID]:
    actor.must(Can.EDIT_DIRECTORY)
    rows: models.QuerySet[models.Model] = model._default_manager.filter(
        pk__in=ids, workspace_id=actor.member.workspace_id, edit=1, trashed_at=None
    )
    gone = set(rows.select_for_update().values_list("pk", flat=True))
    model._default_manager.filter(pk__in=gone).update(trashed_at=at, edit=2)
    happenings = (Happening(pk, NoParticulars(), at) for pk in gone)
    record_many(verb, kind=str(model._meta.model_name), happenings=happenings, actor=actor)
    return gone


def _columns(
    rows: Sequence[BroughtCompany] | Sequence[BroughtPerson], names: Sequence[str], workspace_id: UUID, at: datetime
) -> dict[str, Column]:
    columns = dict(zip(rows[0]._fields, zip(*rows, strict=True), strict=True))
    given: dict[str, Column] = {name: columns[name] for name in names}
    return given | {"workspace_id": Same(workspace_id), "created_at": Same(at), "edit": Same(1)}


def _record(
    verb: Verb, kind: str, rows: Sequence[BroughtCompany] | Sequence[BroughtPerson], actor: Actor, at: datetime
) -> int:
    happenings = (Happening(one.id, NoParticulars(), at, one.text) for one in rows)
    return record_many(verb, kind=kind, happenings=happenings, actor=actor)
