"""The heads of a board's columns, in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from babel.numbers import get_currency_precision
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext, ngettext

from jalon.deals.definitions import definition_of
from jalon.deals.models import BoardLayout, HealthCount, Pipeline
from jalon.deals.queries import BoardFilters, ColumnTotals, column_totals, stage_name
from jalon.deals.views._layout import layout_of
from jalon.kernel.clock import now
from jalon.kernel.money import Money
from jalon.orgs.access import MemberRequest
from jalon.orgs.roles import Can, Scope
from jalon.timeline.answers import page_url
from jalon.ui.components import Share, shares


@dataclass(frozen=True, slots=True)
class Head:
    """A column's head, ready to be shown; `sum` is "…" until the totals of a filtered board have come."""

    stage: UUID
    name: str
    count: str
    sum: str
    weighted: str
    shares: list[Share]
    shares_label: str
    guide_url: str
    add_url: str
    collapsed: bool


def head_of(
    request: MemberRequest,
    *,
    pipeline: Pipeline,
    stage_id: UUID,
    name: str,
    totals: ColumnTotals | None,
    health: HealthCount | None,
    layout: BoardLayout,
) -> Head:
    """The head of one column under the person's aggregate."""
    viewer = request.viewer
    health = health if viewer.scope == Scope.ALL else None  # the snapshot counts everybody's deals
    add = f"{page_url(request, 'deals:new')}?pipeline={pipeline.pk}&stage={stage_id}"
    return Head(
        stage=stage_id,
        name=name,
        count="…" if totals is None else number_format(totals.deals),
        sum="…" if totals is None else _aggregate(totals, health, layout.aggregate),
        weighted=_weighted(totals) if layout.aggregate == "sum" else "",
        shares=_shares(health),
        shares_label=_health_words(health),
        guide_url=page_url(request, "deals:guide", pipeline.pk, stage_id),
        add_url=add if viewer.may(Can.EDIT_DEALS) else "",
        collapsed=str(stage_id) in layout.folded,
    )


def heads_of(
    request: MemberRequest, pipeline: Pipeline, filters: BoardFilters, only: Iterable[UUID] | None = None
) -> list[Head]:
    """Heads with fresh totals: of every column, or of `only` these stages."""
    viewer, at, layout = request.viewer, now(), layout_of(request, pipeline)
    assert pipeline.current_id is not None  # noqa: S101 - only running pipelines have boards
    definition, language = definition_of(pipeline.current_id), get_language() or "en"
    wanted = pipeline.stages.all() if only is None else pipeline.stages.filter(pk__in=list(only))
    stages = list(wanted.select_related("health").order_by("position"))
    totals = column_totals(viewer, pipeline=pipeline, filters=filters, at=at, stages=stages)
    shown = {stage.key for stage in (*definition.stages, *definition.aside)}
    return [
        head_of(
            request,
            pipeline=pipeline,
            stage_id=stage.pk,
            name=stage_name(definition, stage.key, viewer, language),
            totals=totals.get(stage.pk, ColumnTotals(0, ())),
            health=None if filters else getattr(stage, "health", None),
            layout=layout,
        )
        for stage in stages
        if stage.key in shown
    ]


def _aggregate(totals: ColumnTotals, health: HealthCount | None, aggregate: str) -> str:
    if aggregate == "count":
        return ngettext("%(n)s deal", "%(n)s deals", totals.deals) % {"n": totals.deals}
    if aggregate == "median":
        return _median(health)
    if aggregate == "average":
        return _together(one.average for one in totals.sums)
    return _together(one.total for one in totals.sums)


def _median(health: HealthCount | None) -> str:
    if health is None or health.median_days is None:
        return "–"
    days = round(health.median_days)
    return ngettext("%(n)s day (median)", "%(n)s days (median)", days) % {"n": days}


def _weighted(totals: ColumnTotals | None) -> str:
    words = _together(one.weighted for one in totals.sums) if totals else ""
    return gettext("%(amount)s weighted") % {"amount": words} if words else ""


def _together(amounts: Iterable[Money]) -> str:
    language = get_language() or "en"
    return " + ".join(Money(_rounded(one), one.currency).words(language) for one in amounts)


def _rounded(amount: Money) -> int:
    """To whole units: heads are read at a glance."""
    unit = 10 ** get_currency_precision(amount.currency)
    return round(amount.minor / unit) * unit


def _shares(health: HealthCount | None) -> list[Share]:
    if health is None:
        return []
    healthy, at_risk, late = gettext("Healthy"), gettext("At risk"), gettext("Late")
    return shares(
        [
            ("good", f"{healthy}: {health.healthy}", health.healthy),
            ("watch", f"{at_risk}: {health.at_risk}", health.at_risk),
            ("risk", f"{late}: {health.late}", health.late),
        ]
    )


def _health_words(health: HealthCount | None) -> str:
    if health is None:
        return ""
    return gettext("%(healthy)s healthy, %(at_risk)s at risk, %(late)s late") % {
        "healthy": health.healthy,
        "at_risk": health.at_risk,
        "late": health.late,
    }
