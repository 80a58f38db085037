"""Count the healthy, the at risk and the late of each stage: a snapshot with its time."""

from datetime import datetime

from django.db.models import Case, CharField, Count, Q, Value, When

from jalon.deals.definitions import definition_of
from jalon.deals.health import health_condition, norm_of
from jalon.deals.models import Deal, DealQuerySet, HealthCount, Pipeline, Stage
from jalon.kernel.clock import today_in


def count_health(*, pipeline: Pipeline, at: datetime) -> None:
    """Write the snapshot of every stage of `pipeline`."""
    if pipeline.current_id is None:
        return
    definition = definition_of(pipeline.current_id)
    known = {stage.key: stage for stage in (*definition.stages, *definition.aside)}
    for stage in pipeline.stages.filter(key__in=known):
        norm = norm_of(known[stage.key])
        today = today_in(pipeline.workspace.time_zone, at)
        late = health_condition("late", norm=norm, at=at, today=today)
        at_risk = health_condition("at_risk", norm=norm, at=at, today=today)
        _write(stage, late, at_risk, at)


def _write(stage: Stage, late: Q, at_risk: Q, at: datetime) -> None:
    health = Case(
        When(late, then=Value("late")),
        When(at_risk, then=Value("at_risk")),
        default=Value("healthy"),
        output_field=CharField(),
    )
    deals = Deal.objects.on_board().filter(stage=stage).order_by()
    counts = dict(deals.annotate(health=health).values_list("health").annotate(Count("id")))
    HealthCount.objects.update_or_create(
        stage=stage,
        defaults={
            "workspace_id": stage.workspace_id,
            "healthy": counts.get("healthy", 0),
            "at_risk": counts.get("at_risk", 0),
            "late": counts.get("late", 0),
            "median_days": _median_days(deals, sum(counts.values()), at),
            "counted_at": at,
        },
    )


def _median_days(deals: DealQuerySet, count: int, at: datetime) -> float | None:
    """The middle one, or the mean of the middle two, read off the index by time of entry."""
    entered = deals.order_by("entered_stage_at", "id").values_list("entered_stage_at", flat=True)
    middle = entered[(count - 1) // 2 : count // 2 + 1] if count else []
    days = [(at - one).total_seconds() / 86_400 for one in middle]
    return sum(days) / len(days) if days else None
