"""The people of a deal: who takes part in the purchase, and in which role."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.deals.actions import add_person, remove_person
from jalon.deals.forms.logging import CirclePersonForm
from jalon.deals.models import Deal
from jalon.deals.queries import deal_for
from jalon.deals.views._record import record_context, record_page
from jalon.directory.actions import create_person
from jalon.directory.models import Person
from jalon.directory.queries import person_for
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, page_url


@workspace_view(Can.VIEW)
@require_http_methods(["GET", "POST"])
def people(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The buying circle on GET; on POST somebody joins it: `person`, or `name` and `email` of somebody new."""
    at = now()
    if request.method == "GET":
        return record_page(request, deal, "people", at=at, person_form=CirclePersonForm())
    request.actor.must(Can.EDIT_DEALS)
    row, form = deal_for(request.viewer, deal), CirclePersonForm(request.POST)
    if not form.is_valid():
        return record_page(request, deal, "people", at=at, status=422, person_form=form)
    with transaction.atomic():
        person = _person(request, row, form, at)
        add_person(deal=row, person=person, role=form.cleaned_data["role"], actor=request.actor, at=at)
    return _answer(request, row, _("%(name)s takes part.") % {"name": person.name}, at)


@workspace_view(Can.EDIT_DEALS)
@require_POST
def part(request: MemberRequest, deal: UUID, person: UUID) -> HttpResponse:
    """Change somebody's role, or with `remove` take them out of the circle."""
    row, at = deal_for(request.viewer, deal), now()
    found = get_object_or_404(row.people.select_related("person"), person_id=person).person
    if request.POST.get("remove"):
        remove_person(deal=row, person=found, actor=request.actor, at=at)
        return _answer(request, row, _("%(name)s no longer takes part.") % {"name": found.name}, at)
    role = request.POST.get("role", "")[:30]
    add_person(deal=row, person=found, role=role, actor=request.actor, at=at)
    return _answer(request, row, _("Role saved."), at)


def _person(request: MemberRequest, row: Deal, form: CirclePersonForm, at: datetime) -> Person:
    """The person chosen, the one known by that e-mail address, or a new one of the deal's company."""
    values = form.cleaned_data
    if values["person"]:
        return person_for(request.viewer, values["person"])
    email = values["email"].lower()
    known = Person.objects.visible_to(request.viewer).live().filter(email=email).first() if email else None
    return known or create_person(name=values["name"], email=email, company=row.company, actor=request.actor, at=at)


def _answer(request: MemberRequest, row: Deal, words: str, at: datetime) -> HttpResponse:
    context = record_context(request, row.pk, "people", at=at) | {"person_form": CirclePersonForm()}
    response = render(request, "deals/deal.html#record", context)
    return done(request, words, onward=page_url(request, "deals:people", row.pk), response=response)
