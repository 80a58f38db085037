"""Moving a deal: from the board, from its page, or from the panel of what is missing."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from jalon.deals.actions import CannotMove, DealChanged, GateRefused, move_stage, reorder_deal
from jalon.deals.definitions import definition_of
from jalon.deals.gate import Unmet
from jalon.deals.language import language
from jalon.deals.models import Deal, Stage, StageVisit
from jalon.deals.queries import deal_for, stage_name
from jalon.deals.views._board_answer import board_answer, changed_panel, is_on_board
from jalon.deals.views._gate import gate_panel, with_evidence
from jalon.deals.views._layout import layout_of
from jalon.deals.views._record import record_answer
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, page_url, undo_url
from jalon.ui.answers import close_sheet

NEVER_READ = -1
Between = tuple[UUID | None, UUID | None]


@workspace_view(Can.MOVE_DEALS)
@require_POST
def move(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Move the deal to the stage `to`, or to another place in its column.

    Fields: `edit` (the number read), `before` and `after` (the cards below and above), `override` (a reason),
    and evidence stated on the way. 422 gives the panel of unmet criteria, 409 says what somebody else did.
    """
    row, at = deal_for(request.viewer, deal), now()
    if _edit(request) not in {None, row.edit}:
        changed = DealChanged(_("Somebody else has just changed this deal; nothing of yours was saved."))
        return changed_panel(request, row, changed, at=at, on_board=is_on_board(request))
    to = _stage(row, request.POST.get("to", ""))
    between = _between(request, row)
    if to.pk == row.stage_id:
        return _reorder(request, row, between, at)
    return _move(request, row, to, between, at)


def _move(request: MemberRequest, row: Deal, to: Stage, between: Between | None, at: datetime) -> HttpResponse:
    origin = row.stage_id

    def act(actor: Actor) -> StageVisit:
        override, edit = request.POST.get("override") or None, _edit(request)
        return move_stage(deal=row, to=to, actor=actor, at=at, override=override, edit=edit, rank_between=between)

    try:
        visit, _operation = with_evidence(request, row, "deals.move", at=at, act=act)
    except GateRefused as refused:
        return gate_panel(
            request,
            row,
            refused,
            to_name=_name(request, row, to),
            action=_again(request, row),
            target=f"[data-card='{row.pk}']" if is_on_board(request) else "#record",
        )
    except DealChanged as stale:
        return changed_panel(request, row, stale, at=at, on_board=is_on_board(request))
    return _moved(request, row, visit, {origin, to.pk}, at)


def _moved(request: MemberRequest, row: Deal, visit: StageVisit, stages: set[UUID], at: datetime) -> HttpResponse:
    if is_on_board(request):
        answer = HttpResponse(board_answer(request, row, stages, at=at))
    else:
        answer = record_answer(request, row.pk, at=at)
    return done(
        request,
        _words(request, row, visit),
        onward=page_url(request, "deals:deal", row.pk),
        undo=undo_url(request, visit.operation_id),
        response=close_sheet(answer),
    )


def _reorder(request: MemberRequest, row: Deal, between: Between | None, at: datetime) -> HttpResponse:
    if between is not None and between != (None, None):
        try:
            reorder_deal(deal=row, rank_between=between, actor=request.actor, at=at)
        except DealChanged as stale:
            return changed_panel(request, row, stale, at=at, on_board=is_on_board(request))
    answer = HttpResponse(board_answer(request, row, (), at=at))
    return done(request, "", onward=page_url(request, "deals:deal", row.pk), response=answer)


def _words(request: MemberRequest, row: Deal, visit: StageVisit) -> str:
    name = _name(request, row, row.stage)
    if row.outcome == "won" and visit.deal.decided_at == visit.entered_at:
        said = _("“%(title)s” is won.") % {"title": row.title}
    else:
        said = _("“%(title)s” is now in %(stage)s.") % {"title": row.title, "stage": name}
    if not visit.warnings:
        return said
    return f"{said} {_advised(visit.warnings)}"


def _advised(warnings: tuple[Unmet, ...]) -> str:
    if len(warnings) == 1:
        return _("Advised, and not met: %(criteria)s") % {"criteria": warnings[0].criterion.label.say(language())}
    return ngettext(
        "%(count)s advised criterion is not met.", "%(count)s advised criteria are not met.", len(warnings)
    ) % {"count": len(warnings)}


def _stage(row: Deal, wanted: str) -> Stage:
    """The stage named by its id or by its key."""
    found = next((stage for stage in row.pipeline.stages.all() if wanted in {str(stage.pk), stage.key}), None)
    if found is None:
        raise CannotMove(_("This pipeline has no such stage."), field="to", value=wanted, remedy=_("Choose again."))
    return found


def _between(request: MemberRequest, row: Deal) -> Between | None:
    """The cards above and below, which mean something only in manual order."""
    if layout_of(request, row.pipeline).sort != "rank":
        return None
    above, below = (_id(request.POST.get(name, "")) for name in ("after", "before"))
    return (above, below)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _edit(request: MemberRequest) -> int | None:
    """The number read; NEVER_READ for what is no number, so that the move is refused like any other stale one."""
    try:
        return forms.IntegerField(required=False).clean(request.POST.get("edit", ""))
    except forms.ValidationError:
        return NEVER_READ


def _again(request: MemberRequest, row: Deal) -> str:
    query = request.META.get("QUERY_STRING", "")
    return page_url(request, "deals:move", row.pk) + (f"?{query}" if query else "")


def _name(request: MemberRequest, row: Deal, stage: Stage) -> str:
    return stage_name(definition_of(row.version_id), stage.key, request.viewer, get_language() or "en")
