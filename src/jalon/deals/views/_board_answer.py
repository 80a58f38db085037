"""What the board gets back once a deal changed: its card as it stands now, and the heads that changed with it."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string

from jalon.deals.models import Deal
from jalon.deals.queries import BoardFilters, card_for, deal_for
from jalon.deals.queries.board import today_for
from jalon.deals.views._cards import CardWriter
from jalon.deals.views._gate import in_sheet
from jalon.deals.views._heads import heads_of
from jalon.deals.views._moments import MomentWriter
from jalon.kernel.errors import Stale
from jalon.orgs.access import MemberRequest
from jalon.timeline.answers import page_url
from jalon.timeline.queries import history


def board_answer(
    request: MemberRequest,
    deal: Deal,
    stages: Iterable[UUID],
    *,
    at: datetime,
    apart: bool = False,
    is_shown: bool = True,
) -> str:
    """The deal's card (none once it left the board, or unless `is_shown`) and the heads of `stages`.

    `apart`: the card comes as an out-of-band piece, beside something else.
    """
    filters = board_filters(request)
    context = {
        "card": _card(request, deal, at, apart) if is_shown and deal.is_on_board() else "",
        "card_id": deal.pk,
        "heads": heads_of(request, deal.pipeline, filters, stages),
        "apart": apart,
    }
    return render_to_string("deals/_board_answer.html", context, request=request)


def changed_panel(request: MemberRequest, deal: Deal, stale: Stale, *, at: datetime, on_board: bool) -> HttpResponse:
    """Somebody was faster: what they did, and the card put where it is now; 409."""
    fresh = deal_for(request.viewer, deal.pk)
    last = history(request.viewer, subjects=[("deal", fresh.pk)], limit=1)
    writer = MomentWriter(request.viewer, at=at, deals=[fresh])
    context = {"deal": fresh, "stale": stale, "last": writer.told(last[0]) if last else None}
    html: str = render_to_string("deals/changed.html", context, request=request)
    if on_board:
        html += board_answer(request, fresh, {fresh.stage_id, deal.stage_id}, at=at, apart=True)
    return in_sheet(HttpResponse(html, status=stale.status))


def board_filters(request: MemberRequest) -> BoardFilters:
    """The filters of the board that asked: in the address, or in that of the page that htmx says it is on."""
    currency = request.viewer.workspace.currency
    here = BoardFilters.from_query(request.GET, currency=currency)
    page = request.htmx.current_url if request.htmx else None
    if here or not page or "/board/" not in page:
        return here
    try:
        return BoardFilters.from_query(QueryDict(urlsplit(page).query), currency=currency)
    except ValueError:  # no address at all
        return here


def is_on_board(request: HttpRequest) -> bool:
    """Whether the board asked, rather than the deal's page."""
    return request.GET.get("on") != "deal"


def _card(request: MemberRequest, deal: Deal, at: datetime, apart: bool) -> str:
    writer = CardWriter(deals_url=page_url(request, "deals:deals"), today=today_for(request.viewer, at))
    return writer.card(card_for(request.viewer, deal=deal, at=at), stage=deal.stage_id, apart=apart)
