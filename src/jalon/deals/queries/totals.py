"""Totals of a board's columns: kept ones for the whole book, counted ones under a filter."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.db.models import Sum as SumOf

from jalon.deals.definitions import definition_of
from jalon.deals.health import health_condition, norm_of
from jalon.deals.models import Deal, Pipeline, StageTotal, StageTotalDelta
from jalon.deals.queries.filters import BoardFilters
from jalon.kernel.clock import today_in
from jalon.kernel.money import Money
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope


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
    viewer: Membership, *, pipeline: Pipeline, filters: BoardFilters, at: datetime
) -> dict[UUID, ColumnTotals]:
    """{stage id: totals} of what the viewer sees; stages without deals are absent.

    Without filters it reads kept totals, whose cost does not grow with the book; with filters it counts rows.
    """
    rows = _counted(viewer, pipeline, filters, at) if filters else _kept(viewer, pipeline)
    odds = _odds(pipeline)
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
    mine = _owners(viewer)
    found: dict[UUID, dict[str, tuple[int, int]]] = defaultdict(dict)
    tables: tuple[QuerySet[StageTotal] | QuerySet[StageTotalDelta], ...] = (
        StageTotal.objects.filter(mine, pipeline=pipeline),
        StageTotalDelta.objects.filter(mine, pipeline=pipeline),
    )
    for rows in tables:
        _add(found, rows.values_list("stage_id", "currency").annotate(SumOf("deals"), SumOf("value_minor")))
    return found


def _counted(viewer: Membership, pipeline: Pipeline, filters: BoardFilters, at: datetime) -> Rows:
    found: dict[UUID, dict[str, tuple[int, int]]] = defaultdict(dict)
    today = today_in(viewer.workspace.time_zone, at)
    deals = filters.apply(Deal.objects.visible_to(viewer).on_board(), viewer=viewer, today=today)
    deals = deals.filter(stage__in=pipeline.stages.all()).filter(health_filter(pipeline, filters, at, today))
    _add(
        found,
        deals.order_by().values_list("stage_id", "currency").annotate(Count("id"), SumOf("value_minor")),
    )
    return found


def health_filter(pipeline: Pipeline, filters: BoardFilters, at: datetime, today: date) -> Q:
    """The health filter over all stages of a pipeline, by each stage's own norm."""
    if not filters.health or pipeline.current_id is None:
        return Q()
    definition, condition = definition_of(pipeline.current_id), Q(pk__in=[])
    for stage in (*definition.stages, *definition.aside):
        norm = norm_of(stage)
        condition |= Q(stage__key=stage.key) & health_condition(filters.health, norm=norm, at=at, today=today)  # type: ignore[arg-type]
    return condition


def _add(found: Rows, rows: Iterable[tuple[UUID, str, int, int]]) -> None:
    for stage, currency, deals, value in rows:
        before = found[stage].get(currency, (0, 0))
        found[stage][currency] = (before[0] + deals, before[1] + value)


def _owners(viewer: Membership) -> Q:
    if viewer.scope == Scope.ALL:
        return Q()
    if viewer.scope == Scope.TEAM and viewer.team_id is not None:
        return Q(owner_key__in=Membership.objects.filter(team_id=viewer.team_id).values("pk"))
    return Q(owner_key=viewer.pk)


def _odds(pipeline: Pipeline) -> dict[UUID, float]:
    """Odds of winning from each stage past the opportunity line: the product of the conversions up to the sale."""
    if pipeline.current_id is None:
        return {}
    odds = odds_by_stage(pipeline.current_id)
    return {pk: odds[key] for pk, key in pipeline.stages.values_list("pk", "key") if key in odds}


def odds_by_stage(version_id: UUID) -> dict[str, float]:
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
