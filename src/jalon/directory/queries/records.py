"""Companies and people, one and many, for a viewer."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from jalon.directory.models import Company, Person
from jalon.directory.names import match_key
from jalon.kernel.db.keyset import Order, page_after
from jalon.kernel.db.row_security import containing
from jalon.kernel.text import fold
from jalon.orgs.models import Membership

PAGE = 50


@dataclass(frozen=True, slots=True)
class RecordPage:
    """A page of records by name; `after` is the cursor of the next one, "" on the last."""

    rows: list[Company | Person]
    after: str


def company_for(viewer: Membership, company_id: UUID) -> Company:
    """The company, trashed or not. Raises Http404 when the viewer has none of that id."""
    return _one(Company.objects.visible_to(viewer).select_related("owner__user"), company_id)


def person_for(viewer: Membership, person_id: UUID) -> Person:
    """The person, trashed or not. Raises Http404 when the viewer has none of that id."""
    return _one(Person.objects.visible_to(viewer).select_related("company", "owner__user"), person_id)


def company_named(viewer: Membership, name: str) -> Company | None:
    """The live company whose name matches, legal form and accents aside."""
    key = match_key(name)
    same = Company.objects.visible_to(viewer).live().filter(match_key=key)
    return same.order_by("created_at", "id").first() if key else None


def companies(viewer: Membership, *, q: str = "", after: str = "", limit: int = PAGE) -> RecordPage:
    """Live companies by name; `q` is found anywhere in name and city, accents and case aside."""
    return _page(Company.objects.visible_to(viewer).live().select_related("owner__user"), q, after, limit)


def people(viewer: Membership, *, q: str = "", after: str = "", limit: int = PAGE) -> RecordPage:
    """Live people by name."""
    return _page(Person.objects.visible_to(viewer).live().select_related("company"), q, after, limit)


def _one[T: (Company, Person)](rows: QuerySet[T], pk: UUID) -> T:
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _page(rows: QuerySet[Company] | QuerySet[Person], q: str, after: str, limit: int) -> RecordPage:
    if q:
        rows = containing(rows, fold(q))
    page = page_after(rows, Order("search_key"), after=after, limit=limit)
    return RecordPage(rows=page.rows, after=page.more)
