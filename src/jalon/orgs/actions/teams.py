"""Teams of a workspace: who shares records when a scope says “the team's”."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.models import Team
from jalon.orgs.roles import Can


class TeamRefused(Refusal):
    """The name is empty or taken, or the team is gone."""


@transaction.atomic
def create_team(*, name: str, actor: Actor, at: datetime) -> Team:
    """A new team of the actor's workspace. Raises TeamRefused, NotAllowed."""
    actor.must(Can.MANAGE_MEMBERS)
    team = Team(workspace_id=actor.member.workspace_id, name=_checked(name))
    _save(team)
    tell("team.created", subject=("team", team.pk), actor=actor, at=at)
    return team


@transaction.atomic
def rename_team(*, team: Team, name: str, actor: Actor, at: datetime) -> Team:
    """Give the team another name. Raises TeamRefused, NotAllowed."""
    actor.must(Can.MANAGE_MEMBERS)
    current = _current(team, actor)
    current.name = _checked(name)
    _save(current)
    tell("team.renamed", subject=("team", current.pk), actor=actor, at=at)
    return current


@transaction.atomic
def delete_team(*, team: Team, actor: Actor, at: datetime) -> None:
    """Remove the team; its members stay, without a team. Raises TeamRefused, NotAllowed."""
    actor.must(Can.MANAGE_MEMBERS)
    current = _current(team, actor)
    tell("team.deleted", subject=("team", current.pk), actor=actor, at=at)
    current.delete()


def _current(team: Team, actor: Actor) -> Team:
    found = Team.objects.filter(pk=team.pk, workspace_id=actor.member.workspace_id).first()
    if found is None:
        raise TeamRefused(_("This team no longer exists."), remedy=_("Reload the page."))
    return found


def _checked(name: str) -> str:
    if not name.strip():
        raise TeamRefused(_("A team needs a name."), field="name", remedy=_("Write one."))
    return name.strip()


def _save(team: Team) -> None:
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise TeamRefused(
            _("There is a team called “%(name)s” already.") % {"name": team.name},
            field="name",
            value=team.name,
            remedy=_("Choose another name."),
        ) from None
