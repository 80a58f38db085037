"""A deal's field edited where it stands, and all of them in one form."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from jalon.deals.actions import DealChanged, edit_deal
from jalon.deals.forms.deal_fields import DEAL_FIELDS, DealFieldsForm, say_value, words_of
from jalon.deals.models import Deal
from jalon.deals.queries import deal_for
from jalon.directory.views.choosing import COMPANY_CONTROL, company_given
from jalon.kernel.clock import now
from jalon.kernel.errors import Refusal
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, one_operation, page_url, undo_url
from jalon.ui.field_in_place import Place, asked, both, shown


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def field(request: MemberRequest, deal: UUID, name: str) -> HttpResponse:
    """One field: its form on GET, its new value on POST; 409 shows both values when somebody else changed it."""
    if name not in DEAL_FIELDS:
        raise Http404
    row = deal_for(request.viewer, deal)
    if request.method == "GET":
        return asked(request, _place(request, row, name), _form(request, row, [name]))
    if "theirs" in request.POST:
        return _value(request, row, name)
    form = _form(request, row, [name], request.POST)
    if not form.is_valid():
        return asked(request, _place(request, row, name), form, status=422)
    return _save(request, row, name, form)


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, deal: UUID) -> HttpResponse:
    """Every field of the deal in one form."""
    row, at = deal_for(request.viewer, deal), now()
    form = _form(request, row, DEAL_FIELDS, request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                undo = _write(request, row, form, at)
            except DealChanged as stale:
                return _both(request, row, stale)
            except Refusal as problem:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem))
            else:
                return done(request, _("Saved."), onward=page_url(request, "deals:deal", row.pk), undo=undo)
    return _whole(request, {"deal": row, "form": form}, status)


def _form(request: MemberRequest, row: Deal, names: Any, data: Any = None) -> DealFieldsForm:
    return DealFieldsForm(data, deal=row, viewer=request.viewer, names=names)


def _save(request: MemberRequest, row: Deal, name: str, form: DealFieldsForm) -> HttpResponse:
    try:
        undo = _write(request, row, form, now())
    except DealChanged as stale:
        return _choose(request, row, name, stale)
    except Refusal as problem:
        form.add_error(name, str(problem))
        return asked(request, _place(request, row, name), form, status=problem.status)
    return _value(request, row, name, undo)


def _value(request: MemberRequest, row: Deal, name: str, undo: str = "") -> HttpResponse:
    onward = page_url(request, "deals:deal", row.pk)
    as_link = name == "title" and request.GET.get("view") == "list"
    response = shown(request, words_of(row, name), onward if as_link else "")
    return done(request, "", onward=onward, undo=undo, response=response)


def _write(request: MemberRequest, row: Deal, form: DealFieldsForm, at: datetime) -> str:
    with one_operation(request, "deals.edit", at=at) as actor:
        changes = form.changes()
        if "company" in changes:
            name = changes["company"]
            changes["company"] = company_given(request, name, actor=actor, at=at, current=row.company)
        edit_deal(deal=row, changes=changes, edit=form.cleaned_data["edit"], actor=actor, at=at)
    return undo_url(request, actor.operation_id)


def _place(request: MemberRequest, row: Deal, name: str) -> Place:
    return Place(
        title=row.title,
        edit=row.edit,
        name=name,
        label=str(DEAL_FIELDS[name].label),
        onward=page_url(request, "deals:deal", row.pk),
        control=COMPANY_CONTROL if name == "company" else "",
    )


def _choose(request: MemberRequest, row: Deal, name: str, stale: DealChanged) -> HttpResponse:
    """Both values of one field, to choose from."""
    fresh = deal_for(request.viewer, row.pk)
    mine = DealFieldsForm(request.POST, deal=fresh, viewer=request.viewer, names=[name])
    mine.is_valid()
    yours = _sent_words(fresh, name, mine.cleaned_data.get(name))
    return both(request, _place(request, fresh, name), stale, theirs=words_of(fresh, name), yours=yours)


def _both(request: MemberRequest, row: Deal, stale: DealChanged) -> HttpResponse:
    """The whole form again, on today's reading, with what was sent beside what is stored."""
    fresh = deal_for(request.viewer, row.pk)
    sent = DealFieldsForm(request.POST, deal=fresh, viewer=request.viewer, names=DEAL_FIELDS)
    sent.is_valid()
    again = request.POST.copy()
    again["edit"] = str(fresh.edit)
    form = DealFieldsForm(again, deal=fresh, viewer=request.viewer, names=DEAL_FIELDS)
    differing = [
        (DEAL_FIELDS[name].label, words_of(fresh, name), _sent_words(fresh, name, value))
        for name, value in sent.changes().items()
        if _differs(fresh, name, value)
    ]
    context = {"deal": fresh, "form": form, "stale": stale, "differing": differing}
    return _whole(request, context, stale.status)


def _whole(request: MemberRequest, context: dict[str, Any], status: int) -> HttpResponse:
    chosen = request.POST.get("company_id", "")
    return render(request, "deals/edit.html", context | {"company_id": chosen}, status=status)


def _differs(deal: Deal, name: str, value: Any) -> bool:
    stored = getattr(deal, name)
    if name == "company":
        return (stored.name if stored else "") != value
    return stored != value


def _sent_words(deal: Deal, name: str, value: Any) -> str:
    return str(value or "") if name == "company" else say_value(deal, name, value)
