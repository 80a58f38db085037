"""What stands in the middle of a deal's page, on each of its tabs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import get_language

from jalon.deals.definitions import definition_of
from jalon.deals.forms.deal_fields import day_words
from jalon.deals.forms.logging import TaskForm
from jalon.deals.language import language
from jalon.deals.models import Deal
from jalon.deals.queries import DealSheet, stage_guide, stage_name
from jalon.deals.queries.board import today_for
from jalon.deals.views._details import role_words
from jalon.deals.views._guide import deal_criterion, guide_face
from jalon.deals.views._history import history_page
from jalon.deals.views._moments import FILTERS
from jalon.orgs.access import MemberRequest
from jalon.process import circle_roles
from jalon.timeline.answers import page_url

TABS = ("timeline", "process", "people", "tasks", "visits")


def tab_context(request: MemberRequest, sheet: DealSheet, tab: str, at: datetime) -> dict[str, Any]:
    """What the page shows on `tab` alone."""
    return _CONTEXT[tab](request, sheet, at)


def timeline_context(request: MemberRequest, deal: Deal, at: datetime) -> dict[str, Any]:
    """One page of the deal's timeline, under the filter of the address (`only`)."""
    only = request.GET.get("only", "")
    kinds = set(FILTERS[only][1]) if only in FILTERS else None
    url = page_url(request, "deals:deal", deal.pk) + "timeline/" + (f"?only={only}" if kinds else "")
    page = history_page(request, subjects=[("deal", deal.pk)], deals=[deal], at=at, url=url, kinds=kinds)
    return page | {
        "only": only if kinds else "",
        "only_choices": [(key, str(label)) for key, (label, _verbs) in FILTERS.items()],
    }


def _timeline(request: MemberRequest, sheet: DealSheet, at: datetime) -> dict[str, Any]:
    return timeline_context(request, sheet.deal, at)


def _process(request: MemberRequest, sheet: DealSheet, at: datetime) -> dict[str, Any]:
    wanted = request.GET.get("stage", sheet.deal.stage.key)
    keys = {stage.key for stage in (*sheet.definition.stages, *sheet.definition.aside)}
    key = wanted if wanted in keys else sheet.deal.stage.key
    shown = (
        sheet.guide
        if key == sheet.deal.stage.key
        else stage_guide(request.viewer, deal=sheet.deal, key=key, language=get_language() or "en")
    )
    criteria = [deal_criterion(key, one) for one in shown.criteria]
    planned = {task.activity for task in sheet.tasks if task.activity}
    guide = guide_face(shown.stage, shown.name, criteria, today=today_for(request.viewer, at))
    return {
        "guide": guide,
        "is_current": shown.is_current,
        "planned": planned,
        "days": _days(sheet, guide.p50, guide.p90) if shown.is_current else None,
        "met": sum(one.met for one in criteria),
    }


def _people(_request: MemberRequest, sheet: DealSheet, _at: datetime) -> dict[str, Any]:
    return {
        "circle": [(part, role_words(part.role)) for part in sheet.people],
        "roles": [(one.key, one.label.say(language()), one.help.say(language())) for one in circle_roles()],
    }


def _tasks(request: MemberRequest, sheet: DealSheet, at: datetime) -> dict[str, Any]:
    return {
        "open_tasks": [task for task in sheet.tasks if task.done_at is None],
        "done_tasks": [task for task in sheet.tasks if task.done_at is not None],
        "task_form": TaskForm(viewer=request.viewer),
        "today": today_for(request.viewer, at),
    }


def _visits(request: MemberRequest, sheet: DealSheet, at: datetime) -> dict[str, Any]:
    locale = get_language() or "en"
    rows = [
        (
            visit,
            stage_name(definition_of(visit.version_id), visit.stage.key, request.viewer, locale),
            day_words(localtime(visit.entered_at).date()),
            max(0, int(((visit.left_at or at) - visit.entered_at).total_seconds() // 86_400)),
        )
        for visit in reversed(sheet.visits)
    ]
    return {"visits": rows}


_CONTEXT: dict[str, Callable[[MemberRequest, DealSheet, datetime], dict[str, Any]]] = {
    "timeline": _timeline,
    "process": _process,
    "people": _people,
    "tasks": _tasks,
    "visits": _visits,
}


@dataclass(frozen=True, slots=True)
class DaysUsed:
    """Days spent in the stage against its norm; widths in percent of the scale."""

    used: int
    p50: str
    p90: str
    width: float
    p50_at: float
    p90_at: float
    tone: str


def _days(sheet: DealSheet, p50: float | None, p90: float | None) -> DaysUsed | None:
    if p50 is None or p90 is None or p90 <= 0:
        return None
    scale = max(p90 * 1.25, sheet.days_in_stage)
    tone = "risk" if sheet.days_in_stage > p90 else "watch" if sheet.days_in_stage > (p50 + p90) / 2 else "good"
    return DaysUsed(
        used=sheet.days_in_stage,
        p50=str(round(p50)),
        p90=str(round(p90)),
        width=round(100 * sheet.days_in_stage / scale, 1),
        p50_at=round(100 * p50 / scale, 1),
        p90_at=round(100 * p90 / scale, 1),
        tone=tone,
    )
