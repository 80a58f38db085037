"""How a deal ends, and how it starts again."""

from datetime import datetime
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.deals.actions import CannotClose, DealChanged, GateRefused, close_deal, reopen_deal
from jalon.deals.forms.closing import ClosingForm
from jalon.deals.models import Deal, Outcome
from jalon.deals.queries import deal_for
from jalon.deals.views._board_answer import board_answer, changed_panel, is_on_board
from jalon.deals.views._gate import gate_panel, with_evidence
from jalon.deals.views._record import record_answer
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, one_operation, page_url, undo_url
from jalon.ui.answers import close_sheet


@workspace_view(Can.MOVE_DEALS)
@require_http_methods(["GET", "POST"])
def closure(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The form that closes a deal (`outcome` chooses won or another), and the closing."""
    row, at = deal_for(request.viewer, deal), now()
    if request.method == "GET":
        won = request.GET.get("outcome") == Outcome.WON
        return _ask(request, row, None if won else ClosingForm(initial={"outcome": request.GET.get("outcome", "lost")}))
    if request.POST.get("outcome") == Outcome.WON:
        return _close(request, row, {"outcome": Outcome.WON, "note": request.POST.get("note", "")}, at)
    form = ClosingForm(request.POST)
    if not form.is_valid():
        return _ask(request, row, form, status=422)
    try:
        return _close(request, row, form.cleaned_data, at)
    except CannotClose as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        return _ask(request, row, form, status=problem.status)


@workspace_view(Can.MOVE_DEALS)
@require_POST
def reopening(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Open a closed deal again, in the stage it was in."""
    row, at = deal_for(request.viewer, deal), now()
    with one_operation(request, "deals.reopen", at=at) as actor:
        reopen_deal(deal=row, actor=actor, at=at)
    return done(
        request,
        _("“%(title)s” is open again.") % {"title": row.title},
        onward=page_url(request, "deals:deal", row.pk),
        undo=undo_url(request, actor.operation_id),
        response=record_answer(request, row.pk, at=at),
    )


def _ask(request: MemberRequest, row: Deal, form: ClosingForm | None, status: int = 200) -> HttpResponse:
    context = {
        "deal": row,
        "form": form,
        "action": _action(request, row),
        "target": _target(request, row),
    }
    return render(request, "deals/closure.html", context, status=status)


def _close(request: MemberRequest, row: Deal, values: dict[str, object], at: datetime) -> HttpResponse:
    stage, override = row.stage_id, request.POST.get("override") or None

    def act(actor: Actor) -> Deal:
        return close_deal(deal=row, actor=actor, at=at, override=override, **values)  # type: ignore[arg-type]

    try:
        _deal, operation = with_evidence(request, row, "deals.close", at=at, act=act)
    except GateRefused as refused:
        return gate_panel(
            request,
            row,
            refused,
            to_name=_("won"),
            action=_action(request, row),
            target=_target(request, row),
        )
    except DealChanged as stale:
        return changed_panel(request, row, stale, at=at, on_board=is_on_board(request))
    stages = {stage, row.stage_id}
    answer = (
        HttpResponse(board_answer(request, row, stages, at=at))
        if is_on_board(request)
        else record_answer(request, row.pk, at=at)
    )
    return done(
        request,
        _said(row),
        onward=page_url(request, "deals:deal", row.pk),
        undo=undo_url(request, operation),
        response=close_sheet(answer),
    )


def _said(row: Deal) -> str:
    if row.outcome == Outcome.WON:
        return _("“%(title)s” is won. Well done.") % {"title": row.title}
    outcome = Outcome(row.outcome).label
    return _("“%(title)s” is closed: %(outcome)s.") % {"title": row.title, "outcome": str(outcome).lower()}


def _action(request: MemberRequest, row: Deal) -> str:
    where = "board" if is_on_board(request) else "deal"
    return f"{page_url(request, 'deals:closure', row.pk)}?on={where}"


def _target(request: MemberRequest, row: Deal) -> str:
    return f"[data-card='{row.pk}']" if is_on_board(request) else "#record"
