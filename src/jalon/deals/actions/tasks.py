"""Add, edit, complete and reopen tasks, throw them away and bring them back."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._right import must
from jalon.deals.actions._value import misfit
from jalon.deals.models import Deal, Task
from jalon.deals.verbs import (
    TASK_ADDED,
    TASK_COMPLETED,
    TASK_EDITED,
    TASK_REOPENED,
    TASK_RESTORED,
    TASK_TRASHED,
    TaskFacts,
)
from jalon.kernel.errors import Refusal, Stale
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.catalogue import Verb


class CannotTask(Refusal):
    """The task cannot be written as asked."""


class TaskChanged(Stale):
    """Somebody else changed the task since it was read."""


@transaction.atomic
def add_task(
    *,
    title: str,
    actor: Actor,
    at: datetime,
    deal: Deal | None = None,
    due_on: date | None = None,
    assignee: Membership | None = None,
    activity: str = "",
) -> Task:
    """Something for `assignee` (the actor unless said otherwise) to do. Raises CannotTask, NotAllowed."""
    actor.must(Can.EDIT_DEALS)
    _check({"title": title, "due_on": due_on, "assignee": assignee, "activity": activity, "deal": deal}, actor)
    task = Task.objects.create(
        workspace_id=actor.member.workspace_id,
        title=title.strip(),
        deal=deal,
        stage=deal.stage if deal and activity else None,
        activity=activity,
        assignee=assignee or actor.member,
        due_on=due_on,
        created_at=at,
    )
    _record(TASK_ADDED, task, actor, at)
    return task


@transaction.atomic
def complete_task(*, task: Task, actor: Actor, at: datetime) -> Task:
    """Mark the task done. Raises TaskChanged when somebody already did."""
    return _change(task, TASK_COMPLETED, actor, at, {"done_at": at, "done_by": actor.member}, done_at=None)


@transaction.atomic
def reopen_task(*, task: Task, actor: Actor, at: datetime) -> Task:
    """Mark the task to do again. Raises TaskChanged when it is."""
    return _change(task, TASK_REOPENED, actor, at, {"done_at": None, "done_by": None}, done_at__isnull=False)


@transaction.atomic
def edit_task(*, task: Task, changes: dict[str, Any], edit: int, actor: Actor, at: datetime) -> Task:
    """Set title, due_on or assignee, if nobody changed the task since `edit`. Raises CannotTask, TaskChanged."""
    if unknown := set(changes) - {"title", "due_on", "assignee"}:
        raise CannotTask(_("This cannot be changed so."), field=", ".join(sorted(unknown)))
    _check(changes, actor)
    return _change(task, TASK_EDITED, actor, at, changes, edit=edit)


@transaction.atomic
def trash_task(*, task: Task, actor: Actor, at: datetime) -> Task:
    """Put the task in the trash. Raises TaskChanged when it is there."""
    return _change(task, TASK_TRASHED, actor, at, {"trashed_at": at})


@transaction.atomic
def restore_task(*, task: Task, actor: Actor, at: datetime) -> Task:
    """Take the task out of the trash. Raises TaskChanged when it is not there."""
    return _change(task, TASK_RESTORED, actor, at, {"trashed_at": None}, live=False)


def _check(values: dict[str, Any], actor: Actor) -> None:
    if "title" in values and not str(values["title"]).strip():
        raise CannotTask(_("A task needs a title."), field="title", remedy=_("Write what is to be done."))
    for name, value in values.items():
        if problem := misfit(Task, name, value):
            raise CannotTask(problem, field=name, value=value)
    for name in values.keys() & {"deal", "assignee"}:
        if values[name] is not None and values[name].workspace_id != actor.member.workspace_id:
            raise CannotTask(_("That record is not in this workspace."), field=name, value=values[name].pk)


def _change(
    task: Task, verb: Verb, actor: Actor, at: datetime, values: dict[str, Any], *, live: bool = True, **condition: Any
) -> Task:
    must(actor, Can.EDIT_DEALS, task)
    if not Task.objects.filter(pk=task.pk, trashed_at__isnull=live, **condition).update(edit=F("edit") + 1, **values):
        task.refresh_from_db()
        theirs = {name: getattr(task, name) for name in values}
        raise TaskChanged(
            _("Somebody else has just changed this task."), theirs=theirs, yours=values, remedy=_("Look at it again.")
        )
    task.refresh_from_db()
    _record(verb, task, actor, at)
    return task


def _record(verb: Verb, task: Task, actor: Actor, at: datetime) -> None:
    subject = ("deal", task.deal_id) if task.deal_id else ("task", task.pk)
    particulars = TaskFacts(task_id=task.pk, due_on=task.due_on, assignee_id=task.assignee_id)
    record(verb, subject=subject, actor=actor, at=at, particulars=particulars, text=task.title)
