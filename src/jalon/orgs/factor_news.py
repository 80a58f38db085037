"""What allauth says of second factors, recorded in the person's workspaces."""

from typing import Any

from allauth.mfa.models import Authenticator

from jalon.kernel.clock import now
from jalon.orgs.actions import tell_of_factor
from jalon.orgs.models import User


def factor_added(*, user: User, authenticator: Authenticator, **_news: Any) -> None:
    """Somebody set one up."""
    tell_of_factor(user=user, change="added", kind=authenticator.type, at=now())


def factor_removed(*, user: User, authenticator: Authenticator, **_news: Any) -> None:
    """Somebody does without one from now on."""
    tell_of_factor(user=user, change="removed", kind=authenticator.type, at=now())
