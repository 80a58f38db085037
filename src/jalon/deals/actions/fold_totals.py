"""Fold the deltas of the kept totals, and rebuild totals from the rows when asked."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Sum

from jalon.deals.models import Deal, Pipeline, StageTotal, StageTotalDelta
from jalon.deals.models.totals import NOBODY
from jalon.kernel.db.add_up import add_up
from jalon.kernel.db.table_lock import Hold, hold_table

BATCH = 2_000
KEY = ("workspace_id", "pipeline_id", "stage_id", "owner_key", "currency")
SUMS = ("deals", "value_minor")


def fold_totals(*, limit: int = BATCH) -> int:
    """Add up to `limit` deltas to the totals and remove them; gives how many.

    Two who fold at once fold each delta once. On SQLite nobody writes meanwhile: a full batch takes some 50 ms.
    """
    with transaction.atomic():
        hold_table(StageTotalDelta, Hold.WRITING)  # first: a recount neither finds us half done nor is found so
        deltas = StageTotalDelta.objects.select_for_update(skip_locked=_can_skip()).order_by("pk")
        rows = list(deltas.values_list("pk", *KEY, *SUMS)[:limit])
        add_up(StageTotal, key=KEY, sums=SUMS, rows=_added(row[1:] for row in rows))
        StageTotalDelta.objects.filter(pk__in=[row[0] for row in rows]).delete()
    return len(rows)


def _added(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """One row a key, in the order of keys."""
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0])
    for *key, deals, value in rows:
        sums[tuple(key)][0] += deals
        sums[tuple(key)][1] += value
    return [(*key, *both) for key, both in sorted(sums.items())]


def recount_totals(*, pipeline: Pipeline) -> None:
    """Write the totals of one pipeline anew from its deals, dropping its deltas.

    A deal is committed with its deltas. While their table is held still, each change is either there as a whole, and
    counted, or its deltas are yet to come: none is counted twice.
    """
    with transaction.atomic():
        hold_table(StageTotalDelta, Hold.STILL)
        StageTotalDelta.objects.filter(pipeline=pipeline).delete()
        StageTotal.objects.filter(pipeline=pipeline).delete()
        StageTotal.objects.bulk_create(_counted(pipeline))


def totals_drift(pipeline: Pipeline) -> dict[tuple[UUID, UUID, str], tuple[int, int]]:
    """Kept totals (folded and not) minus a recount, where they differ: {(stage, owner, currency): (deals, value)}."""
    drift: dict[tuple[UUID, UUID, str], list[int]] = defaultdict(lambda: [0, 0])
    for table in (StageTotal, StageTotalDelta):
        rows = table.objects.filter(pipeline=pipeline).values_list("stage_id", "owner_key", "currency")
        for stage, owner, currency, deals, value in rows.annotate(Sum("deals"), Sum("value_minor")):
            drift[stage, owner, currency][0] += deals
            drift[stage, owner, currency][1] += value
    for total in _counted(pipeline):
        drift[total.stage_id, total.owner_key, total.currency][0] -= total.deals
        drift[total.stage_id, total.owner_key, total.currency][1] -= total.value_minor
    return {key: (deals, value) for key, (deals, value) in drift.items() if deals or value}


def _counted(pipeline: Pipeline) -> list[StageTotal]:
    rows = Deal.objects.on_board().filter(pipeline=pipeline).order_by().values_list("stage_id", "owner_id", "currency")
    return [
        StageTotal(
            workspace_id=pipeline.workspace_id,
            pipeline=pipeline,
            stage_id=stage,
            owner_key=owner or NOBODY,
            currency=currency,
            deals=deals,
            value_minor=value,
        )
        for stage, owner, currency, deals, value in rows.annotate(Count("id"), Sum("value_minor"))
    ]


def _can_skip() -> bool:
    return transaction.get_connection().features.has_select_for_update_skip_locked
