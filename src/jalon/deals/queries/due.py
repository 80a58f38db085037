"""How much waits for somebody."""

from datetime import date

from jalon.deals.models import Task
from jalon.orgs.models import Membership


def tasks_due(viewer: Membership, today: date) -> int:
    """The viewer's open tasks that are due today or were before."""
    return Task.objects.visible_to(viewer).live().filter(assignee=viewer, done_at=None, due_on__lte=today).count()
