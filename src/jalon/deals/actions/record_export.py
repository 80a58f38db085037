"""Record that deals left the workspace as a file."""

from datetime import datetime

from django.db import transaction

from jalon.deals.models import Pipeline
from jalon.deals.verbs import DEALS_EXPORTED, DealsExported
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record
from jalon.timeline.models import Event


@transaction.atomic
def record_export(*, pipeline: Pipeline, rows: int, form: str, actor: Actor, at: datetime) -> Event:
    """Say that `rows` deals of `pipeline` were exported as `form` (csv or xlsx). Raises NotAllowed."""
    actor.must(Can.EXPORT)
    particulars = DealsExported(rows=rows, form=form)
    return record(DEALS_EXPORTED, subject=("pipeline", pipeline.pk), actor=actor, at=at, particulars=particulars)
