"""Tasks: of a deal, and mine."""

from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from jalon.deals.actions import add_task, complete_task, edit_task, reopen_task, restore_task, trash_task
from jalon.deals.forms.logging import TaskEditForm, TaskForm
from jalon.deals.models import Task
from jalon.deals.queries import deal_for, task_for, tasks_of
from jalon.deals.queries.board import today_for
from jalon.deals.views._record import record_answer, record_page
from jalon.kernel.clock import now
from jalon.orgs.access import MemberRequest, workspace_view
from jalon.orgs.roles import Can
from jalon.timeline.answers import done, page_url
from jalon.ui.answers import close_sheet


@workspace_view(Can.VIEW)
@require_http_methods(["GET", "POST"])
def deal_tasks(request: MemberRequest, deal: UUID) -> HttpResponse:
    """The deal's tasks on GET; a new one on POST (`activity` when it starts from the process)."""
    at = now()
    if request.method == "GET":
        return record_page(request, deal, "tasks", at=at)
    request.actor.must(Can.EDIT_DEALS)
    row, form = deal_for(request.viewer, deal), TaskForm(request.POST, viewer=request.viewer)
    if not form.is_valid():
        return record_page(request, deal, "tasks", at=at, status=422, task_form=form)
    values = form.cleaned_data
    activity = request.POST.get("activity", "")[:60]
    add_task(
        title=values["title"],
        deal=row,
        due_on=values["due_on"],
        assignee=values.get("assignee"),
        activity=activity,
        actor=request.actor,
        at=at,
    )
    answer = close_sheet(record_answer(request, row.pk, at=at))
    return done(request, _("Task added."), onward=page_url(request, "deals:deal_tasks", row.pk), response=answer)


@workspace_view(Can.VIEW)
@require_http_methods(["GET", "POST"])
def mine(request: MemberRequest) -> HttpResponse:
    """My open tasks by day on GET; a new one on POST."""
    form = TaskForm(request.POST or None, viewer=request.viewer)
    status = 200
    if request.method == "POST":
        request.actor.must(Can.EDIT_DEALS)
        if form.is_valid():
            add_task(actor=request.actor, at=now(), **form.cleaned_data)
            return done(request, _("Task added."), onward=page_url(request, "deals:tasks"), response=_list(request))
        status = 422
    return render(request, "deals/tasks.html", _context(request) | {"form": form}, status=status)


@workspace_view(Can.EDIT_DEALS)
@require_POST
def completion(request: MemberRequest, task: UUID) -> HttpResponse:
    """Tick the task; with `undone`, take the tick away."""
    row, at = task_for(request.viewer, task), now()
    if request.POST.get("undone"):
        reopen_task(task=row, actor=request.actor, at=at)
        return _answer(request, row, _("Task reopened."), at)
    complete_task(task=row, actor=request.actor, at=at)
    undo = page_url(request, "deals:reopening_task", row.pk)
    return _answer(request, row, _("Done: %(title)s") % {"title": row.title}, at, undo=undo)


@workspace_view(Can.EDIT_DEALS)
@require_POST
def reopening(request: MemberRequest, task: UUID) -> HttpResponse:
    """Take the tick away again."""
    row, at = task_for(request.viewer, task), now()
    reopen_task(task=row, actor=request.actor, at=at)
    return _answer(request, row, _("Task reopened."), at)


@workspace_view(Can.EDIT_DEALS)
@require_http_methods(["GET", "POST"])
def edit(request: MemberRequest, task: UUID) -> HttpResponse:
    """Title, day and person of a task."""
    row, at = task_for(request.viewer, task), now()
    initial = {"title": row.title, "due_on": row.due_on, "assignee": row.assignee_id, "edit": row.edit}
    form = TaskEditForm(request.POST or None, viewer=request.viewer, holder=row.assignee_id, initial=initial)
    if request.method == "POST" and form.is_valid():
        edit_task(task=row, changes=form.changes(), edit=form.cleaned_data["edit"], actor=request.actor, at=at)
        return _answer(request, row, _("Task saved."), at)
    status = 422 if request.method == "POST" else 200
    return render(request, "deals/task.html", {"task": row, "form": form}, status=status)


@workspace_view(Can.EDIT_DEALS)
@require_POST
def trash(request: MemberRequest, task: UUID) -> HttpResponse:
    """Put the task in the trash."""
    row, at = task_for(request.viewer, task), now()
    trash_task(task=row, actor=request.actor, at=at)
    return _answer(request, row, _("Task deleted."), at, undo=page_url(request, "deals:restore_task", row.pk))


@workspace_view(Can.EDIT_DEALS)
@require_POST
def restoration(request: MemberRequest, task: UUID) -> HttpResponse:
    """Take the task out of the trash."""
    row, at = task_for(request.viewer, task), now()
    restore_task(task=row, actor=request.actor, at=at)
    return _answer(request, row, _("“%(title)s” is back from the trash.") % {"title": row.title}, at)


def _answer(request: MemberRequest, row: Task, words: str, at: datetime, undo: str = "") -> HttpResponse:
    """The page that the task was on, again."""
    on_tasks = not request.htmx or "/deals/" not in (request.htmx.current_url or "")
    if row.deal_id is None or on_tasks:
        onward, answer = page_url(request, "deals:tasks"), _list(request)
    else:
        onward, answer = page_url(request, "deals:deal_tasks", row.deal_id), record_answer(request, row.deal_id, at=at)
    return done(request, words, onward=onward, undo=undo, response=close_sheet(answer))


def _list(request: MemberRequest) -> HttpResponse:
    return render(request, "deals/tasks.html#tasks", _context(request) | {"form": TaskForm(viewer=request.viewer)})


def _context(request: MemberRequest) -> dict[str, object]:
    today = today_for(request.viewer, now())
    tasks = list(tasks_of(request.viewer))
    days = [(label, list(some)) for label, some in groupby(tasks, key=lambda task: _when(task.due_on, today))]
    return {
        "days": days,
        "today": today,
        "count": len(tasks),
        "may_edit": request.viewer.may(Can.EDIT_DEALS),
    }


def _when(due_on: date | None, today: date) -> str:
    if due_on is None:
        return _("No date")
    if due_on < today:
        return _("Overdue")
    if due_on == today:
        return _("Today")
    return _("Next seven days") if (due_on - today).days <= 7 else _("Later")
