"""A key by which a program acts as one member, within what its scopes allow."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from jalon.kernel.ids import new_id
from jalon.orgs.models.membership import Membership
from jalon.orgs.models.workspace import Workspace


class ApiKey(models.Model):
    """Known by its prefix; of the secret only the SHA-256 is kept. Its uses are counted within the present minute."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="api_keys")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12, unique=True)
    token_hash = models.CharField(max_length=64)
    scopes = models.JSONField(_("allows"))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Membership, on_delete=models.SET_NULL, null=True, related_name="+")
    minute = models.DateTimeField(null=True)
    uses = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"key {self.prefix}"

    def is_usable(self, at: datetime) -> bool:
        return self.revoked_at is None and at < self.expires_at
