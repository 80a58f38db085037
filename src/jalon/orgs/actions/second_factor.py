"""A workspace that asks its members for a second step; and what its members do about theirs."""

from datetime import datetime
from typing import Literal

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.models import Membership, User, Workspace
from jalon.orgs.roles import Can
from jalon.orgs.second_factor import has_second_factor


class SecondFactorRefused(Refusal):
    """Whoever asks it of others has none."""


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
        tell(verb, subject=("member", member.pk), actor=Actor(member), at=at, kind=kind)
