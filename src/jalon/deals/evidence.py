"""Evidence standing for deals, as the gate reads it."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from jalon.deals.models import Evidence


def evidence_of(deal_id: UUID) -> dict[tuple[str, str], str]:
    """{(stage key, criterion key): level} of one deal's standing evidence."""
    return evidence_by_deal([deal_id])[deal_id]


def evidence_by_deal(deal_ids: Iterable[UUID]) -> dict[UUID, dict[tuple[str, str], str]]:
    """The same for many deals, in one query."""
    found: dict[UUID, dict[tuple[str, str], str]] = defaultdict(dict)
    rows = Evidence.objects.filter(deal_id__in=list(deal_ids), withdrawn_at=None)
    for deal_id, stage, criterion, level in rows.values_list("deal_id", "stage__key", "criterion", "level"):
        found[deal_id][stage, criterion] = level
    return found
