"""People who come in by their company's sign-in, whom nobody invited."""

from datetime import datetime

from django.db import transaction

from jalon.kernel.db.row_security import enter, everywhere
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.models import Membership, User, Workspace
from jalon.orgs.roles import Role


@transaction.atomic
def admit(*, email: str, name: str, workspace: str, role: str, provider: str, at: datetime) -> User | None:
    """A new user with that role in the workspace with that slug; None when there is no such workspace.

    The provider vouched for the address; an owner is never made so (ValueError).
    """
    if role == Role.OWNER:
        raise ValueError("owners are made by owners")
    with everywhere("who comes in by their company stands in no workspace yet"):
        here = Workspace.objects.filter(slug=workspace).first()
    if here is None:
        return None
    enter(here.pk)
    user = User.objects.create_user(email=email, name=name[:120], language=here.language)
    member = Membership.objects.create(workspace=here, user=user, role=role)
    subject = ("member", member.pk)
    tell("member.admitted", subject=subject, actor=Actor(member), at=at, role=role, provider=provider)
    return user
