"""Publish what the answers of a first run compose."""

from datetime import datetime

from django.db import transaction

from jalon.deals.actions import publish
from jalon.deals.models import Pipeline
from jalon.desk.actions.first_run import keep
from jalon.desk.actions.set_target import set_target
from jalon.desk.composed import definitions_of
from jalon.orgs.actor import Actor


@transaction.atomic
def publish_answers(*, actor: Actor, at: datetime) -> list[Pipeline]:
    """Publish the sales pipeline and those taken beside it, and set the target asked for. Raises NotAllowed.

    Published again, each pipeline gets its next version; deals stay with the version they entered under.
    """
    run = keep(answers={}, actor=actor, at=at)
    pipelines = [publish(definition=one, actor=actor, at=at) for one in definitions_of(run.answers)]
    target = run.answers.get("target") or {}
    if target.get("amount_minor"):
        set_target(amount_minor=target["amount_minor"], period=target["period"], actor=actor, at=at)
    run.published_at = at
    run.save(update_fields=["published_at"])
    return pipelines
