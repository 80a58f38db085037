"""A new deal in fifteen seconds, from any page."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from jalon.deals.actions import CannotCreate, create_deal
from jalon.deals.forms.new_deal import NewDealForm
from jalon.deals.forms.sources import source_choices
from jalon.deals.models import Deal
from jalon.deals.queries import default_pipeline, pipelines_for
from jalon.directory.models import Company
from jalon.directory.queries import company_for
from jalon.directory.views.choosing import company_given
from jalon.directory.views.once import form_token, made_once
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import one_operation, page_url, undo_url


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def new_deal(request: MemberRequest) -> HttpResponse:
    """The form on GET (`pipeline`, `stage`, `company` prefill it), the new deal on POST."""
    pipelines = pipelines_for(request.viewer)
    if not pipelines:
        return render(request, "deals/no_pipeline.html")
    form = NewDealForm(
        request.POST or None,
        viewer=request.viewer,
        pipelines=pipelines,
        sources=source_choices(),
        initial=_initial(request) if request.method == "GET" else {},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                return _created_once(request, form.cleaned_data, now())
            except CannotCreate as problem:
                form.add_error(problem.field if problem.field in form.fields else None, str(problem))
    context = {"form": form, "pipelines": pipelines, "once": form_token(request)}
    return render(request, "deals/new.html", context, status=status)


@workspace_view(Can.VIEW)
@require_http_methods(["GET"])
def deals(request: MemberRequest) -> HttpResponse:
    """The root of deals' addresses: on to the list."""
    return redirect(page_url(request, "deals:list_default"))


def _initial(request: MemberRequest) -> dict[str, Any]:
    chosen = default_pipeline(request.viewer)
    initial: dict[str, Any] = {"pipeline": chosen.pk if chosen else None}
    initial |= {name: request.GET[name] for name in ("pipeline", "stage") if request.GET.get(name)}
    company = _company_given(request)
    return initial | ({"company": company.name} if company else {})


def _company_given(request: MemberRequest) -> Company | None:
    try:
        return company_for(request.viewer, UUID(request.GET.get("company", "")))
    except ValueError:
        return None


def _created_once(request: MemberRequest, values: dict[str, Any], at: datetime) -> HttpResponse:
    def make() -> UUID:
        deal, undo = _create(request, values, at)
        words = _("“%(title)s” is created.") % {"title": deal.title}
        messages.success(request, words, extra_tags=undo)
        return deal.pk

    return _onward(request, made_once(request, make))


def _create(request: MemberRequest, values: dict[str, Any], at: datetime) -> tuple[Deal, str]:
    with one_operation(request, "deals.create", at=at) as actor:
        company = company_given(request, values["company"], actor=actor, at=at)
        deal = create_deal(
            pipeline=values["pipeline"],
            stage=values["stage"],
            title=values["title"],
            company=company,
            one_off_minor=values["amount"],
            close_on=values["close_on"],
            direction=values["direction"],
            source=values["source"],
            actor=actor,
            at=at,
        )
    return deal, undo_url(request, actor.operation_id)


def _onward(request: MemberRequest, deal: UUID) -> HttpResponse:
    """On to the new deal; or, from a board, back to it with the new card on top."""
    page = request.htmx.current_url if request.htmx else None
    onward = page if page and "/board/" in page else page_url(request, "deals:deal", deal)
    return HttpResponseClientRedirect(onward) if request.htmx else redirect(onward)
