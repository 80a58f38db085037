"""The pages of a company and of a person: their facts, with the deals and the people around them."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET

from jalon.deals.definitions import definition_of
from jalon.deals.models import Deal, Outcome
from jalon.deals.queries import stage_name
from jalon.deals.queries.related import deals_of_company, deals_of_person
from jalon.deals.views._history import history_page
from jalon.directory.forms.fields import COMPANY_FIELDS, PERSON_FIELDS, RecordField, Row, words_of
from jalon.directory.models import Person
from jalon.directory.queries import company_for, person_for
from jalon.kernel.clock import now
from jalon.kernel.money import Money
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.timeline.audit.sightings import seen


@workspace_view(Can.VIEW)
@require_GET
def company(request: MemberRequest, company: UUID) -> HttpResponse:
    """A company: facts, deals, people, what happened."""
    row = company_for(request.viewer, company)
    deals = deals_of_company(request.viewer, row)
    subject, base = ("company", row.pk), page_url(request, "deals:company", row.pk)
    if request.htmx and "before" in request.GET:
        return render(request, "deals/_runs.html", _told(request, deals, subject, base))
    people = Person.objects.visible_to(request.viewer).live().filter(company=row).order_by("search_key")[:100]
    context = _context(request, row, COMPANY_FIELDS, deals) | _told(request, deals, subject, base)
    answer = render(request, "deals/company.html", context | {"base": base, "people": people})
    return seen(request, answer, kind="company", record=row.pk)


@workspace_view(Can.VIEW)
@require_GET
def person(request: MemberRequest, person: UUID) -> HttpResponse:
    """A person: facts, deals, what happened."""
    row = person_for(request.viewer, person)
    deals = deals_of_person(request.viewer, row)
    subject, base = ("person", row.pk), page_url(request, "deals:person", row.pk)
    if request.htmx and "before" in request.GET:
        return render(request, "deals/_runs.html", _told(request, deals, subject, base))
    context = _context(request, row, PERSON_FIELDS, deals) | _told(request, deals, subject, base)
    answer = render(request, "deals/person.html", context | {"base": base})
    return seen(request, answer, kind="person", record=row.pk)


def _context(request: MemberRequest, row: Row, fields: Mapping[str, RecordField], deals: list[Deal]) -> dict[str, Any]:
    viewer = request.viewer
    return {
        "row": row,
        "facts": [(name, str(one.label), words_of(row, fields, name, viewer)) for name, one in fields.items()],
        "deals": [_face(viewer, deal) for deal in deals],
        "may_edit": viewer.may(Can.EDIT_DIRECTORY) and row.trashed_at is None,
        "may_restore": viewer.may(Can.EDIT_DIRECTORY),
        "may_sell": viewer.may(Can.EDIT_DEALS),
    }


def _face(viewer: Membership, deal: Deal) -> tuple[Deal, str, str, str]:
    language = get_language() or "en"
    stage = stage_name(definition_of(deal.version_id), deal.stage.key, viewer, language)
    amount = Money(deal.value_minor, deal.currency).words(language) if deal.value_minor else ""
    return deal, stage if deal.is_open() else str(Outcome(deal.outcome).label), amount, str(deal.owner or "")


def _told(request: MemberRequest, deals: list[Deal], subject: tuple[str, UUID], base: str) -> dict[str, Any]:
    """One page of what happened to the record and its deals: the newest, or what came `before` an event."""
    subjects = [subject, *(("deal", deal.pk) for deal in deals)]
    return history_page(request, subjects=subjects, deals=deals, at=now(), url=base, names_deals=True)
