"""Who may write which record: the role's right, and the record's own workspace."""

from django.utils.translation import gettext_lazy as _

from jalon.deals.models import Deal, Pipeline, Task
from jalon.kernel.errors import NotAllowed
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can


def must(actor: Actor, right: Can, record: Deal | Pipeline | Task) -> None:
    """Raises NotAllowed when the actor lacks `right`, or when the record is another workspace's."""
    actor.must(right)
    if record.workspace_id != actor.member.workspace_id:
        raise NotAllowed(_("That record is not in this workspace."))
