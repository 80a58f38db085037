"""Several deals at once: owner, stage, next step, trash; one operation, undone as one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import structlog
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from jalon.deals.actions import GateRefused, edit_deal, hold_deals, move_stage, plan_move, trash_deal
from jalon.deals.actions.plan_move import Known, last_in_order_by_deal
from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_by_deal
from jalon.deals.forms.fields import ColleagueField
from jalon.deals.language import language
from jalon.deals.models import Deal, DealQuerySet, Stage
from jalon.deals.queries import BoardFilters, pipeline_for, stage_name
from jalon.deals.queries.deal_list import listed_deals
from jalon.kernel.clock import now
from jalon.kernel.db.turns import in_turns
from jalon.kernel.errors import Refusal, Words
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.actor import Actor, Door
from jalon.orgs.roles import Can
from jalon.timeline.actions import start_operation
from jalon.timeline.answers import page_url, safe_next, undo_url
from jalon.timeline.models import Event, Operation
from jalon.ui.forms import DateField

log = structlog.get_logger("jalon.deals")
MOST = 500
Act = Callable[[Deal, Actor], Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """The deals to change; `is_cut` when more were asked for."""

    deals: list[Deal]
    is_cut: bool


@dataclass(frozen=True, slots=True)
class Preview:
    """How a move of several deals would go."""

    ready: int
    refused: Sequence[tuple[Deal, str]]


class OwnerForm(forms.Form):
    """Who the deals go to."""

    def __init__(self, *args: Any, viewer: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["owner"] = ColleagueField(viewer, label=_("New owner"))


class NextStepsForm(forms.Form):
    """The same next step for all."""

    next_step = forms.CharField(max_length=200)
    next_step_on = DateField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["next_step"].label = _("Next step")
        self.fields["next_step_on"].label = _("On")


@workspace_view(Can.EDIT_DEALS)
@require_POST
def owner(request: MemberRequest) -> HttpResponse:
    """Give the deals to somebody: first the form, then (with `apply`) the change."""
    chosen, form = _chosen(request), OwnerForm(_data(request), viewer=request.viewer)
    if not form.is_bound or not form.is_valid():
        return _ask(request, chosen, form, _("Change owner"), "deals:bulk_owner")
    member, at = form.cleaned_data["owner"], now()
    return _apply(request, chosen, at, lambda deal, actor: _edit(deal, actor, at, owner=member))


@workspace_view(Can.EDIT_DEALS)
@require_POST
def next_step(request: MemberRequest) -> HttpResponse:
    """Give the deals the same next step."""
    chosen, form = _chosen(request), NextStepsForm(_data(request))
    if not form.is_bound or not form.is_valid():
        return _ask(request, chosen, form, _("Set the next step"), "deals:bulk_next_step")
    values, at = form.cleaned_data, now()
    return _apply(request, chosen, at, lambda deal, actor: _edit(deal, actor, at, **values))


@workspace_view(Can.DELETE_DEALS)
@require_POST
def trash(request: MemberRequest) -> HttpResponse:
    """Put the deals in the trash."""
    chosen, at = _chosen(request), now()
    if "apply" not in request.POST:
        return _ask(request, chosen, None, _("Move to the trash"), "deals:bulk_trash")
    return _apply(request, chosen, at, lambda deal, actor: trash_deal(deal=deal, actor=actor, at=at))


@workspace_view(Can.MOVE_DEALS)
@require_POST
def stage(request: MemberRequest) -> HttpResponse:
    """Move the deals: the stages to choose from, how many would pass (`to`), then (with `apply`) the moves."""
    chosen, at = _chosen(request), now()
    deals = chosen.deals
    to = _wanted(deals, request.POST.get("to", ""))
    if to is not None and "apply" in request.POST:
        return _apply(request, chosen, at, lambda deal, actor: move_stage(deal=deal, to=to, actor=actor, at=at))
    context = {
        "deals": deals,
        "stages": _stages(request, deals),
        "to": to,
        "preview": to and _preview(deals, to),
        "is_cut": chosen.is_cut,
        "most": MOST,
    }
    return render(request, "deals/bulk_stage.html", context)


def _chosen(request: MemberRequest) -> Chosen:
    """The deals ticked; with `all`, those of the list that its filters (`matching`) leave; MOST of them, either way.

    `cut` says that the page before left out some already.
    """
    if "all" in request.POST:
        wanted = _matching(request).order_by("-created_at", "id")
    else:
        visible = Deal.objects.visible_to(request.viewer).live()
        wanted = visible.filter(pk__in=_ids(request)).order_by("rank", "id")
    found = list(wanted.select_related("stage", "pipeline", "company", "owner__user", "workspace")[: MOST + 1])
    return Chosen(found[:MOST], is_cut=len(found) > MOST or "cut" in request.POST)


def _matching(request: MemberRequest) -> DealQuerySet:
    query = QueryDict(request.POST.get("matching", ""))
    try:
        pipeline = pipeline_for(request.viewer, UUID(request.POST.get("pipeline", "")))
    except ValueError:
        raise Http404 from None
    filters = BoardFilters.from_query(query, currency=request.viewer.workspace.currency)
    state = query.get("state", "open")
    return listed_deals(request.viewer, filters=filters, at=now(), pipeline=pipeline, state=state)


def _ids(request: MemberRequest) -> list[UUID]:
    ids = []
    for text in request.POST.getlist("deal"):
        try:
            ids.append(UUID(text))
        except ValueError:
            continue
    return ids


def _data(request: MemberRequest) -> Any:
    return request.POST if "apply" in request.POST else None


def _ask(request: MemberRequest, chosen: Chosen, form: forms.Form | None, title: str, name: str) -> HttpResponse:
    context = {
        "deals": chosen.deals,
        "is_cut": chosen.is_cut,
        "most": MOST,
        "form": form,
        "title": title,
        "action": page_url(request, name),
    }
    return render(request, "deals/bulk.html", context, status=422 if form and form.errors else 200)


def _edit(deal: Deal, actor: Actor, at: datetime, **changes: Any) -> None:
    edit_deal(deal=deal, changes=changes, actor=actor, at=at)


def _apply(request: MemberRequest, chosen: Chosen, at: datetime, act: Act) -> HttpResponse:
    """Act on each deal; what was done is one operation, what was not is said."""
    actor = start_operation("deals.bulk", actor=Actor(request.viewer, door=Door.BULK), at=at)
    refused, broke_off = _carry_out(chosen.deals, act, actor)
    count = _keep_if_done(actor.operation_id)
    undo = undo_url(request, actor.operation_id) if count else ""
    level = messages.SUCCESS if count and not broke_off else messages.WARNING
    result = _result(count, chosen, refused, broke_off=broke_off)
    messages.add_message(request, level, result, extra_tags=undo)
    if request.htmx:
        return HttpResponseClientRefresh()
    return redirect(safe_next(request) or page_url(request, "deals:board_default"))


def _carry_out(deals: Sequence[Deal], act: Act, actor: Actor) -> tuple[list[Refusal], bool]:
    """The refusals, and whether a fault of ours ended the work: the turns before it stay, so it is told as a result."""
    refused: list[Refusal] = []

    def act_or_refuse(deal: Deal) -> None:
        try:
            with transaction.atomic():
                act(deal, actor)
        except Refusal as problem:
            refused.append(problem)

    try:
        in_turns(deals, act_or_refuse, hold=lambda some: hold_deals(deal.pk for deal in some))
    except Exception:
        log.exception("a change to many deals broke off", operation=str(actor.operation_id))
        return refused, True
    return refused, False


def _keep_if_done(operation_id: UUID | None) -> int:
    """How many deals the operation changed, as the database has it; one that changed none is not kept."""
    assert operation_id is not None  # noqa: S101 - a bulk change acts within an operation
    events = Event.objects.filter(operation_id=operation_id, subject_kind="deal")
    count = events.values("subject_id").distinct().count()
    if not count:
        Operation.objects.filter(pk=operation_id).delete()
    return count


def _result(count: int, chosen: Chosen, refused: Sequence[Refusal], *, broke_off: bool) -> str:
    """How many deals were changed, were so before, and were not, with the first reason; whether some were left."""
    said = [ngettext("%(n)s deal changed.", "%(n)s deals changed.", count) % {"n": count}]
    others = len(chosen.deals) - count
    if broke_off:
        said.append(_not_changed(others, _("Something went wrong on our side, and is in the log. Try again.")))
    else:
        said += _others(others - len(refused), refused)
    if chosen.is_cut:
        said.append(_("At most %(most)s at a time: the others stay as they are.") % {"most": MOST})
    return " ".join(said)


def _others(so_already: int, refused: Sequence[Refusal]) -> list[str]:
    said = []
    if so_already:
        words = ngettext("%(n)s was so already.", "%(n)s were so already.", so_already)
        said.append(words % {"n": so_already})
    if refused:
        said.append(_not_changed(len(refused), refused[0].message))
    return said


def _not_changed(number: int, why: Words) -> str:
    return ngettext("%(n)s not changed: %(why)s", "%(n)s not changed: %(why)s", number) % {"n": number, "why": why}


def _stages(request: MemberRequest, deals: list[Deal]) -> list[tuple[Stage, str]]:
    """The stages that all the deals could go to: none when they are of several pipelines."""
    if len({deal.pipeline_id for deal in deals}) != 1:
        return []
    definition, language = definition_of(deals[0].version_id), get_language() or "en"
    known = {one.key for one in (*definition.stages, *definition.aside)}
    return [
        (one, stage_name(definition, one.key, request.viewer, language))
        for one in deals[0].pipeline.stages.filter(key__in=known).order_by("position")
    ]


def _wanted(deals: list[Deal], text: str) -> Stage | None:
    try:
        return deals[0].pipeline.stages.filter(pk=UUID(text)).first() if deals else None
    except ValueError:
        return None


def _preview(deals: list[Deal], to: Stage) -> Preview:
    refused: list[tuple[Deal, str]] = []
    evidence = evidence_by_deal(deal.pk for deal in deals)
    ordered = last_in_order_by_deal(deals)
    for deal in deals:
        try:
            plan_move(deal=deal, to=to, known=Known(ordered[deal.pk], evidence[deal.pk]))
        except GateRefused as problem:
            refused.append((deal, " · ".join(one.criterion.label.say(language()) for one in problem.unmet)))
        except Refusal as problem:
            refused.append((deal, str(problem.message)))
    return Preview(len(deals) - len(refused), refused)
