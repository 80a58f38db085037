"""Who of a workspace has no second step yet."""

from allauth.mfa.models import Authenticator

from jalon.orgs.models import Membership
from jalon.orgs.second_factor import FACTORS


def without_second_factor(viewer: Membership) -> list[str]:
    """The names of the present members whom a password alone lets in."""
    with_one = Authenticator.objects.filter(type__in=FACTORS).values("user_id")
    rows = Membership.objects.filter(workspace_id=viewer.workspace_id, left_at=None).exclude(user_id__in=with_one)
    return [str(row.user) for row in rows.select_related("user").order_by("user__name", "pk")]
