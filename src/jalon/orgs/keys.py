"""Who a program is, by the API key that it shows: an actor within the key's scopes."""

import hmac
import secrets
from datetime import datetime
from hashlib import sha256

from django.core.cache import cache
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _

from jalon.kernel.db.row_security import enter, everywhere
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor, Door
from jalon.orgs.models import ApiKey
from jalon.orgs.roles import within
from jalon.orgs.tokens import token_hash

USES_A_MINUTE = 120
FAILURES_A_MINUTE = 20
NOBODYS = token_hash(secrets.token_urlsafe(32))  # compared with when there is no such key


class KeyRefused(Refusal):
    """No key, or one that is unknown, expired, revoked, or another workspace's: which, is not told."""

    status = 401


class TooOften(Refusal):
    """More than the key may ask for in a minute, or too many wrong keys from one address."""

    status = 429


def new_key() -> tuple[str, str]:
    """(token, prefix) of a fresh key: 256 bits, recognisable by those who look for leaked secrets."""
    prefix = secrets.token_hex(4)
    return f"jalon_{prefix}_{secrets.token_urlsafe(32)}", prefix


def actor_for(header: str, *, workspace: str, address: str, at: datetime) -> Actor:
    """The member behind `Authorization: Bearer <key>` in the workspace with this slug, within the key's scopes.

    Counts the use. `address` is whence it came: wrong keys are counted by it. Raises KeyRefused, TooOften.
    """
    kind, _space, token = header.partition(" ")
    if _failures(address, at) >= FAILURES_A_MINUTE:
        raise _too_often()
    key = _key_of(token.strip(), workspace, at) if kind.lower() == "bearer" else None
    if key is None:
        _count_failure(address, at)
        raise KeyRefused(
            _("This key does not open this workspace."), remedy=_("Make one under “API keys” in the workspace.")
        )
    enter(key.workspace_id)
    _count_use(key, at)
    return Actor(key.member, door=Door.API, within_scopes=within(key.scopes))


def _key_of(token: str, workspace: str, at: datetime) -> ApiKey | None:
    """The hash is compared in constant time, and compared also when no key has the prefix."""
    found = ApiKey.objects.select_related("member__user", "member__workspace", "member__team")
    with everywhere("a program is known by its key alone"):
        key = found.filter(prefix=prefix_of(token), workspace__slug=workspace).first()
    is_right = hmac.compare_digest(token_hash(token), key.token_hash if key else NOBODYS)
    if key is None or not is_right or not key.is_usable(at):
        return None
    return key if key.member.left_at is None and key.member.user.is_active else None


def prefix_of(token: str) -> str:
    """The part of a key that may be shown; empty for what is no key."""
    parts = token.split("_", 2)
    return parts[1] if len(parts) == len(("jalon", "prefix", "secret")) and parts[0] == "jalon" else ""


def _count_use(key: ApiKey, at: datetime) -> None:
    """One conditional update, so that two processes count together. Raises TooOften."""
    minute = at.replace(second=0, microsecond=0)
    more = Case(When(minute=minute, then=F("uses") + 1), default=Value(1))
    unspent = ApiKey.objects.filter(pk=key.pk).exclude(minute=minute, uses__gte=USES_A_MINUTE)
    if not unspent.update(uses=more, minute=minute, last_used_at=at):
        raise _too_often()


def _too_often() -> TooOften:
    return TooOften(_("Too many requests."), remedy=_("Wait a minute."))


def _failures(address: str, at: datetime) -> int:
    return int(cache.get(_failure_key(address, at), 0))


def _count_failure(address: str, at: datetime) -> None:
    name = _failure_key(address, at)
    cache.add(name, 0, timeout=120)
    cache.incr(name)


def _failure_key(address: str, at: datetime) -> str:
    return f"wrong-api-keys:{sha256(address.encode()).hexdigest()[:16]}:{at:%Y%m%d%H%M}"
