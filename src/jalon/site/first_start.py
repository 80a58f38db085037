"""The first start: somebody to sign in as, something to look at, and a link to come in by."""

import sys
from importlib import import_module
from importlib.util import find_spec

from django.urls import reverse

from jalon.kernel.clock import now
from jalon.orgs.actions import create_workspace, make_sign_in_link
from jalon.orgs.models import User
from jalon.orgs.queries import workspaces_of
from jalon.site.config import Config

FIRST_ADDRESS = "owner@localhost"


def welcome(config: Config) -> str:
    """What `jalon up` says when the first page can be had; makes the first person and the sample if nobody is there."""
    user = User.objects.order_by("joined_at").first() or _first_person(config)
    lines = [f"Jalon is ready: {config.origin()}/", f"  data        {config.data.absolute()}"]
    lines += [f"  sample      {config.origin()}/w/{line.slug}/" for line in workspaces_of(user) if line.is_sample]
    if user.has_usable_password():
        lines.append("  no password at hand?  jalon sign-in-link")
    else:
        lines.append(f"  sign in     {_link(config, user)}\n              (once, within a day)")
    return "\n".join(["", *lines, "  stop        Ctrl+C", ""])


def print_link(config: Config, email: str) -> int:
    """Print a link that signs in the person at `email`, or else the first one; 1 when there is none."""
    people = User.objects.filter(is_active=True)
    user = people.filter(email=email.strip().lower()).first() if email else people.order_by("joined_at").first()
    if user is None:
        sys.stderr.write(f"jalon: nobody has the address {email}\n" if email else "jalon: start it once: jalon up\n")
        return 1
    sys.stdout.write(f"{_link(config, user)}\n")
    return 0


def _first_person(config: Config) -> User:
    user = User.objects.create_user(email=FIRST_ADDRESS, language=config.language)
    if find_spec("jalon.desk.sample"):
        import_module("jalon.desk.sample").ensure_sample(owner=user, at=now())
    else:
        create_workspace(name="Jalon", owner=user, at=now(), language=config.language, time_zone=config.time_zone)
    return user


def _link(config: Config, user: User) -> str:
    token = make_sign_in_link(user=user, at=now())
    return f"{config.origin()}{reverse('accounts:sign_in_link', args=[token])}"
