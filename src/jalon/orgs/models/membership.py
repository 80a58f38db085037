"""Who belongs to a workspace, in which role, seeing whose records; and who is invited."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import new_id
from jalon.orgs.models.user import User
from jalon.orgs.models.workspace import Workspace
from jalon.orgs.roles import CAPABILITIES, Can, Role, Scope


class Team(models.Model):
    seen_by_person = "workspace_id IN (SELECT workspace_id FROM orgs_membership WHERE user_id = {person})"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="teams")
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="team_name_once")]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """One user in one workspace: the viewer that every query starts from."""

    seen_by_person = "user_id = {person}"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SELLER)
    scope = models.CharField(_("sees"), max_length=5, choices=Scope, default=Scope.ALL)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True, related_name="members")
    joined_at = models.DateTimeField(auto_now_add=True)
    left_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "user"], name="member_once")]

    def __str__(self) -> str:
        return str(self.user)

    def may(self, capability: Can) -> bool:
        return self.left_at is None and capability in CAPABILITIES[self.role]


class Invitation(models.Model):
    """A link that lets one person join; only the token's SHA-256 is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.SELLER)
    scope = models.CharField(_("sees"), max_length=5, choices=Scope, default=Scope.ALL)
    team = models.ForeignKey(Team, on_delete=models.SET_NULL, null=True, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="invitations_sent")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    accepted_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"invitation of {self.email}"

    def is_open(self, at: datetime) -> bool:
        return self.accepted_at is None and self.revoked_at is None and at < self.expires_at
