"""Count the healthy, the at risk and the late of each stage: a snapshot with its time."""

from datetime import datetime
from statistics import median

from django.db.models import Case, CharField, Count, Q, Value, When

from jalon.deals.definitions import definition_of
from jalon.deals.health import health_condition, norm_of
from jalon.deals.models import Deal, HealthCount, Pipeline, Stage
from jalon.kernel.clock import today_in

SAMPLE = 5_000


def count_health(*, pipeline: Pipeline, at: datetime) -> None:
    """Write the snapshot of every stage of `pipeline`; median days on up to SAMPLE deals of a stage."""
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
    entered = deals.values_list("entered_stage_at", flat=True)[:SAMPLE]
    days = [(at - one).total_seconds() / 86_400 for one in entered]
    HealthCount.objects.update_or_create(
        stage=stage,
        defaults={
            "workspace_id": stage.workspace_id,
            "healthy": counts.get("healthy", 0),
            "at_risk": counts.get("at_risk", 0),
            "late": counts.get("late", 0),
            "median_days": median(days) if days else None,
            "counted_at": at,
        },
    )
