"""What companies and people keep in the workspace's trash."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from jalon.directory.models import Company, Person
from jalon.orgs.models import Membership, RecordQuerySet
from jalon.orgs.roles import Can
from jalon.timeline.trash import TrashLine


def trashed_companies(viewer: Membership, limit: int) -> list[TrashLine]:
    """Trashed companies, newest first."""
    return _lines(viewer, Company.objects.all(), gettext("Company"), "directory:restore_company", limit)


def trashed_people(viewer: Membership, limit: int) -> list[TrashLine]:
    """Trashed people, newest first."""
    return _lines(viewer, Person.objects.all(), gettext("Person"), "directory:restore_person", limit)


def _lines(viewer: Membership, rows: RecordQuerySet[Any], kind: str, restore: str, limit: int) -> list[TrashLine]:
    may, slug = viewer.may(Can.EDIT_DIRECTORY), viewer.workspace.slug
    return [
        TrashLine(kind, row.name, row.trashed_at, reverse(restore, args=[slug, row.pk]) if may else "")
        for row in rows.visible_to(viewer).in_trash().order_by("-trashed_at")[:limit]
    ]
