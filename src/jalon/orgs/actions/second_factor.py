"""A workspace that asks its members for a second step; what its members do about theirs; and help for who lost it."""

from datetime import datetime
from typing import Literal

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.db.row_security import within
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor, Door
from jalon.orgs.happenings import tell
from jalon.orgs.models import Membership, User, Workspace
from jalon.orgs.roles import Can
from jalon.orgs.second_factor import has_second_factor
from jalon.orgs.sessions import end_other_sessions


class SecondFactorRefused(Refusal):
    """Whoever asks it of others has none."""


class NoSecondFactor(Refusal):
    """The person has none to take away."""


@transaction.atomic
def ask_for_second_factor(*, wanted: bool, actor: Actor, at: datetime) -> Workspace:
    """From now on members without a second step see nothing of the actor's workspace; or do again. Raises
    SecondFactorRefused, NotAllowed.
    """
    actor.must(Can.MANAGE_WORKSPACE)
    if wanted and not has_second_factor(actor.member.user):
        raise SecondFactorRefused(
            _("You have no second step yourself, and would be the first to stay outside."),
            field="wanted",
            remedy=_("Add a passkey or an app under “Security”."),
        )
    here = Workspace.objects.filter(pk=actor.member.workspace_id, second_factor_since__isnull=wanted)
    if here.update(second_factor_since=at if wanted else None):
        verb = "workspace.second_step_asked" if wanted else "workspace.second_step_waived"
        tell(verb, subject=("workspace", actor.member.workspace_id), actor=actor, at=at)
    return Workspace.objects.get(pk=actor.member.workspace_id)


@transaction.atomic
def tell_of_factor(*, user: User, change: Literal["added", "removed"], kind: str, at: datetime) -> None:
    """Record in each of the person's workspaces that they added or removed a second step."""
    for member in Membership.objects.filter(user=user, left_at=None).select_related("workspace", "user"):
        verb = f"member.second_step_{change}"
        with within(member.workspace_id):
            tell(verb, subject=("member", member.pk), actor=Actor(member), at=at, kind=kind)


@transaction.atomic
def take_away_second_factors(*, user: User, at: datetime) -> list[str]:
    """For who runs the server, when somebody lost device and codes: remove all they have, end all their sessions, and
    record it in each of their workspaces. Gives the kinds that were removed. Raises NoSecondFactor.

    Nothing is asked of an actor: the person cannot act, and whoever reaches the server's own commands may do all.
    """
    held = Authenticator.objects.select_for_update().filter(user_id=user.pk)
    kinds = sorted(row.type for row in held)
    if not kinds:
        raise NoSecondFactor(_("This person has no second step."))
    held.delete()
    end_other_sessions(user, current="")
    for member in Membership.objects.filter(user=user, left_at=None).select_related("workspace", "user"):
        actor = Actor(member, door=Door.JOB)
        tell("member.second_steps_taken_away", subject=("member", member.pk), actor=actor, at=at, kinds=kinds)
    return kinds
