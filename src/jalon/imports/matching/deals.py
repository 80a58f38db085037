"""Deals that the workspace has already: the same reference, or the same title and company."""

from collections.abc import Iterable
from itertools import batched
from uuid import UUID

from jalon.deals.models import Deal

AT_ONCE = 1_000
BY_REFERENCE, BY_TEXT = "r:", "t:"


def find_deals(workspace_id: UUID, keys: Iterable[str | None]) -> dict[str, UUID]:
    """{deal.key: id} of those that are there, out of the trash."""
    wanted = {key for key in keys if key}
    return {
        **_found(workspace_id, BY_REFERENCE, "reference", wanted),
        **_found(workspace_id, BY_TEXT, "search_key", wanted),
    }


def _found(workspace_id: UUID, prefix: str, field: str, keys: set[str]) -> dict[str, UUID]:
    values = [key.removeprefix(prefix) for key in keys if key.startswith(prefix)]
    found: dict[str, UUID] = {}
    for some in batched(values, AT_ONCE):
        rows = Deal.objects.filter(workspace_id=workspace_id, trashed_at=None, merged_into=None)
        rows = rows.filter(**{f"{field}__in": some}).exclude(**{field: ""}).order_by("-created_at")
        found.update((prefix + value, pk) for value, pk in rows.values_list(field, "pk"))
    return found
