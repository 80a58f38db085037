"""The API keys of a workspace that one may see."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from jalon.orgs.models import ApiKey, Membership
from jalon.orgs.roles import Can, KeyScope


@dataclass(frozen=True, slots=True)
class ApiKeyLine:
    """One key as the list shows it."""

    id: UUID
    name: str
    prefix: str
    scopes: str
    member: str
    is_own: bool
    expires_at: datetime
    last_used_at: datetime | None


def api_keys(viewer: Membership, *, at: datetime) -> list[ApiKeyLine]:
    """One's own usable keys, or everybody's for who manages members; the newest first."""
    keys = _visible_to(viewer).filter(revoked_at=None, expires_at__gt=at)
    return [_line(key, viewer) for key in keys.select_related("member__user").order_by("-created_at")]


def api_key_for(viewer: Membership, key_id: UUID) -> ApiKey:
    """One key of the viewer's workspace that they may revoke. Raises Http404."""
    return get_object_or_404(_visible_to(viewer), pk=key_id)


def _visible_to(viewer: Membership) -> QuerySet[ApiKey]:
    keys = ApiKey.objects.filter(workspace_id=viewer.workspace_id)
    return keys if viewer.may(Can.MANAGE_MEMBERS) else keys.filter(member=viewer)


def _line(key: ApiKey, viewer: Membership) -> ApiKeyLine:
    return ApiKeyLine(
        id=key.pk,
        name=key.name,
        prefix=f"jalon_{key.prefix}_…",
        scopes=", ".join(str(KeyScope(scope).label) for scope in key.scopes),
        member=str(key.member.user),
        is_own=key.member_id == viewer.pk,
        expires_at=key.expires_at,
        last_used_at=key.last_used_at,
    )
