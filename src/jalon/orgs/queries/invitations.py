"""Invitations: those still open, and the one behind a link."""

from datetime import datetime
from uuid import UUID

from django.shortcuts import get_object_or_404

from jalon.kernel.db.row_security import enter, everywhere
from jalon.orgs.models import Invitation, Membership
from jalon.orgs.tokens import token_hash


def open_invitations(viewer: Membership, *, at: datetime) -> list[Invitation]:
    """Those that can still be used, newest first."""
    waiting = Invitation.objects.filter(
        workspace_id=viewer.workspace_id, accepted_at=None, revoked_at=None, expires_at__gt=at
    )
    return list(waiting.select_related("invited_by__user", "team").order_by("-created_at"))


def invitation_for(viewer: Membership, invitation_id: UUID) -> Invitation:
    """One invitation of the viewer's workspace. Raises Http404."""
    return get_object_or_404(Invitation, pk=invitation_id, workspace_id=viewer.workspace_id)


def invitation_by(token: str) -> Invitation:
    """The invitation behind a link, whatever became of it, whose holder may enter its workspace to accept it.

    Raises Http404 for a link that never was.
    """
    found = Invitation.objects.select_related("workspace", "invited_by__user")
    with everywhere("who holds an invitation's secret is not yet a member"):
        invitation = get_object_or_404(found, token_hash=token_hash(token))
    enter(invitation.workspace_id)
    return invitation
