"""Parts of a board: more cards of a column, the guide of its stage, its folding."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from jalon.deals.definitions import definition_of
from jalon.deals.models import Pipeline, Stage
from jalon.deals.queries import column_page, pipeline_for, stage_name
from jalon.deals.queries.board import today_for
from jalon.deals.views._cards import CardWriter
from jalon.deals.views._filters import filters_of
from jalon.deals.views._guide import guide_face, plain_criterion
from jalon.deals.views._layout import fold, layout_of
from jalon.deals.views.board import more_url
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import seen


@workspace_view(Can.VIEW)
@require_GET
def cards(request: MemberRequest, pipeline: UUID, stage: UUID) -> HttpResponse:
    """The cards of a column after the cursor `after`."""
    chosen, place = _stage(request, pipeline, stage)
    filters, sort, at = filters_of(request), layout_of(request, chosen).sort, now()
    page = column_page(
        request.viewer, stage=place, filters=filters, at=at, sort=sort, after=request.GET.get("after", "")
    )
    writer = CardWriter(deals_url=page_url(request, "deals:deals"), today=today_for(request.viewer, at))
    context = {
        "cards": writer.cards(page.cards),
        "more_url": more_url(request, chosen, place.pk, page.more, sort, filters),
    }
    template = "deals/_more_cards.html" if request.htmx else "deals/more_cards.html"
    answer = render(request, template, context | {"pipeline": chosen})
    return seen(request, answer, kind="deal", rows=len(page.cards))


@workspace_view(Can.VIEW)
@require_GET
def guide(request: MemberRequest, pipeline: UUID, stage: UUID) -> HttpResponse:
    """What the stage asks, read-only."""
    chosen, place = _stage(request, pipeline, stage)
    assert chosen.current_id is not None  # noqa: S101 - only running pipelines are found
    definition = definition_of(chosen.current_id)
    try:
        content = definition.stage(place.key)
    except KeyError:
        raise Http404 from None
    name = stage_name(definition, place.key, request.viewer, get_language() or "en")
    criteria = [plain_criterion(place.key, one) for one in content.exit]
    context = {"guide": guide_face(content, name, criteria), "pipeline": chosen}
    return render(request, "deals/guide.html", context)


@workspace_view(Can.VIEW)
@require_POST
def folding(request: MemberRequest, pipeline: UUID, stage: UUID) -> HttpResponse:
    """Fold the column (`collapsed` set) or unfold it, for this person."""
    chosen, place = _stage(request, pipeline, stage)
    fold(request, chosen, place.pk, folded=bool(request.POST.get("collapsed")))
    if request.htmx:
        return HttpResponse(status=204)
    return redirect(page_url(request, "deals:board", chosen.pk))


def _stage(request: MemberRequest, pipeline: UUID, stage: UUID) -> tuple[Pipeline, Stage]:
    chosen = pipeline_for(request.viewer, pipeline)
    return chosen, get_object_or_404(chosen.stages, pk=stage)
