"""The workspaces a person can open."""

from dataclasses import dataclass

from jalon.orgs.models import Membership, User
from jalon.orgs.roles import Role


@dataclass(frozen=True, slots=True)
class WorkspaceLine:
    """One workspace of a person, as a switcher shows it."""

    slug: str
    name: str
    role_words: str
    is_sample: bool


def workspaces_of(user: User) -> list[WorkspaceLine]:
    """Those the user is a member of: their own by name, samples last."""
    rows = Membership.objects.filter(user=user, left_at=None).select_related("workspace")
    return [
        WorkspaceLine(
            slug=row.workspace.slug,
            name=row.workspace.name,
            role_words=str(Role(row.role).label),
            is_sample=row.workspace.is_sample,
        )
        for row in rows.order_by("workspace__is_sample", "workspace__name")
    ]
