"""Fold the deltas of the kept totals, and rebuild totals from the rows when asked."""

from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.db.models import Count, F, Sum

from jalon.deals.models import Deal, Pipeline, StageTotal, StageTotalDelta
from jalon.deals.models.totals import NOBODY

BATCH = 5_000

Key = tuple[UUID, UUID, UUID, UUID, str]


def fold_totals(*, limit: int = BATCH) -> int:
    """Add up to `limit` deltas to the totals and remove them; gives how many.

    Two who fold at once fold each delta once.
    """
    with transaction.atomic():
        deltas = list(StageTotalDelta.objects.select_for_update(skip_locked=_can_skip()).order_by("pk")[:limit])
        _add(deltas)
        StageTotalDelta.objects.filter(pk__in=[delta.pk for delta in deltas]).delete()
    return len(deltas)


def recount_totals(*, pipeline: Pipeline) -> None:
    """Write the totals of one pipeline anew from its deals, dropping its deltas."""
    with transaction.atomic():
        Pipeline.objects.select_for_update().get(pk=pipeline.pk)
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


def _add(deltas: list[StageTotalDelta]) -> None:
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0])
    for delta in deltas:
        key = (delta.workspace_id, delta.pipeline_id, delta.stage_id, delta.owner_key, delta.currency)
        sums[key][0] += delta.deals
        sums[key][1] += delta.value_minor
    for (workspace, pipeline, stage, owner, currency), (deals, value) in sorted(sums.items()):
        total, _is_new = StageTotal.objects.get_or_create(
            pipeline_id=pipeline,
            stage_id=stage,
            owner_key=owner,
            currency=currency,
            defaults={"workspace_id": workspace, "deals": 0, "value_minor": 0},
        )
        StageTotal.objects.filter(pk=total.pk).update(deals=F("deals") + deals, value_minor=F("value_minor") + value)


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
