"""The board's deals as a list, under the same filters."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from jalon.deals.definitions import definition_of
from jalon.deals.forms.deal_fields import words_of
from jalon.deals.models import Deal, Outcome, Pipeline
from jalon.deals.queries import (
    DealPage,
    deal_list,
    default_pipeline,
    pipeline_for,
    pipeline_name,
    stage_name,
)
from jalon.deals.queries.board import today_for
from jalon.deals.views._filters import filter_bar, filters_of, tidied
from jalon.deals.views.board import other_pipelines
from jalon.kernel.clock import now
from jalon.kernel.money import Money
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.orgs.wording import say
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import seen

STATES = ("open", "won", "lost", "all")


@dataclass(frozen=True, slots=True)
class RowFace:
    """A deal's row, in words."""

    deal: Deal
    stage: str
    amount: str
    close_on: str
    is_late: bool
    next_step_on: str
    next_step_is_late: bool
    owner: str
    outcome: str


@workspace_view(Can.VIEW)
@require_GET
def page(request: MemberRequest, pipeline: UUID | None = None) -> HttpResponse:
    """A page of the list; to htmx, the rows that follow the cursor."""
    chosen = pipeline_for(request.viewer, pipeline) if pipeline else default_pipeline(request.viewer)
    if chosen is None:
        return render(request, "deals/no_pipeline.html")
    if (better := tidied(request)) is not None:
        return better
    shown = _deals(request, chosen)
    template = "deals/_rows.html" if request.htmx and "after" in request.GET else "deals/list.html"
    answer = render(request, template, _context(request, chosen, shown))
    return seen(request, answer, kind="deal", rows=len(shown.rows))


def _deals(request: MemberRequest, chosen: Pipeline) -> DealPage:
    return deal_list(
        request.viewer,
        filters=filters_of(request),
        at=now(),
        pipeline=chosen,
        state=state_of(request),
        sort=request.GET.get("sort", "newest"),
        after=request.GET.get("after", ""),
    )


def state_of(request: MemberRequest) -> str:
    """Which outcomes the address asks for."""
    asked = request.GET.get("state", "open")
    return asked if asked in STATES else "open"


def _context(request: MemberRequest, chosen: Pipeline, shown: DealPage) -> dict[str, Any]:
    filters, language, today = filters_of(request), get_language() or "en", today_for(request.viewer, now())
    query = filters.as_query()
    return {
        "pipeline": chosen,
        "pipelines": other_pipelines(request, chosen, "list"),
        "title": pipeline_name(chosen, language),
        "rows": [_face(request.viewer, row.deal, language, today) for row in shown.rows],
        "count": shown.count,
        "is_capped": shown.is_capped,
        "sums": " + ".join(one.words(language) for one in shown.sums if one.minor),
        "more_url": _address(request, after=shown.after) if shown.after else "",
        "heads": _heads(request, shown.sort),
        "states": _states(request),
        "state": state_of(request),
        **filter_bar(request, chosen, filters, "list"),
        "query": query,
        "suffix": f"?{query}" if query else "",
        "export_suffix": _export_suffix(query, state_of(request)),
        "may_edit": request.viewer.may(Can.EDIT_DEALS),
        "may_move": request.viewer.may(Can.MOVE_DEALS),
        "may_delete": request.viewer.may(Can.DELETE_DEALS),
        "matching": request.GET.urlencode(),
        "may_export": request.viewer.may(Can.EXPORT),
        "deals_url": page_url(request, "deals:deals"),
    }


def _export_suffix(query: str, state: str) -> str:
    parts = [part for part in (query, f"state={state}" if state != "open" else "") if part]
    return f"?{'&'.join(parts)}" if parts else ""


def _face(viewer: Membership, deal: Deal, language: str, today: Any) -> RowFace:
    return RowFace(
        deal=deal,
        stage=stage_name(definition_of(deal.version_id), deal.stage.key, viewer, language),
        amount=Money(deal.value_minor, deal.currency).words(language) if deal.value_minor else "",
        close_on=words_of(deal, "close_on"),
        is_late=bool(deal.close_on and deal.close_on < today and deal.is_open()),
        next_step_on=words_of(deal, "next_step_on"),
        next_step_is_late=bool(deal.next_step_on and deal.next_step_on < today and deal.is_open()),
        owner=str(deal.owner.user) if deal.owner else "",
        outcome="" if deal.is_open() else str(Outcome(deal.outcome).label),
    )


def _heads(request: MemberRequest, sort: str) -> list[tuple[str, str, str, str]]:
    """(label, address that sorts by it or "", aria-sort or "", class)."""
    columns = [
        (say(request.viewer.workspace.nouns, "deal", "one"), "title", "ascending", "table__key"),
        (say(request.viewer.workspace.nouns, "company", "one"), "", "", ""),
        (_("Stage"), "", "", ""),
        (_("Amount"), "value", "descending", "num"),
        (_("Expected close"), "close", "ascending", ""),
        (_("Next step"), "", "", ""),
        (_("On"), "", "", ""),
        (pgettext("of a record", "Owner"), "", "", ""),
    ]
    return [
        (label, _address(request, sort=key) if key else "", way if key == sort else "", css)
        for label, key, way, css in columns
    ]


def _states(request: MemberRequest) -> list[tuple[str, str, bool]]:
    words = {"open": _("Open"), "won": _("Won"), "lost": _("Lost"), "all": _("All")}
    return [(words[one], _address(request, state=one), one == state_of(request)) for one in STATES]


def _address(request: MemberRequest, **changes: str) -> str:
    kept = {name: value for name, value in request.GET.items() if name != "after"}
    return f"{request.path}?{urlencode(kept | changes)}"
