"""The board: phases, columns, their totals, and the first cards of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from jalon.deals.definitions import definition_of
from jalon.deals.models import Deal, HealthCount, Pipeline, Stage
from jalon.deals.queries.cards import Card, CardPage, cards_of
from jalon.deals.queries.filters import BoardFilters
from jalon.deals.queries.pipelines import words_for
from jalon.deals.queries.totals import ColumnTotals, column_totals
from jalon.kernel.clock import today_in
from jalon.orgs.models import Membership
from jalon.orgs.roles import Scope
from jalon.process import PipelineDefinition, StageDefinition

PER_COLUMN = 25


@dataclass(frozen=True, slots=True)
class PhaseBand:
    """A buyer's phase over `span` columns."""

    phase: str
    span: int


@dataclass(frozen=True, slots=True)
class Column:
    """A stage's column. `totals` is None under a filter until the second fragment brings it.

    `is_aside`: outside the order, `position` 0; also a stage that the current version dropped while deals are in it.
    `health` is the whole column's, and is not shown to those who see a part of it.
    """

    stage_id: UUID
    key: str
    name: str
    phase: str
    position: int
    is_aside: bool
    is_opportunity: bool
    wins: bool
    totals: ColumnTotals | None
    health: HealthCount | None
    cards: tuple[Card, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything a board page shows."""

    pipeline: Pipeline
    definition: PipelineDefinition
    filters: BoardFilters
    sort: str
    phases: tuple[PhaseBand, ...]
    columns: tuple[Column, ...]

    @property
    def is_empty(self) -> bool:
        """No card in any column."""
        return not any(column.cards for column in self.columns)


def board(
    viewer: Membership,
    *,
    pipeline: Pipeline,
    filters: BoardFilters,
    at: datetime,
    sort: str = "rank",
    per_column: int = PER_COLUMN,
    language: str = "en",
) -> Board:
    """The first `per_column` cards of every column. The number of queries depends on the number of stages alone."""
    assert pipeline.current_id is not None  # noqa: S101 - only running pipelines have boards
    definition = definition_of(pipeline.current_id)
    stages = {stage.key: stage for stage in pipeline.stages.select_related("health")}
    totals = (
        None if filters else column_totals(viewer, pipeline=pipeline, filters=filters, at=at, stages=stages.values())
    )
    wanted = [*definition.stages, *definition.aside, *_dropped(viewer, pipeline, stages.values())]
    pages = cards_of(
        viewer,
        stages=[stages[one.key] for one in wanted],
        filters=filters,
        sort=sort,
        at=at,
        limit=per_column,
    )
    columns = tuple(
        _column(definition, one, stages[one.key], totals, pages[stages[one.key].pk], viewer, language) for one in wanted
    )
    return Board(pipeline, definition, filters, sort, phase_bands(columns), columns)


def column_page(
    viewer: Membership,
    *,
    stage: Stage,
    filters: BoardFilters,
    at: datetime,
    sort: str = "rank",
    after: str = "",
    limit: int = PER_COLUMN,
) -> CardPage:
    """The cards of a column after the cursor `after`."""
    pages = cards_of(viewer, stages=[stage], filters=filters, sort=sort, at=at, limit=limit, after=after)
    return pages[stage.pk]


def phase_bands(columns: tuple[Column, ...]) -> tuple[PhaseBand, ...]:
    """Neighbouring columns of one phase under one band."""
    bands: list[PhaseBand] = []
    for column in columns:
        if bands and bands[-1].phase == column.phase:
            bands[-1] = PhaseBand(column.phase, bands[-1].span + 1)
        else:
            bands.append(PhaseBand(column.phase, 1))
    return tuple(bands)


def _dropped(viewer: Membership, pipeline: Pipeline, stages: Iterable[Stage]) -> list[StageDefinition]:
    """Stages that the current version has no more, and that still hold deals: nothing falls off the board."""
    retired = {stage.pk: stage.key for stage in stages if stage.retired_at is not None}
    if not retired:
        return []
    held = Deal.objects.visible_to(viewer).on_board().filter(stage__in=retired)
    last = held.order_by().values_list("stage_id").annotate(Max("version__number")).order_by("stage__position")
    versions = dict(pipeline.versions.values_list("number", "pk"))
    return [definition_of(versions[number]).stage(retired[stage]) for stage, number in last]


def _column(
    definition: PipelineDefinition,
    stage: StageDefinition,
    row: Stage,
    totals: dict[UUID, ColumnTotals] | None,
    page: CardPage,
    viewer: Membership,
    language: str,
) -> Column:
    position = 0 if row.retired_at else definition.position(stage.key) or 0
    return Column(
        stage_id=row.pk,
        key=stage.key,
        name=words_for(stage, viewer, language),
        phase=stage.buyer_phase[0],
        position=position,
        is_aside=not position,
        is_opportunity=not (row.retired_at or definition.is_before_opportunity_line(stage.key)),
        wins=definition.wins_on_leaving(stage.key),
        totals=None if totals is None else totals.get(row.pk, ColumnTotals(0, ())),
        health=getattr(row, "health", None) if viewer.scope == Scope.ALL else None,
        cards=page.cards,
        more=page.more,
    )


def today_for(viewer: Membership, at: datetime) -> date:
    """The calendar day in the viewer's workspace."""
    return today_in(viewer.workspace.time_zone, at)


__all__ = ["Board", "Card", "CardPage", "Column", "PhaseBand", "board", "column_page", "phase_bands"]
