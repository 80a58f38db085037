"""Remove a sample with everything in it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.timeline.actions import erase_workspace


class NotASample(Refusal):
    """The workspace holds real work."""


def remove_sample(*, actor: Actor, at: datetime) -> None:
    """Erase the actor's workspace with its invented people. Raises NotASample, NotAllowed."""
    if not actor.member.workspace.is_sample:
        raise NotASample(
            _("This workspace is not a sample."), remedy=_("Delete it in its settings if you really mean to.")
        )
    erase_workspace(actor=actor, at=at, reason="sample")
