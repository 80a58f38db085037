"""What is written down about a deal: notes, calls, meetings, the next step, evidence."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.deals.actions import (
    edit_deal,
    log_call,
    log_meeting,
    log_note,
    state_evidence,
    withdraw_evidence,
)
from jalon.deals.forms.logging import CallForm, EvidenceForm, MeetingForm, NextStepForm
from jalon.deals.models import Deal
from jalon.deals.queries import deal_for
from jalon.deals.views._board_answer import board_answer, is_on_board
from jalon.deals.views._record import record_answer
from jalon.directory.models import Person
from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, one_operation, page_url, undo_url
from jalon.ui.answers import close_sheet


class EvidenceUnreadable(Refusal):
    """Evidence with a field that cannot be read: `field` and `value` say which."""


@workspace_view(Can.EDIT_DEALS)
@require_POST
def notes(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Write a note."""
    row, at = deal_for(request.viewer, deal), now()
    log_note(deal=row, text=request.POST.get("text", ""), actor=request.actor, at=at)
    return _written(request, row, _("Note saved."), at)


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def calls(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Log a call."""
    row, at = deal_for(request.viewer, deal), now()
    form, chosen = CallForm(request.POST or None), _chosen(request.POST.getlist("person")[-1:])
    people = [part.person for part in row.people.filter(person__in=_ids(chosen)).select_related("person")]
    if request.method == "GET" or not _is_right(form, chosen, people):
        return _ask(request, row, form, _("Log a call"), "deals:calls")
    log_call(
        deal=row,
        text=form.cleaned_data["text"],
        reached=form.cleaned_data["reached"],
        minutes=form.cleaned_data["minutes"],
        person=people[0] if people else None,
        actor=request.actor,
        at=at,
    )
    return _written(request, row, _("Call logged."), at)


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def meetings(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Log a meeting with people of the circle."""
    row, at = deal_for(request.viewer, deal), now()
    form, chosen = MeetingForm(request.POST or None), _chosen(request.POST.getlist("part"))
    people = [part.person for part in row.people.filter(pk__in=_ids(chosen)).select_related("person")]
    if request.method == "GET" or not _is_right(form, chosen, people):
        return _ask(request, row, form, _("Log a meeting"), "deals:meetings")
    log_meeting(
        deal=row,
        text=form.cleaned_data["text"],
        minutes=form.cleaned_data["minutes"],
        people=people,
        actor=request.actor,
        at=at,
    )
    return _written(request, row, _("Meeting logged."), at)


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def next_step(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Set what happens next, and when."""
    row, at = deal_for(request.viewer, deal), now()
    initial = {"next_step": row.next_step, "next_step_on": row.next_step_on, "edit": row.edit}
    form = NextStepForm(request.POST or None, initial=initial)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, row, form, _("Next step"), "deals:next_step")
    changes = {name: form.cleaned_data[name] for name in ("next_step", "next_step_on")}
    with one_operation(request, "deals.edit", at=at) as actor:
        edit_deal(deal=row, changes=changes, edit=form.cleaned_data["edit"], actor=actor, at=at)
    return _written(request, row, _("Next step saved."), at, undo=undo_url(request, actor.operation_id))


@workspace_view(Can.EDIT_DEALS)
@require_POST
def evidence(request: MemberRequest, deal: UUID) -> HttpResponse:
    """State evidence for a criterion; an empty level withdraws it."""
    row, at = deal_for(request.viewer, deal), now()
    if not request.POST.get("level"):
        return _withdraw(request, row, at)
    form = EvidenceForm(request.POST)
    if not form.is_valid():
        raise _unreadable(form)
    with one_operation(request, "deals.evidence", at=at) as actor:
        state_evidence(deal=row, actor=actor, at=at, **form.cleaned_data)
    return _written(request, row, _("Evidence recorded."), at, undo=undo_url(request, actor.operation_id))


def _unreadable(form: forms.Form) -> EvidenceUnreadable:
    """The first thing that is wrong with the form."""
    field, problems = next(iter(form.errors.items()))
    names = {"stage": _("Stage"), "criterion": _("Criterion"), "level": _("Confirmation"), "note": _("Note")}
    words = _("%(field)s: %(why)s") % {"field": names[field], "why": problems[0]}
    remedy = _("Nothing was recorded. Correct it and try again.")
    return EvidenceUnreadable(words, field=field, value=form.data.get(field), remedy=remedy)


def _withdraw(request: MemberRequest, row: Deal, at: datetime) -> HttpResponse:
    withdraw_evidence(
        deal=row,
        criterion=request.POST.get("criterion", ""),
        stage=request.POST.get("stage") or None,
        actor=request.actor,
        at=at,
    )
    return _written(request, row, _("Evidence withdrawn."), at)


def _ask(request: MemberRequest, row: Deal, form: forms.Form, title: str, name: str) -> HttpResponse:
    context = {
        "deal": row,
        "form": form,
        "title": title,
        "action": f"{page_url(request, name, row.pk)}?on={'board' if is_on_board(request) else 'deal'}",
        "target": f"[data-card='{row.pk}']" if is_on_board(request) else "#record",
        "parts": row.people.select_related("person") if name != "deals:next_step" else (),
        "many_parts": name == "deals:meetings",
    }
    return render(request, "deals/log.html", context, status=422 if form.is_bound else 200)


def _written(request: MemberRequest, row: Deal, words: str, at: datetime, undo: str = "") -> HttpResponse:
    if is_on_board(request):
        answer = HttpResponse(board_answer(request, row, (), at=at))
    else:
        answer = record_answer(request, row.pk, at=at)
    onward = page_url(request, "deals:deal", row.pk)
    return done(request, words, onward=onward, undo=undo, response=close_sheet(answer))


def _chosen(texts: list[str]) -> set[str]:
    return {text for text in texts if text}


def _is_right(form: forms.Form, chosen: set[str], found: list[Person]) -> bool:
    """Whether the form holds and all who were chosen are in the deal still; who has left it is said, then forgotten."""
    is_right = form.is_valid()
    if len(found) == len(chosen):
        return is_right
    form.add_error(None, _("Somebody you chose is no longer in this deal. Choose again whom it was with."))
    form.data = dict(form.data.items()) | {"person": ""}
    return False


def _ids(texts: Iterable[str]) -> list[UUID]:
    found = []
    for text in texts:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return found
