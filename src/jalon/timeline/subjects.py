"""How the audit trail calls what belongs to no room above."""

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from jalon.orgs.models import Membership, Team
from jalon.timeline.audit.subjects import subjects_are


def _members(viewer: Membership, ids: set[UUID]) -> dict[UUID, str]:
    members = Membership.objects.filter(workspace_id=viewer.workspace_id, pk__in=ids).select_related("user")
    return {member.pk: str(member.user) for member in members}


def _teams(viewer: Membership, ids: set[UUID]) -> dict[UUID, str]:
    return dict(Team.objects.filter(workspace_id=viewer.workspace_id, pk__in=ids).values_list("pk", "name"))


subjects_are("audit", _("Audit trail"))
subjects_are("invitation", _("Invitation"))
subjects_are("member", _("Member"), names=_members)
subjects_are("operation", _("Operation"))
subjects_are("team", _("Team"), names=_teams)
subjects_are("workspace", _("Workspace"))
