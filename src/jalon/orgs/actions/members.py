"""Change what a member may do and sees, or let one go. A workspace always keeps an owner."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import NotAllowed, Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.models import Membership, Team, Workspace
from jalon.orgs.roles import Can, Role, Scope


class LastOwner(Refusal):
    """The change would leave the workspace without an owner."""


class NoSuchMember(Refusal):
    """The member is not, or no longer, of the actor's workspace."""


class NoSuchTeam(Refusal):
    """The team belongs to another workspace."""


@transaction.atomic
def change_member(
    *, member: Membership, role: Role, scope: Scope, team: Team | None, actor: Actor, at: datetime
) -> Membership:
    """Give the member another role, scope or team. Raises LastOwner, NotAllowed, NoSuchMember."""
    actor.must(Can.MANAGE_MEMBERS)
    current = _locked(member, actor)
    must_rank_above(actor, current.role, role)
    if current.role == Role.OWNER and role != Role.OWNER:
        _must_not_be_last_owner(current)
    before = _standing(current)
    current.role, current.scope, current.team = role, scope, team_of(actor, team)
    if before == _standing(current):
        return current
    current.save(update_fields=["role", "scope", "team"])
    tell(
        "member.changed",
        subject=("member", current.pk),
        actor=actor,
        at=at,
        before=before,
        after=_standing(current),
    )
    return current


@transaction.atomic
def remove_member(*, member: Membership, actor: Actor, at: datetime) -> None:
    """End the membership; the person's past deeds keep their name. Raises LastOwner, NotAllowed, NoSuchMember."""
    actor.must(Can.MANAGE_MEMBERS)
    current = _locked(member, actor)
    must_rank_above(actor, current.role)
    _end(current, actor, at, "member.removed")


@transaction.atomic
def leave_workspace(*, actor: Actor, at: datetime) -> None:
    """The actor leaves their workspace. Raises LastOwner."""
    _end(_locked(actor.member, actor), actor, at, "member.left")


def must_rank_above(actor: Actor, *roles: str) -> None:
    """Only an owner makes, changes or removes an owner. Raises NotAllowed."""
    if Role.OWNER in roles and actor.member.role != Role.OWNER:
        raise NotAllowed(_("Only an owner decides who owns the workspace."), remedy=_("Ask an owner of the workspace."))


def team_of(actor: Actor, team: Team | None) -> Team | None:
    """The team, if it is of the actor's workspace. Raises NoSuchTeam."""
    if team is not None and team.workspace_id != actor.member.workspace_id:
        raise NoSuchTeam(_("This team belongs to another workspace."), field="team", remedy=_("Choose again."))
    return team


def _locked(member: Membership, actor: Actor) -> Membership:
    """The member as stored now; the workspace's memberships stay as they are until the transaction ends."""
    Workspace.objects.select_for_update().get(pk=actor.member.workspace_id)
    current = Membership.objects.filter(pk=member.pk, workspace_id=actor.member.workspace_id, left_at=None).first()
    if current is None:
        raise NoSuchMember(_("This person is no longer a member."), remedy=_("Reload the page."))
    return current


def _standing(member: Membership) -> dict[str, object]:
    return {"role": str(member.role), "scope": str(member.scope), "team": member.team_id}


def _end(member: Membership, actor: Actor, at: datetime, verb: str) -> None:
    if member.role == Role.OWNER:
        _must_not_be_last_owner(member)
    member.left_at = at
    member.save(update_fields=["left_at"])
    tell(verb, subject=("member", member.pk), actor=actor, at=at)


def _must_not_be_last_owner(member: Membership) -> None:
    owners = Membership.objects.filter(workspace_id=member.workspace_id, role=Role.OWNER, left_at=None)
    if not owners.exclude(pk=member.pk).exists():
        raise LastOwner(
            _("A workspace needs an owner, and this is the last one."),
            remedy=_("Make somebody else an owner first."),
        )
