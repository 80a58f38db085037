"""The members of a workspace and its teams."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.shortcuts import get_object_or_404

from jalon.orgs.models import Membership, Team
from jalon.orgs.roles import Can, Role, Scope


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One member as a list shows them; `editable` when the viewer may change this member."""

    id: UUID
    name: str
    email: str
    role: str
    role_words: str
    scope_words: str
    team: str
    is_viewer: bool
    editable: bool


def members(viewer: Membership) -> list[MemberLine]:
    """Everybody who is in the viewer's workspace, by name."""
    rows = Membership.objects.filter(workspace_id=viewer.workspace_id, left_at=None)
    return [_line(row, viewer) for row in rows.select_related("user", "team").order_by("user__name", "pk")]


def member_in(viewer: Membership, member_id: UUID) -> Membership:
    """One present member of the viewer's workspace. Raises Http404."""
    present = Membership.objects.select_related("user", "team", "workspace").filter(left_at=None)
    return get_object_or_404(present, pk=member_id, workspace_id=viewer.workspace_id)


def teams(viewer: Membership) -> list[Team]:
    """The workspace's teams by name, each with `size`, its number of present members."""
    here = Team.objects.filter(workspace_id=viewer.workspace_id)
    return list(here.annotate(size=Count("members", filter=Q(members__left_at=None))).order_by("name"))


def team_for(viewer: Membership, team_id: UUID) -> Team:
    """One team of the viewer's workspace. Raises Http404."""
    return get_object_or_404(Team, pk=team_id, workspace_id=viewer.workspace_id)


def _line(row: Membership, viewer: Membership) -> MemberLine:
    return MemberLine(
        id=row.pk,
        name=str(row.user),
        email=row.user.email,
        role=row.role,
        role_words=str(Role(row.role).label),
        scope_words=str(Scope(row.scope).label),
        team=row.team.name if row.team else "",
        is_viewer=row.pk == viewer.pk,
        editable=viewer.may(Can.MANAGE_MEMBERS) and (row.role != Role.OWNER or viewer.role == Role.OWNER),
    )
