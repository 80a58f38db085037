"""Keys by which programs act as a member: made, shown once, revoked."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import NotAllowed, Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.keys import new_key
from jalon.orgs.models import ApiKey
from jalon.orgs.roles import Can, KeyScope
from jalon.orgs.tokens import token_hash

LONGEST_DAYS = 366


class ApiKeyRefused(Refusal):
    """A key without name or scope, or for too long, or revoked already."""


@transaction.atomic
def create_api_key(*, name: str, scopes: Collection[str], days: int, actor: Actor, at: datetime) -> tuple[ApiKey, str]:
    """A key for the actor's own membership, and its secret, which is not kept. Raises ApiKeyRefused, NotAllowed."""
    actor.must(Can.VIEW)
    if KeyScope.ADMIN in scopes:
        actor.must(Can.MANAGE_WORKSPACE)
    if actor.within_scopes is not None:
        raise NotAllowed(_("A key makes no keys."), remedy=_("Make it on the screen."))
    _check(name, scopes, days)
    token, prefix = new_key()
    key = ApiKey.objects.create(
        workspace_id=actor.member.workspace_id,
        member=actor.member,
        name=name.strip(),
        prefix=prefix,
        token_hash=token_hash(token),
        scopes=[scope.value for scope in KeyScope if scope in scopes],
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    tell("key.created", subject=("key", key.pk), actor=actor, at=at, scopes=key.scopes, days=days)
    return key, token


@transaction.atomic
def revoke_api_key(*, key: ApiKey, actor: Actor, at: datetime) -> ApiKey:
    """The key opens nothing from now on. One's own, or any with the right to manage members."""
    if key.member_id != actor.member.pk:
        actor.must(Can.MANAGE_MEMBERS)
    unrevoked = ApiKey.objects.filter(pk=key.pk, workspace_id=actor.member.workspace_id, revoked_at=None)
    if not unrevoked.update(revoked_at=at, revoked_by=actor.member):
        raise ApiKeyRefused(_("This key was revoked already."), remedy=_("Reload the page."))
    tell("key.revoked", subject=("key", key.pk), actor=actor, at=at)
    key.refresh_from_db()
    return key


def _check(name: str, scopes: Collection[str], days: int) -> None:
    if not name.strip():
        raise ApiKeyRefused(_("A key needs a name."), field="name", remedy=_("Say what will use it."))
    if not scopes or set(scopes) - set(KeyScope.values):
        raise ApiKeyRefused(_("A key without a scope opens nothing."), field="scopes", remedy=_("Choose at least one."))
    if not 1 <= days <= LONGEST_DAYS:
        raise ApiKeyRefused(_("A key lasts a year at most."), field="days", value=days)
