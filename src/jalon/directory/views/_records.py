"""What companies and people share on screen: a list, a new one, one field, the trash."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from jalon.directory.actions import CannotSave, RecordChanged
from jalon.directory.forms.fields import RecordField, RecordForm, Row, say_value, words_of
from jalon.directory.models import Person
from jalon.directory.views.choosing import COMPANY_CONTROL, company_given
from jalon.directory.views.once import form_token, made_once
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest
from jalon.timeline.answers import done, page_url
from jalon.ui.field_in_place import Place, asked, both, shown


@dataclass(frozen=True)
class Kind:
    """Companies, or people: their fields, doors and templates' names."""

    name: str
    list_url: str
    fields: Mapping[str, RecordField]
    find: Callable[..., Row]
    create: Callable[..., Row]
    edit: Callable[..., Row]


def new_page(request: MemberRequest, kind: Kind, names: list[str], title: str) -> HttpResponse:
    """The form of a new record on GET; on POST the record, then its page."""
    initial = {name: request.GET[name] for name in names if name in request.GET}
    form = RecordForm(request.POST or None, viewer=request.viewer, fields=kind.fields, names=names, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            row_id = made_once(request, lambda: _create(request, kind, form, now()).pk)
        except CannotSave as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            onward = f"{page_url(request, kind.list_url)}{row_id}/"
            return HttpResponseClientRedirect(onward) if request.htmx else redirect(onward)
    context = {"form": form, "title": title, "kind": kind.name, "action": request.path, "once": form_token(request)}
    context["company_id"] = request.POST.get("company_id", "")
    return render(request, "directory/new.html", context, status=422 if form.errors else 200)


def field_page(request: MemberRequest, kind: Kind, row_id: UUID, name: str) -> HttpResponse:
    """One field: its form on GET, its new value on POST; 409 shows both values."""
    if name not in kind.fields:
        raise Http404
    row = kind.find(request.viewer, row_id)
    if "theirs" in request.POST:
        return _value(request, kind, row, name)
    form = _form(request, kind, row, name, request.POST or None)
    if request.method == "GET" or not form.is_valid():
        return _ask(request, kind, row, name, form)
    try:
        row = _write(request, kind, row, form, now())
    except RecordChanged as stale:
        return _choose(request, kind, row, name, stale)
    except CannotSave as problem:
        form.add_error(name, str(problem))
        return _ask(request, kind, row, name, form)
    return _value(request, kind, row, name)


def shelve(
    request: MemberRequest, kind: Kind, row_id: UUID, act: Callable[..., Row], words: str, undo: str
) -> HttpResponse:
    """Put a record in the trash, or take it out; `undo` names the view that does the contrary."""
    row = act(**{kind.name: kind.find(request.viewer, row_id)}, actor=request.actor, at=now())
    onward = page_url(request, kind.list_url) if row.trashed_at else _own_page(request, kind, row)
    said = words % {"name": row.name}
    way_back = page_url(request, undo, row.pk)
    if not request.htmx:
        return done(request, said, onward=onward, undo=way_back)
    messages.success(request, said, extra_tags=way_back)
    return HttpResponseClientRedirect(onward)


def _value(request: MemberRequest, kind: Kind, row: Row, name: str) -> HttpResponse:
    words = words_of(row, kind.fields, name, request.viewer)
    response = shown(request, words)
    return done(request, "", onward=_own_page(request, kind, row), response=response)


def _own_page(request: MemberRequest, kind: Kind, row: Row) -> str:
    return f"{page_url(request, kind.list_url)}{row.pk}/"


@transaction.atomic
def _create(request: MemberRequest, kind: Kind, form: RecordForm, at: datetime) -> Row:
    values = _with_company(request, form.changes(), None, at)
    return kind.create(actor=request.actor, at=at, **values)


@transaction.atomic
def _write(request: MemberRequest, kind: Kind, row: Row, form: RecordForm, at: datetime) -> Row:
    changes = _with_company(request, form.changes(), row, at)
    edit = form.cleaned_data["edit"]
    return kind.edit(**{kind.name: row}, changes=changes, edit=edit, actor=request.actor, at=at)


def _with_company(request: MemberRequest, changes: dict[str, Any], row: Row | None, at: datetime) -> dict[str, Any]:
    if "company" in changes:
        current = row.company if isinstance(row, Person) else None
        changes["company"] = company_given(request, changes["company"], actor=request.actor, at=at, current=current)
    return changes


def _form(request: MemberRequest, kind: Kind, row: Row, name: str, data: Any) -> RecordForm:
    return RecordForm(data, viewer=request.viewer, fields=kind.fields, names=[name], row=row)


def _ask(request: MemberRequest, kind: Kind, row: Row, name: str, form: RecordForm) -> HttpResponse:
    return asked(request, _place(request, kind, row, name), form, status=422 if form.errors else 200)


def _place(request: MemberRequest, kind: Kind, row: Row, name: str) -> Place:
    return Place(
        title=row.name,
        edit=row.edit,
        name=name,
        label=str(kind.fields[name].label),
        onward=_own_page(request, kind, row),
        control=COMPANY_CONTROL if name == "company" else "",
    )


def _choose(request: MemberRequest, kind: Kind, row: Row, name: str, stale: RecordChanged) -> HttpResponse:
    fresh = kind.find(request.viewer, row.pk)
    form = _form(request, kind, fresh, name, request.POST)
    form.is_valid()
    sent = form.cleaned_data.get(name)
    yours = str(sent or "") if name == "company" else say_value(kind.fields, name, sent, request.viewer)
    theirs = words_of(fresh, kind.fields, name, request.viewer)
    return both(request, _place(request, kind, fresh, name), stale, theirs=theirs, yours=yours)
