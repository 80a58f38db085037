"""A deal put aside and brought back: trash and archive."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.deals.actions import archive_deal, restore_deal, trash_deal, unarchive_deal
from jalon.deals.models import Deal
from jalon.deals.queries import deal_for
from jalon.deals.views._board_answer import board_answer, is_on_board
from jalon.deals.views._record import record_answer
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, one_operation, page_url, undo_url


@workspace_view(Can.DELETE_DEALS)
@require_POST
def trash(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Put the deal in the trash."""
    return _shelve(request, deal, trash_deal, _("“%(title)s” is in the trash."))


@workspace_view(Can.DELETE_DEALS)
@require_POST
def restoration(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Take the deal out of the trash."""
    return _shelve(request, deal, restore_deal, _("“%(title)s” is back from the trash."))


@workspace_view(Can.EDIT_DEALS)
@require_POST
def archive(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Take the deal off the board without an outcome."""
    return _shelve(request, deal, archive_deal, _("“%(title)s” is archived."))


@workspace_view(Can.EDIT_DEALS)
@require_POST
def unarchiving(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Bring the deal back to the board."""
    return _shelve(request, deal, unarchive_deal, _("“%(title)s” is on the board again."))


def _shelve(request: MemberRequest, deal: UUID, act: Callable[..., Deal], words: str) -> HttpResponse:
    row, at = deal_for(request.viewer, deal), now()
    with one_operation(request, "deals.shelve", at=at) as actor:
        act(deal=row, actor=actor, at=at)
    return done(
        request,
        words % {"title": row.title},
        onward=page_url(request, "deals:deal", row.pk),
        undo=undo_url(request, actor.operation_id),
        response=_answer(request, row, at),
    )


def _answer(request: MemberRequest, row: Deal, at: datetime) -> Any:
    if is_on_board(request):
        return HttpResponse(board_answer(request, row, {row.stage_id}, at=at))
    return record_answer(request, row.pk, at=at)
