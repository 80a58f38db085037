"""What deals and tasks keep in the workspace's trash."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from jalon.deals.models import Deal, Task
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.trash import TrashLine


def trashed_deals(viewer: Membership, limit: int) -> list[TrashLine]:
    """The trashed deals that the viewer sees, newest first, each with its way back if the viewer may take it."""
    rows = Deal.objects.visible_to(viewer).in_trash().order_by("-trashed_at")[:limit]
    may, slug = viewer.may(Can.DELETE_DEALS), viewer.workspace.slug
    return [
        TrashLine(
            kind=gettext("Deal"),
            title=row.title,
            trashed_at=row.trashed_at,
            restore_url=reverse("deals:restoration", args=[slug, row.pk]) if may else "",
        )
        for row in rows
    ]


def trashed_tasks(viewer: Membership, limit: int) -> list[TrashLine]:
    """The trashed tasks, of no deal or of one that the viewer sees, newest first."""
    seen = Q(deal=None) | Q(deal__in=Deal.objects.visible_to(viewer))
    rows = Task.objects.visible_to(viewer).in_trash().filter(seen).order_by("-trashed_at")[:limit]
    may, slug = viewer.may(Can.EDIT_DEALS), viewer.workspace.slug
    return [
        TrashLine(
            kind=gettext("Task"),
            title=row.title,
            trashed_at=row.trashed_at,
            restore_url=reverse("deals:restore_task", args=[slug, row.pk]) if may else "",
        )
        for row in rows
        if row.trashed_at is not None
    ]
