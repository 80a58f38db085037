"""Totals of a board's columns: kept ones for the whole book, counted ones under a filter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, Q
from django.db.models import Sum as SumOf

from jalon.deals.definitions import definition_of
from jalon.deals.health import Norm, health_condition, norm_of
from jalon.deals.models import Deal, Pipeline, Stage, StageTotal, StageTotalDelta
from jalon.deals.queries.filters import BoardFilters
from jalon.kernel.clock import today_in
from jalon.kernel.money import Money
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from jalon.process import PipelineDefinition


@dataclass(frozen=True, slots=True)
class Sum:
    """Deals of one currency: how many, worth how much in all, on average, and weighted by the odds of winning."""

    deals: int
    total: Money
    weighted: Money

    @property
    def average(self) -> Money:
        """Mean value, 0 when there is no deal."""
        return Money(round(self.total.minor / self.deals) if self.deals else 0, self.total.currency)


@dataclass(frozen=True, slots=True)
class ColumnTotals:
    """A column's totals: `sums` by currency, the largest first; empty before the opportunity line."""

    deals: int
    sums: tuple[Sum, ...]


Rows = dict[UUID, dict[str, tuple[int, int]]]


def column_totals(
    viewer: Membership,
    *,
    pipeline: Pipeline,
    filters: BoardFilters,
    at: datetime,
    stages: Iterable[Stage] | None = None,
) -> dict[UUID, ColumnTotals]:
    """{stage id: totals} of what the viewer sees; stages without deals are absent.

    Without filters it reads kept totals, whose cost does not grow with the book; with filters it counts rows. `stages`
    are the pipeline's, when they are at hand.
    """
    stages = list(pipeline.stages.all() if stages is None else stages)
    rows = _counted(viewer, pipeline, stages, filters, at) if filters else _kept(viewer, pipeline)
    odds = _odds(pipeline, stages)
    return {stage: _totals(by_currency, odds.get(stage)) for stage, by_currency in rows.items()}


def _totals(by_currency: Mapping[str, tuple[int, int]], odds: float | None) -> ColumnTotals:
    deals = sum(count for count, _value in by_currency.values())
    if odds is None:
        return ColumnTotals(deals, ())
    ordered = sorted(by_currency.items(), key=lambda item: (-item[1][0], item[0]))
    return ColumnTotals(
        deals,
        tuple(
            Sum(count, Money(value, currency), Money(round(value * odds), currency))
            for currency, (count, value) in ordered
            if count
        ),
    )


def _kept(viewer: Membership, pipeline: Pipeline) -> Rows:
    """Folded totals and the deltas since, in one statement: what is being folded meanwhile counts once."""
    mine = _owners(viewer)
    folded, since = (
        table.objects.filter(mine, pipeline=pipeline)
        .values_list("stage_id", "currency")
        .annotate(SumOf("deals"), SumOf("value_minor"))
        for table in (StageTotal, StageTotalDelta)
    )
    return _by_stage(folded.union(since, all=True))


def _counted(
    viewer: Membership, pipeline: Pipeline, stages: Iterable[Stage], filters: BoardFilters, at: datetime
) -> Rows:
    today = today_in(viewer.workspace.time_zone, at)
    deals = filters.apply(Deal.objects.visible_to(viewer).on_board(), viewer=viewer, today=today)
    deals = deals.filter(stage__in=[stage.pk for stage in stages]).filter(pipeline_filter(pipeline, filters, at, today))
    by_column = deals.order_by().values_list("stage_id", "currency")
    return _by_stage(by_column.annotate(Count("id"), SumOf("value_minor")))


def pipeline_filter(pipeline: Pipeline, filters: BoardFilters, at: datetime, today: date) -> Q:
    """The filters that depend on the stages of a pipeline: health by each stage's norm, amounts past the line."""
    if pipeline.current_id is None:
        return Q()
    definition = definition_of(pipeline.current_id)
    return _past_the_line(definition, filters) & _by_health(definition, filters, at, today)


def _past_the_line(definition: PipelineDefinition, filters: BoardFilters) -> Q:
    if not filters.amount:
        return Q()
    early = [stage.key for stage in definition.stages if definition.is_before_opportunity_line(stage.key)]
    return ~Q(stage__key__in=early)


def _by_health(definition: PipelineDefinition, filters: BoardFilters, at: datetime, today: date) -> Q:
    if not filters.health:
        return Q()
    norms = {stage.key: norm_of(stage) for stage in (*definition.stages, *definition.aside)}
    condition = ~Q(stage__key__in=norms) & _is(filters.health, Norm(None, None), at, today)
    for key, norm in norms.items():
        condition |= Q(stage__key=key) & _is(filters.health, norm, at, today)
    return condition


def _is(health: str, norm: Norm, at: datetime, today: date) -> Q:
    return health_condition(health, norm=norm, at=at, today=today)  # type: ignore[arg-type]


def _by_stage(rows: Iterable[tuple[UUID, str, int, int]]) -> Rows:
    found: Rows = defaultdict(dict)
    for stage, currency, deals, value in rows:
        before = found[stage].get(currency, (0, 0))
        found[stage][currency] = (before[0] + deals, before[1] + int(value))  # PostgreSQL sums to a decimal
    return found


def _owners(viewer: Membership) -> Q:
    if viewer.scope == Scope.ALL:
        return Q()
    if viewer.scope == Scope.TEAM and viewer.team_id is not None:
        return Q(owner_key__in=Membership.objects.filter(team_id=viewer.team_id).values("pk"))
    return Q(owner_key=viewer.pk)


def _odds(pipeline: Pipeline, stages: Iterable[Stage]) -> dict[UUID, float]:
    """Odds of winning from each stage past the opportunity line: the product of the conversions up to the sale."""
    if pipeline.current_id is None:
        return {}
    odds = odds_by_stage(pipeline.current_id)
    return {stage.pk: odds[stage.key] for stage in stages if stage.key in odds}


@lru_cache(maxsize=512)
def odds_by_stage(version_id: UUID) -> Mapping[str, float]:
    """{stage key: odds}, from the middle of each stage's conversion range; 1 after the sale, absent before the line."""
    definition = definition_of(version_id)
    odds, running, is_before_sale = {}, 1.0, not definition.won_at
    for stage in reversed(definition.stages):
        is_before_sale = is_before_sale or stage.key in definition.won_at
        if is_before_sale and stage.conversion is not None:
            running *= (stage.conversion.low + stage.conversion.high) / 2
        if not definition.is_before_opportunity_line(stage.key):
            odds[stage.key] = running
    return odds | {stage.key: 1.0 for stage in definition.aside}
