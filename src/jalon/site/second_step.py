"""`jalon second-step`: what a person has beside the password, and a way back in for who lost it."""

import sys

from allauth.mfa.models import Authenticator

from jalon.kernel.clock import now
from jalon.orgs.actions import NoSecondFactor, take_away_second_factors
from jalon.orgs.models import User

KINDS = {"totp": "an authenticator app", "webauthn": "a passkey", "recovery_codes": "recovery codes"}


def second_step(email: str, what: str) -> int:
    """Show what the person at `email` has, or `remove` all of it; 1 when there is no such person, or nothing."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        sys.stderr.write(f"jalon: nobody has the address {email}\n")
        return 1
    try:
        return _remove(user) if what == "remove" else _show(user)
    except NoSecondFactor:
        sys.stderr.write(f"jalon: {user.email} has no second step\n")
        return 1


def _show(user: User) -> int:
    held = list(Authenticator.objects.filter(user_id=user.pk).order_by("created_at", "pk"))
    if not held:
        raise NoSecondFactor("")
    for row in held:
        sys.stdout.write(f"  {KINDS[row.type]}, since {row.created_at:%Y-%m-%d}\n")
    return 0


def _remove(user: User) -> int:
    removed = ", ".join(KINDS[kind] for kind in take_away_second_factors(user=user, at=now()))
    sys.stdout.write(f"{user.email}: removed {removed}; signed out everywhere\n")
    return 0
