"""Record that the trail itself left as a file."""

from datetime import datetime

from django.db import transaction

from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.models import Event
from jalon.timeline.verbs import TRAIL_EXPORTED, TrailExported


@transaction.atomic
def record_trail_export(*, rows: int, actor: Actor, at: datetime) -> Event:
    """Say that `rows` lines of the trail were exported. Raises NotAllowed."""
    actor.must(Can.MANAGE_WORKSPACE)
    subject = ("workspace", actor.member.workspace_id)
    return record(TRAIL_EXPORTED, subject=subject, actor=actor, at=at, particulars=TrailExported(rows=rows))
