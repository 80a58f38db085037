"""The home of a workspace: what waits for me, what the book lacks, what happened last."""

from dataclasses import dataclass
from datetime import date, datetime

from babel.dates import format_date, format_timedelta
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jalon.deals.definitions import definition_of
from jalon.deals.models import Deal, Task
from jalon.deals.queries import default_pipeline, pipeline_name, pipelines_for, stage_name
from jalon.desk.models import FirstRun
from jalon.desk.queries import MyWork, lacks, latest, my_work
from jalon.desk.queries.lacks import Lack
from jalon.desk.queries.latest import Latest
from jalon.desk.queries.my_work import MANY
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can

SHOWN, TOLD = 6, 9


@dataclass(frozen=True, slots=True)
class LackLine:
    """So many deals lack something: the words, and the list that shows them."""

    count: int
    words: str
    url: str
    pipeline: str


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened, in words."""

    who: str
    words: str
    deal: Deal
    others: bool
    ago: str


@dataclass(frozen=True, slots=True)
class DealLine:
    """A deal with the name of its stage; `when` is the day of its next step."""

    deal: Deal
    stage: str
    when: str


@dataclass(frozen=True, slots=True)
class TaskLine:
    """A task with its day in words."""

    task: Task
    when: str


@workspace_view()
@require_safe
def page(request: MemberRequest) -> HttpResponse:
    """What waits for the viewer; before a process runs, the way to one."""
    viewer, at = request.viewer, now()
    pipelines = pipelines_for(viewer)
    if not pipelines:
        return render(request, "desk/home_empty.html", {"may_publish": viewer.may(Can.PUBLISH_PROCESS)})
    work = my_work(viewer, pipelines=pipelines, at=at, limit=SHOWN)
    context = {
        "greeting": _greeting(viewer),
        "today_words": format_date(work.today, "EEEE d MMMM y", locale=get_language() or "en"),
        "work": work,
        "counts": [_count(work.task_count), _count(work.step_count), _count(work.late_count)],
        "tasks": [TaskLine(task, _day(task.due_on, work.today)) for task in work.tasks],
        "steps": _lines(work.steps, viewer, work.today),
        "late": _lines(work.late, viewer, work.today),
        "late_url": _late_url(viewer, work),
        "has_deals": Deal.objects.visible_to(viewer).open().exists(),
        "told": [_told(one, at) for one in latest(viewer, limit=TOLD)],
        "may_edit": viewer.may(Can.EDIT_DEALS),
        "may_import": viewer.may(Can.IMPORT),
        "may_remove": viewer.may(Can.DELETE_WORKSPACE),
        "has_answers": FirstRun.objects.filter(workspace=viewer.workspace, published_at__isnull=False).exists(),
    }
    return render(request, "desk/home.html", context)


@workspace_view()
@require_safe
def lacking(request: MemberRequest) -> HttpResponse:
    """What the book lacks, counted after the page is there: this alone takes longer in a larger book."""
    return render(request, "desk/_lacks.html", {"lacks": lack_lines(request.viewer, now()), "has_deals": True})


def lack_lines(viewer: Membership, at: datetime) -> list[LackLine]:
    """What the book lacks, with the pipeline's name when there are several."""
    pipelines, language = pipelines_for(viewer), get_language() or "en"
    named = {one.pk: pipeline_name(one, language) if len(pipelines) > 1 else "" for one in pipelines}
    return [
        LackLine(
            count=lack.count,
            words=_lack_words(lack),
            url=_list_url(viewer, lack.pipeline.pk, lack.filters.as_query()),
            pipeline=named[lack.pipeline.pk],
        )
        for lack in lacks(viewer, pipelines=pipelines, at=at)
    ]


def _count(found: int) -> str:
    return f"{MANY}+" if found > MANY else str(found)


def _lack_words(lack: Lack) -> str:
    return {
        "amount": _("without an amount, past the opportunity line"),
        "close": _("without a closing date"),
        "next_step": _("without a next step"),
        "owner": _("without an owner"),
        "company": _("without a company"),
    }[lack.what]


def _greeting(viewer: Membership) -> str:
    first = (viewer.user.name or "").split(" ")[0]
    return _("Hello %(name)s") % {"name": first} if first else _("Hello")


def _lines(deals: list[Deal], viewer: Membership, today: date) -> list[DealLine]:
    language = get_language() or "en"
    return [
        DealLine(
            deal,
            stage=stage_name(definition_of(deal.version_id), deal.stage.key, viewer, language),
            when=_day(deal.next_step_on, today),
        )
        for deal in deals
    ]


def _day(day: date | None, today: date) -> str:
    if day is None or day == today:
        return _("today") if day else ""
    pattern = "d MMM" if day.year == today.year else "d MMM y"
    return format_date(day, pattern, locale=get_language() or "en")


def _late_url(viewer: Membership, work: MyWork) -> str:
    pipeline = default_pipeline(viewer)
    query = "health=late" if work.is_everybodys else "health=late&owner=me"
    return _list_url(viewer, pipeline.pk, query) if pipeline else ""


def _list_url(viewer: Membership, pipeline: object, query: str) -> str:
    return f"{reverse('deals:list', args=[viewer.workspace.slug, pipeline])}?{query}"


def _told(one: Latest, at: datetime) -> Told:
    ago = format_timedelta(one.entry.at - at, add_direction=True, locale=get_language() or "en", threshold=1.1)
    return Told(who=one.entry.actor_name, words=one.entry.words, deal=one.deal, others=one.others, ago=ago)
