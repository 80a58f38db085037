"""What waits for one person today: tasks, next steps whose day has come, and deals in trouble."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from jalon.deals.models import Deal, DealQuerySet, Pipeline, Task
from jalon.deals.queries import BoardFilters
from jalon.deals.queries.totals import pipeline_filter
from jalon.kernel.clock import today_in
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can

LATE = BoardFilters(health="late")
MANY = 99


@dataclass(frozen=True, slots=True)
class MyWork:
    """The first few of each with how many there are; `is_everybodys` when `late` holds colleagues' deals too.

    Counts stop at one above MANY, so that a large book costs no more than a small one.
    """

    tasks: list[Task]
    task_count: int
    steps: list[Deal]
    step_count: int
    late: list[Deal]
    late_count: int
    is_everybodys: bool
    today: date

    def is_clear(self) -> bool:
        """Whether nothing waits."""
        return not (self.tasks or self.steps or self.late)


def my_work(viewer: Membership, *, pipelines: list[Pipeline], at: datetime, limit: int = 6) -> MyWork:
    """The viewer's work. Who may assign deals sees everybody's late deals, others their own."""
    today = today_in(viewer.workspace.time_zone, at)
    tasks = Task.objects.visible_to(viewer).live().filter(assignee=viewer, done_at=None, due_on__lte=today)
    open_deals = Deal.objects.visible_to(viewer).open()
    steps = open_deals.filter(owner=viewer, next_step_on__lte=today)
    is_everybodys = viewer.may(Can.ASSIGN_DEALS)
    seen = open_deals if is_everybodys else open_deals.filter(owner=viewer)
    late = _late(seen, pipelines, at, today)
    return MyWork(
        tasks=list(tasks.select_related("deal__company").order_by("due_on", "id")[:limit]),
        task_count=tasks[: MANY + 1].count(),
        steps=_shown(steps.order_by("next_step_on", "id"), limit),
        step_count=steps[: MANY + 1].count(),
        late=_largest(seen, pipelines, at, today, limit),
        late_count=late[: MANY + 1].count(),
        is_everybodys=is_everybodys,
        today=today,
    )


def _late(deals: DealQuerySet, pipelines: list[Pipeline], at: datetime, today: date) -> DealQuerySet:
    late = Q(pk__in=[])
    for pipeline in pipelines:
        late |= Q(pipeline=pipeline) & pipeline_filter(pipeline, LATE, at, today)
    return deals.filter(late)


def _largest(deals: DealQuerySet, pipelines: list[Pipeline], at: datetime, today: date, limit: int) -> list[Deal]:
    """The largest late deals: each pipeline is read along the index by value, no further than the limit."""
    found: list[Deal] = []
    for pipeline in pipelines:
        late = deals.filter(pipeline_filter(pipeline, LATE, at, today), pipeline=pipeline)
        found += _shown(late.order_by("-value_minor", "id"), limit)
    return sorted(found, key=lambda deal: (-deal.value_minor, deal.pk))[:limit]


def _shown(deals: DealQuerySet, limit: int) -> list[Deal]:
    return list(deals.select_related("company", "owner__user", "stage")[:limit])
