"""The people of a sample: members whom nobody can sign in as, and who leave with it."""

from collections.abc import Iterable
from uuid import UUID

from django.contrib.auth.hashers import make_password

from jalon.desk.sample.book import Seller
from jalon.kernel.text import fold
from jalon.orgs.models import Membership, Team, User
from jalon.orgs.roles import DEFAULT_SCOPE


def hire(sellers: Iterable[Seller], *, owner: Membership, team_name: str) -> tuple[Membership, ...]:
    """Memberships in the order of the sellers, the first being the owner's own; the others form a team."""
    workspace = owner.workspace
    team = Team.objects.create(workspace=workspace, name=team_name)
    others = list(sellers)[1:]
    address = f"{workspace.slug}{_mark(workspace.pk)}"
    users = User.objects.bulk_create(
        User(
            email=f"{fold(seller.name).replace(' ', '.')}@{address}",
            name=seller.name,
            language=workspace.language,
            password=make_password(None),
            is_active=False,
        )
        for seller in others
    )
    members = Membership.objects.bulk_create(
        Membership(workspace=workspace, user=user, role=seller.role, scope=DEFAULT_SCOPE[seller.role], team=team)
        for user, seller in zip(users, others, strict=True)
    )
    return (owner, *members)


def dismiss(workspace_id: UUID) -> None:
    """Remove the people of a sample that is gone; a workspace that was none has no such people."""
    User.objects.filter(email__endswith=_mark(workspace_id), is_active=False).delete()


def _mark(workspace_id: UUID) -> str:
    """How the addresses of one sample's people end."""
    return f"-{workspace_id.hex[-10:]}.example"
