"""A deal's page and its tabs."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jalon.deals.queries import deal_for
from jalon.deals.views._record import record_page
from jalon.deals.views._tabs import timeline_context
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import seen


@workspace_view(Can.VIEW)
@require_GET
def page(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The deal, on its timeline."""
    return _seen(request, deal, "timeline")


@workspace_view(Can.VIEW)
@require_GET
def timeline(request: MemberRequest, deal: UUID) -> HttpResponse:
    """A page of the timeline alone: filtered (`only`), or older (`before`)."""
    if not request.htmx:
        return _seen(request, deal, "timeline")
    row = deal_for(request.viewer, deal)
    context = timeline_context(request, row, now()) | {"deal": row, "base": page_url(request, "deals:deal", row.pk)}
    template = "deals/_runs.html" if "before" in request.GET else "deals/_timeline.html"
    return render(request, template, context)


@workspace_view(Can.VIEW)
@require_GET
def process(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The process tab: the current stage, or a preview of another (`stage`)."""
    return _seen(request, deal, "process")


@workspace_view(Can.VIEW)
@require_GET
def visits(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The stages the deal went through: how, by whom, how long."""
    return _seen(request, deal, "visits")


def _seen(request: MemberRequest, deal: UUID, tab: str) -> HttpResponse:
    return seen(request, record_page(request, deal, tab, at=now()), kind="deal", record=deal)
