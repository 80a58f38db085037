"""What an open board asks for when it hears that somebody changed a deal."""

from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from jalon.deals.models import Deal
from jalon.deals.queries import BoardFilters, deal_for
from jalon.deals.queries.board import today_for
from jalon.deals.queries.totals import pipeline_filter
from jalon.deals.views._board_answer import board_answer, board_filters
from jalon.deals.views._layout import layout_of
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can

MOST_STAGES = 4


@workspace_view(Can.VIEW)
@require_GET
def card(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The deal's card as a move answers it, with the heads of its stage and of those named (`stage`).

    There is no card once the deal left the board or does not pass the board's filters. Where people order by hand,
    the header Jalon-Before names the card that follows it in its column, or says "last".
    """
    row, filters = deal_for(request.viewer, deal), board_filters(request)
    stages = {row.stage_id, *_stages(request)}
    shown = _passes(request, row, filters)
    answer = HttpResponse(board_answer(request, row, stages, at=now(), is_shown=shown))
    if shown and layout_of(request, row.pipeline).sort == "rank":
        answer["Jalon-Before"] = str(_following(request, row) or "last")
    return answer


def _stages(request: MemberRequest) -> set[UUID]:
    found = set()
    for text in request.GET.getlist("stage")[:MOST_STAGES]:
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found


def _passes(request: MemberRequest, row: Deal, filters: BoardFilters) -> bool:
    at = now()
    today = today_for(request.viewer, at)
    deals = Deal.objects.visible_to(request.viewer).on_board().filter(pk=row.pk)
    passing = filters.apply(deals, viewer=request.viewer, today=today)
    return passing.filter(pipeline_filter(row.pipeline, filters, at, today)).exists()


def _following(request: MemberRequest, row: Deal) -> UUID | None:
    column = Deal.objects.visible_to(request.viewer).on_board().filter(stage_id=row.stage_id)
    return column.filter(rank__gt=row.rank).order_by("rank", "id").values_list("pk", flat=True).first()
