"""The board: one pipeline's deals in the columns of its stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from jalon.deals.models import BoardLayout, Pipeline
from jalon.deals.queries import (
    Board,
    BoardFilters,
    Column,
    board,
    default_pipeline,
    pipeline_for,
    pipeline_name,
    pipelines_for,
)
from jalon.deals.queries.board import today_for
from jalon.deals.views._cards import CardWriter
from jalon.deals.views._filters import FiltersForm, filter_bar, filtered_company, filters_of, tidied
from jalon.deals.views._heads import Head, head_of, heads_of
from jalon.deals.views._layout import keep_layout, layout_of
from jalon.deals.views._phases import PHASE_WORDS
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url, safe_next
from jalon.timeline.audit.sightings import seen

SORT_WORDS = {
    "rank": _("By hand"),
    "close": _("Expected close"),
    "value": _("Amount"),
    "age": _("Time in the stage"),
}
AGGREGATE_WORDS = {
    "sum": _("Sum"),
    "count": _("Number of deals"),
    "average": _("Average"),
    "median": _("Median days in the stage"),
}


@dataclass(frozen=True, slots=True)
class ColumnFace:
    """A column ready to be drawn."""

    stage: UUID
    name: str
    head: Head
    cards: SafeString
    more_url: str
    is_aside: bool


@dataclass(frozen=True, slots=True)
class PhaseFace:
    """A buyer's phase over its columns."""

    phase: str
    name: str
    columns: Sequence[ColumnFace]


@workspace_view(Can.VIEW)
@require_GET
def page(request: MemberRequest, pipeline: UUID | None = None) -> HttpResponse:
    """The board of a pipeline, or of the workspace's first."""
    chosen = pipeline_for(request.viewer, pipeline) if pipeline else default_pipeline(request.viewer)
    if chosen is None:
        return render(request, "deals/no_pipeline.html")
    if (better := tidied(request)) is not None:
        return better
    filters, layout = filters_of(request), layout_of(request, chosen)
    shown = board(
        request.viewer, pipeline=chosen, filters=filters, at=now(), sort=layout.sort, language=get_language() or "en"
    )
    answer = render(request, "deals/board.html", _context(request, shown, filters, layout))
    return seen(request, answer, kind="deal", rows=sum(len(column.cards) for column in shown.columns))


@workspace_view(Can.VIEW)
@require_GET
def totals(request: MemberRequest, pipeline: UUID) -> HttpResponse:
    """The heads of a filtered board, with totals counted over its whole columns."""
    chosen = pipeline_for(request.viewer, pipeline)
    return render(request, "deals/_heads.html", {"heads": heads_of(request, chosen, filters_of(request))})


@workspace_view(Can.VIEW)
@require_GET
def filters(request: MemberRequest, pipeline: UUID) -> HttpResponse:
    """The form that sets the filters of a board or list."""
    chosen = pipeline_for(request.viewer, pipeline)
    view = "list" if request.GET.get("view") == "list" else "board"
    kept = [(name, value) for name, value in request.GET.items() if name in {"sort", "state"}]
    context = {
        "form": FiltersForm(request.GET, viewer=request.viewer),
        "action": page_url(request, f"deals:{view}", chosen.pk),
        "kept": kept,
        "pipeline": chosen,
        **filtered_company(request),
    }
    return render(request, "deals/filters.html", context)


@workspace_view(Can.VIEW)
@require_POST
def layout(request: MemberRequest, pipeline: UUID) -> HttpResponse:
    """Keep how this person wants the board: order, aggregate, compact cards."""
    chosen = pipeline_for(request.viewer, pipeline)
    changes: dict[str, object] = {name: value for name, value in request.POST.items() if name in {"sort", "aggregate"}}
    if "compact" in request.POST:
        changes["compact"] = request.POST["compact"] == "1"
    keep_layout(request, chosen, **changes)
    return redirect(safe_next(request) or page_url(request, "deals:board", chosen.pk))


def _context(request: MemberRequest, shown: Board, filters: BoardFilters, layout: BoardLayout) -> dict[str, object]:
    columns = _columns(request, shown, layout)
    query = filters.as_query()
    return {
        "pipeline": shown.pipeline,
        "pipelines": other_pipelines(request, shown.pipeline),
        "title": pipeline_name(shown.pipeline, get_language() or "en"),
        "phases": _phases(shown, columns),
        "sorts": _choices(SORT_WORDS, layout.sort),
        "aggregates": _choices(AGGREGATE_WORDS, layout.aggregate),
        "columns": columns,
        "is_empty": shown.is_empty,
        **filter_bar(request, shown.pipeline, filters, "board"),
        "query": query,
        "suffix": f"?{query}" if query else "",
        "layout": layout,
        "deals_url": page_url(request, "deals:deals"),
        "board_url": page_url(request, "deals:board", shown.pipeline.pk),
        "may_edit": request.viewer.may(Can.EDIT_DEALS),
        "may_move": request.viewer.may(Can.MOVE_DEALS),
        "may_delete": request.viewer.may(Can.DELETE_DEALS),
    }


def _choices(words: Mapping[str, object], chosen: str) -> list[tuple[str, str, bool]]:
    return [(key, str(label), key == chosen) for key, label in words.items()]


def other_pipelines(request: MemberRequest, chosen: Pipeline, view: str = "board") -> list[tuple[str, str]]:
    """(name, address) of the workspace's other pipelines."""
    language = get_language() or "en"
    others = [one for one in pipelines_for(request.viewer) if one.pk != chosen.pk]
    return [(pipeline_name(one, language), page_url(request, f"deals:{view}", one.pk)) for one in others]


def _columns(request: MemberRequest, shown: Board, layout: BoardLayout) -> list[ColumnFace]:
    writer = CardWriter(deals_url=page_url(request, "deals:deals"), today=today_for(request.viewer, now()))
    return [_column(request, shown, column, writer, layout) for column in shown.columns]


def _column(
    request: MemberRequest, shown: Board, column: Column, writer: CardWriter, layout: BoardLayout
) -> ColumnFace:
    head = head_of(
        request,
        pipeline=shown.pipeline,
        stage_id=column.stage_id,
        name=column.name,
        totals=column.totals,
        health=None if shown.filters else column.health,
        layout=layout,
    )
    return ColumnFace(
        stage=column.stage_id,
        name=column.name,
        head=head,
        cards=writer.cards(column.cards),
        more_url=more_url(request, shown.pipeline, column.stage_id, column.more, shown.sort, shown.filters),
        is_aside=column.is_aside,
    )


def more_url(
    request: MemberRequest, pipeline: Pipeline, stage: UUID, cursor: str, sort: str, filters: BoardFilters
) -> str:
    """Where the next cards of a column are; "" after the last."""
    if not cursor:
        return ""
    query = "&".join(part for part in (filters.as_query(), urlencode({"sort": sort, "after": cursor})) if part)
    return f"{page_url(request, 'deals:cards', pipeline.pk, stage)}?{query}"


def _phases(shown: Board, columns: list[ColumnFace]) -> list[PhaseFace]:
    faces, start = [], 0
    for band in shown.phases:
        name = str(PHASE_WORDS[band.phase])
        faces.append(PhaseFace(band.phase, name, columns[start : start + band.span]))
        start += band.span
    return faces
