"""People that the workspace has already: the same e-mail address, reference, or name in the same company."""

from itertools import batched
from uuid import UUID

import polars as pl

from jalon.directory.models import Person
from jalon.imports.matching.among import among

AT_ONCE = 1_000


def find_people(workspace_id: UUID, people: pl.DataFrame, company_ids: dict[str, UUID]) -> dict[str, UUID]:
    """{person.key: id} of those that are there; a name counts only for a person who has no e-mail address."""
    by_email = _index(workspace_id, "email", people["person.email"])
    by_reference = _index(workspace_id, "reference", people["person.reference"])
    nameless_mail = people.filter(pl.col("person.email").is_null())
    by_name = _by_name(workspace_id, nameless_mail["person.folded"])
    found: dict[str, UUID] = {}
    columns = ["person.key", "person.email", "person.reference", "person.folded", "company.key"]
    for key, email, reference, name, company in people.select(columns).iter_rows():
        match = by_email.get(email) or by_reference.get(reference)
        if match is None and not email:
            match = by_name.get((name, company_ids.get(company)))
        if match:
            found[key] = match
    return found


def _index(workspace_id: UUID, field: str, values: pl.Series) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for some in batched(values.drop_nulls().unique().to_list(), AT_ONCE):
        rows = Person.objects.filter(workspace_id=workspace_id, **{f"{field}__in": among(some)}).exclude(**{field: ""})
        found.update(rows.live().order_by("-created_at").values_list(field, "pk"))
    return found


def _by_name(workspace_id: UUID, names: pl.Series) -> dict[tuple[str, UUID | None], UUID]:
    found: dict[tuple[str, UUID | None], UUID] = {}
    for some in batched(names.drop_nulls().unique().to_list(), AT_ONCE):
        rows = Person.objects.filter(workspace_id=workspace_id, search_key__in=among(some), email="").live()
        for name, company, pk in rows.order_by("-created_at").values_list("search_key", "company_id", "pk"):
            found[name, company] = pk
    return found
