"""A deal's page, put together: head, facts, the tab in the middle, what comes next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.timezone import localtime
from django.utils.translation import get_language, gettext, ngettext

from jalon.deals.forms.deal_fields import DEAL_FIELDS, day_words, words_of
from jalon.deals.forms.logging import NextStepForm
from jalon.deals.models import Deal, Outcome
from jalon.deals.queries import DealSheet, deal_sheet, pipeline_name, stage_name
from jalon.deals.queries.board import today_for
from jalon.deals.views._cards import HEALTH_TONES
from jalon.deals.views._details import reason_words
from jalon.deals.views._guide import deal_criterion
from jalon.deals.views._tabs import TABS, tab_context
from jalon.kernel.money import Money
from jalon.orgs.access import MemberRequest
from jalon.orgs.roles import Can
from jalon.timeline.answers import page_url
from jalon.ui.components import Pole, PoleBand, Tab

FACTS = "one_off_minor recurring_minor term_months close_on owner direction source reference".split()
BAND_STATES = {"to_come": "todo"}


@dataclass(frozen=True, slots=True)
class FactFace:
    """One field of the left zone."""

    name: str
    label: str
    words: str


def record_page(
    request: MemberRequest, deal_id: UUID, tab: str, *, at: datetime, status: int = 200, **more: Any
) -> HttpResponse:
    """The whole page on one tab; to htmx, the record alone."""
    context = record_context(request, deal_id, tab, at=at) | more
    template = "deals/deal.html#record" if request.htmx else "deals/deal.html"
    return render(request, template, context, status=status)


def record_answer(request: MemberRequest, deal_id: UUID, *, at: datetime) -> HttpResponse:
    """The record again, on the tab that the person is on."""
    return render(request, "deals/deal.html#record", record_context(request, deal_id, current_tab(request), at=at))


def current_tab(request: MemberRequest) -> str:
    """The tab of the page that htmx says it is on."""
    try:
        path = urlsplit((request.htmx.current_url if request.htmx else "") or "").path
    except ValueError:  # no address at all
        return "timeline"
    last = path.rstrip("/").rsplit("/", 1)[-1]
    return last if last in TABS else "timeline"


def record_context(request: MemberRequest, deal_id: UUID, tab: str, *, at: datetime) -> dict[str, Any]:
    """Everything the page shows on `tab`."""
    locale = get_language() or "en"
    sheet = deal_sheet(request.viewer, deal_id=deal_id, at=at, language=locale)
    deal = sheet.deal
    return {
        "deal": deal,
        "sheet": sheet,
        "pipeline_name": pipeline_name(deal.pipeline, locale),
        "checks": [deal_criterion(deal.stage.key, one) for one in sheet.guide.criteria],
        "tab": tab,
        "tabs": _tabs(request, sheet, tab),
        "pole": _pole(request, sheet, tab),
        "facts": [FactFace(name, str(DEAL_FIELDS[name].label), words_of(deal, name)) for name in FACTS],
        "amount": sheet.value.words(locale) if sheet.value.minor else "",
        "close_on": words_of(deal, "close_on"),
        "close_is_late": bool(deal.close_on and deal.close_on < today_for(request.viewer, at) and deal.is_open()),
        "next_step_on": words_of(deal, "next_step_on"),
        "next_step_is_late": bool(deal.next_step_on and deal.next_step_on < today_for(request.viewer, at)),
        "next_step_form": NextStepForm(
            initial={"next_step": deal.next_step, "next_step_on": deal.next_step_on, "edit": deal.edit}
        ),
        "health": HEALTH_TONES[sheet.health],
        "health_words": health_words(sheet.health),
        "opened_on": day_words(localtime(deal.opened_at).date()),
        "warnings": _warnings(request, sheet, at),
        "related": [_related(one) for one in sheet.related],
        "days_words": ngettext("%(n)s day in this stage", "%(n)s days in this stage", sheet.days_in_stage)
        % {"n": sheet.days_in_stage},
        "outcome_words": str(Outcome(deal.outcome).label),
        "reason": ", ".join(reason_words(one) for one in (deal.reason, deal.second_reason) if one),
        "may_edit": request.viewer.may(Can.EDIT_DEALS),
        "may_move": request.viewer.may(Can.MOVE_DEALS),
        "may_delete": request.viewer.may(Can.DELETE_DEALS),
        "base": page_url(request, "deals:deal", deal.pk),
        "stages": _other_stages(request, sheet),
    } | tab_context(request, sheet, tab, at)


def health_words(health: str) -> str:
    """A deal's health in words."""
    return {"healthy": gettext("Healthy"), "at_risk": gettext("At risk"), "late": gettext("Late")}[health]


def _tabs(request: MemberRequest, sheet: DealSheet, tab: str) -> list[Tab]:
    open_tasks = sum(task.done_at is None for task in sheet.tasks)
    names = {
        "timeline": (gettext("Timeline"), None),
        "process": (gettext("Process"), None),
        "people": (gettext("People"), len(sheet.people) or None),
        "tasks": (gettext("Tasks"), open_tasks or None),
        "visits": (gettext("History"), None),
    }
    base = page_url(request, "deals:deal", sheet.deal.pk)
    return [
        Tab(label, base if key == "timeline" else f"{base}{key}/", current=key == tab, count=count)
        for key, (label, count) in names.items()
    ]


def _pole(request: MemberRequest, sheet: DealSheet, tab: str) -> Pole:
    base = page_url(request, "deals:deal", sheet.deal.pk)
    inspected = request.GET.get("stage") if tab == "process" else None
    return Pole(
        [
            PoleBand(
                label=band.name,
                state=BAND_STATES.get(band.state, band.state),  # type: ignore[arg-type]
                url=f"{base}process/?stage={band.key}",
                met=sum(one.is_met for one in sheet.guide.criteria) if band.state == "current" else 0,
                total=len(sheet.guide.criteria) if band.state == "current" else 0,
                inspected=band.key == inspected,
            )
            for band in sheet.pole
        ]
    )


def _other_stages(request: MemberRequest, sheet: DealSheet) -> list[tuple[str, str]]:
    locale = get_language() or "en"
    return [
        (stage.key, stage_name(sheet.definition, stage.key, request.viewer, locale))
        for stage in (*sheet.definition.stages, *sheet.definition.aside)
        if stage.key != sheet.deal.stage.key
    ]


def _warnings(request: MemberRequest, sheet: DealSheet, at: datetime) -> list[str]:
    deal, today = sheet.deal, today_for(request.viewer, at)
    if not deal.is_on_board():
        return []
    p90 = sheet.guide.stage.duration_days.p90 if sheet.guide.stage.duration_days else None
    found = {
        gettext("The expected close date is past."): bool(deal.close_on and deal.close_on < today and deal.is_open()),
        gettext("Nobody owns this deal."): deal.owner_id is None,
        gettext("No amount yet, although it is an opportunity."): sheet.is_opportunity and not deal.value_minor,
        gettext("No expected close date yet."): sheet.is_opportunity and deal.close_on is None and deal.is_open(),
        gettext("Longer in this stage than nine deals in ten."): p90 is not None and sheet.days_in_stage > p90,
        gettext("Nobody of the buyer’s side is named yet."): not sheet.people,
    }
    return [words for words, holds in found.items() if holds]


def _related(deal: Deal) -> tuple[Deal, str, str]:
    amount = Money(deal.value_minor, deal.currency).words(get_language() or "en") if deal.value_minor else ""
    return deal, amount, str(Outcome(deal.outcome).label)
