"""Links that sign one person in, once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.models import SignInLink, User
from jalon.orgs.tokens import new_token, token_hash

VALID_FOR = timedelta(hours=24)


class LinkRefused(Refusal):
    """The link was used already, is too old, or never was."""


def make_sign_in_link(*, user: User, at: datetime, valid_for: timedelta = VALID_FOR) -> str:
    """The secret of a new link for `user`. Whoever holds it can sign in as them, once, until it expires."""
    token = new_token()
    SignInLink.objects.create(user=user, token_hash=token_hash(token), created_at=at, expires_at=at + valid_for)
    return token


@transaction.atomic
def use_sign_in_link(*, token: str, at: datetime) -> User:
    """The user whom the link signs in; the link is spent. Raises LinkRefused; of two uses at once, one is refused."""
    link = SignInLink.objects.select_related("user").filter(token_hash=token_hash(token)).first()
    # One table in the condition: a join would become a subquery, which PostgreSQL does not read anew after waiting.
    unspent = SignInLink.objects.filter(token_hash=token_hash(token), used_at=None, expires_at__gt=at)
    if link is None or not link.user.is_active or not unspent.update(used_at=at):
        raise LinkRefused(_("This link was used already or is too old."), remedy=_("Ask for a new one, or sign in."))
    return link.user
