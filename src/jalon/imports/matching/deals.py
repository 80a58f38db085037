"""Deals that a member sees already: the same reference, or the same title in the same company."""

from collections.abc import Mapping
from itertools import batched
from uuid import UUID

import polars as pl
from django.db.models import QuerySet

from jalon.deals.models import Deal
from jalon.directory.models import Company
from jalon.imports.matching.among import among
from jalon.kernel.text import fold
from jalon.orgs.models import Membership

AT_ONCE = 1_000
BY_REFERENCE = "r:"


def find_deals(viewer: Membership, deals: pl.DataFrame, company_ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """{deal.key: id} of those that are there, out of the trash. `deals` has deal.key, deal.folded and company.key.

    A deal out of the viewer's sight is as if it were not there: no answer tells that it is.
    """
    keyed = deals.select("deal.key", "deal.folded", "company.key").drop_nulls("deal.key")
    by_text = keyed.filter(pl.col("deal.folded").is_not_null())
    return {
        **_by_reference(viewer, keyed.filter(pl.col("deal.folded").is_null())["deal.key"]),
        **_by_text(viewer, by_text, company_ids),
    }


def _by_reference(viewer: Membership, keys: pl.Series) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for some in batched(keys.str.strip_prefix(BY_REFERENCE).unique().to_list(), AT_ONCE):
        rows = _there(viewer).filter(reference__in=among(some)).exclude(reference="").order_by("-created_at")
        found.update((BY_REFERENCE + value, pk) for value, pk in rows.values_list("reference", "pk"))
    return found


def _by_text(viewer: Membership, deals: pl.DataFrame, company_ids: Mapping[str, UUID]) -> dict[str, UUID]:
    """A company that is not there yet has no deals: those of its deals are new."""
    rows = [
        (key, title, company_ids.get(company) if company else None, company)
        for key, title, company in deals.iter_rows()
    ]
    names = _names({company for _key, _title, company, _told in rows if company})
    wanted = {
        (fold(title, names.get(company, ""))[:500], company): key
        for key, title, company, told in rows
        if company or not told
    }
    found: dict[str, UUID] = {}
    for some in batched({text for text, _company in wanted}, AT_ONCE):
        there = _there(viewer).filter(search_key__in=among(some)).order_by("-created_at")
        for text, company, pk in there.values_list("search_key", "company_id", "pk"):
            if (text, company) in wanted:
                found[wanted[text, company]] = pk
    return found


def _names(ids: set[UUID]) -> dict[UUID | None, str]:
    found: dict[UUID | None, str] = {}
    for some in batched(ids, AT_ONCE):
        found.update(Company.objects.filter(pk__in=some).values_list("pk", "name"))
    return found


def _there(viewer: Membership) -> QuerySet[Deal]:
    return Deal.objects.visible_to(viewer).filter(trashed_at=None, merged_into=None)
