"""The same cast of people in every test: an owner, a teammate who sells, one who only reads, and a stranger."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from django.test import Client

from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership, User, Workspace
from jalon.orgs.roles import Role

NOON = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Cast:
    """Everybody a test needs; `clients` are signed in."""

    workspace: Workspace
    owner: Membership
    teammate: Membership
    reader: Membership
    stranger: Membership

    def actor(self, who: str = "owner") -> Actor:
        return Actor(getattr(self, who))

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(
            getattr(self, who).user, backend="allauth.account.auth_backends.AuthenticationBackend"
        )
        return client


@pytest.fixture
def noon() -> datetime:
    """The instant at which tests happen."""
    return NOON


@pytest.fixture
def cast(db) -> Cast:
    """One workspace with its three members, and a member of another workspace."""
    workspace = Workspace.objects.create(slug="acme", name="Acme", time_zone="Europe/Paris")
    elsewhere = Workspace.objects.create(slug="elsewhere", name="Elsewhere")
    return Cast(
        workspace=workspace,
        owner=_member(workspace, "olga", Role.OWNER),
        teammate=_member(workspace, "tom", Role.SELLER),
        reader=_member(workspace, "rita", Role.VIEWER),
        stranger=_member(elsewhere, "stan", Role.OWNER),
    )


def _member(workspace: Workspace, name: str, role: Role) -> Membership:
    user = User(email=f"{name}@example.com", name=name.title())
    user.set_unusable_password()
    user.save()
    return Membership.objects.create(workspace=workspace, user=user, role=role)
