"""Invite a person by a link, take the link back, and join by it. The link is shown once; only its hash is kept."""

from datetime import datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.actions.members import must_rank_above, team_of
from jalon.orgs.actor import Actor
from jalon.orgs.happenings import tell
from jalon.orgs.models import Invitation, Membership, Team, User
from jalon.orgs.roles import Can, Role, Scope
from jalon.orgs.tokens import new_token, token_hash

VALID_FOR = timedelta(days=7)


class InvitationRefused(Refusal):
    """The address cannot be invited, or the link can no longer be used; says why."""


@transaction.atomic
def invite(
    *, email: str, role: Role, scope: Scope, team: Team | None, actor: Actor, at: datetime
) -> tuple[Invitation, str]:
    """An invitation valid for seven days, and the secret of its link. An open one to the same address is taken back.

    Raises InvitationRefused for a malformed address or a present member, NotAllowed.
    """
    actor.must(Can.MANAGE_MEMBERS)
    must_rank_above(actor, role)
    address = _checked(email, actor)
    _open(actor, at).filter(email=address).update(revoked_at=at)
    token = new_token()
    invitation = Invitation.objects.create(
        workspace_id=actor.member.workspace_id,
        email=address,
        role=role,
        scope=scope,
        team=team_of(actor, team),
        token_hash=token_hash(token),
        invited_by=actor.member,
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    tell("member.invited", subject=("invitation", invitation.pk), actor=actor, at=at, role=str(role))
    return invitation, token


@transaction.atomic
def revoke_invitation(*, invitation: Invitation, actor: Actor, at: datetime) -> None:
    """Take the link back. Raises InvitationRefused when it was used or taken back already."""
    actor.must(Can.MANAGE_MEMBERS)
    if not _open(actor, at).filter(pk=invitation.pk).update(revoked_at=at):
        raise InvitationRefused(_("This invitation is no longer open."), remedy=_("Reload the page."))
    tell("invitation.revoked", subject=("invitation", invitation.pk), actor=actor, at=at)


@transaction.atomic
def accept_invitation(
    *, invitation: Invitation, at: datetime, user: User | None = None, name: str = "", password: str = ""
) -> Membership:
    """Join by the invitation: as `user` when signed in, else as a new user called `name`. Of two at once, one joins.

    Raises InvitationRefused when the link was used, taken back or is too old, when the address has an account already
    (its holder signs in first), or when name or password are wanting.
    """
    claimed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None, expires_at__gt=at).update(
        accepted_at=at
    )
    if not claimed:
        raise InvitationRefused(
            _("This invitation was used already, taken back, or is too old."),
            remedy=_("Ask the person who invited you for a new one."),
        )
    joiner = user or _new_user(invitation, name, password)
    member = _join(invitation, joiner)
    Invitation.objects.filter(pk=invitation.pk).update(accepted_by=member)
    tell(
        "member.joined",
        subject=("member", member.pk),
        actor=Actor(member),
        at=at,
        role=str(member.role),
        invitation=invitation.pk,
    )
    return member


def _open(actor: Actor, at: datetime) -> QuerySet[Invitation]:
    return Invitation.objects.filter(
        workspace_id=actor.member.workspace_id, accepted_at=None, revoked_at=None, expires_at__gt=at
    )


def _checked(email: str, actor: Actor) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise InvitationRefused(
            _("“%(value)s” is not an e-mail address.") % {"value": email},
            field="email",
            value=email,
            remedy=_("Write it as in name@company.com."),
        ) from None
    present = Membership.objects.filter(workspace_id=actor.member.workspace_id, left_at=None)
    if present.filter(user__email=address).exists():
        raise InvitationRefused(_("%(email)s is a member already.") % {"email": address}, field="email", value=address)
    return address


def _new_user(invitation: Invitation, name: str, password: str) -> User:
    if not name.strip():
        raise InvitationRefused(
            _("Your name is missing."), field="name", remedy=_("Write it as your teammates know it.")
        )
    user = User(email=invitation.email, name=name.strip(), language=invitation.workspace.language)
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise InvitationRefused(" ".join(problem.messages), field="password") from None
    try:
        with transaction.atomic():
            return User.objects.create_user(email=user.email, password=password, name=user.name, language=user.language)
    except IntegrityError:
        raise InvitationRefused(
            _("%(email)s has an account already.") % {"email": user.email},
            field="email",
            remedy=_("Sign in, then open the link again."),
        ) from None


def _join(invitation: Invitation, user: User) -> Membership:
    """The membership; somebody who left comes back as the same member."""
    granted = {
        "role": invitation.role,
        "scope": invitation.scope,
        "team_id": invitation.team_id,
        "left_at": None,
    }
    known = Membership.objects.filter(workspace_id=invitation.workspace_id, user=user).first()
    if known is None:
        return Membership.objects.create(workspace_id=invitation.workspace_id, user=user, **granted)
    if known.left_at is None:
        raise InvitationRefused(
            _("You are a member of this workspace already."), remedy=_("Open it from the list of workspaces.")
        )
    Membership.objects.filter(pk=known.pk).update(**granted)
    known.refresh_from_db()
    return known
