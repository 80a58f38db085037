"""State or withdraw evidence for an exit criterion."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import hold
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._right import must
from jalon.deals.definitions import definition_of
from jalon.deals.models import Deal, Evidence, Level, Stage
from jalon.deals.verbs import EVIDENCE_STATED, EVIDENCE_WITHDRAWN, EvidenceStated, EvidenceWithdrawn
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


class NoSuchCriterion(Refusal):
    """The deal's process has no such criterion, or no evidence stands for it."""


@transaction.atomic
def state_evidence(
    *,
    deal: Deal,
    criterion: str,
    level: str,
    actor: Actor,
    at: datetime,
    note: str = "",
    stage: str | None = None,
) -> Evidence:
    """Say that `criterion` of the deal's stage (or of `stage`) is met, and how surely.

    Two people who tick the same box wait for each other: one evidence stands. Earlier evidence of the same criterion
    is withdrawn. Raises NoSuchCriterion, NotAllowed.
    """
    must(actor, Can.EDIT_DEALS, deal)
    place = _stage(deal, criterion, stage)
    _check_level(level)
    actor = within_operation("deals.evidence", actor=actor, at=at)
    hold(deal)
    replaced = _withdraw(deal, place, criterion, actor, at)
    event = record(
        EVIDENCE_STATED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=EvidenceStated(stage=place.key, criterion=criterion, level=level, replaced=replaced),
        text=note,
    )
    return Evidence.objects.create(
        workspace_id=deal.workspace_id,
        deal=deal,
        stage=place,
        criterion=criterion,
        level=level,
        stated_by=actor.member,
        at=at,
        event_id=event.pk,
    )


@transaction.atomic
def withdraw_evidence(*, deal: Deal, criterion: str, actor: Actor, at: datetime, stage: str | None = None) -> None:
    """Take evidence back; the row stays, with who and when. Raises NoSuchCriterion when none stands."""
    must(actor, Can.EDIT_DEALS, deal)
    place = _stage(deal, criterion, stage)
    actor = within_operation("deals.evidence", actor=actor, at=at)
    hold(deal)
    withdrawn = _withdraw(deal, place, criterion, actor, at)
    if withdrawn is None:
        raise NoSuchCriterion(_("No evidence stands for this criterion."), field="criterion", value=criterion)
    record(
        EVIDENCE_WITHDRAWN,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=EvidenceWithdrawn(stage=place.key, criterion=criterion, evidence_id=withdrawn),
    )


def _stage(deal: Deal, criterion: str, stage: str | None) -> Stage:
    key = stage or deal.stage.key
    definition = definition_of(deal.version_id)
    stages = {one.key: one for one in (*definition.stages, *definition.aside)}
    if key not in stages or criterion not in {one.key for one in stages[key].exit}:
        raise NoSuchCriterion(
            _("The process of this deal has no criterion “%(criterion)s” in that stage.") % {"criterion": criterion},
            field="criterion",
            value=criterion,
        )
    return deal.stage if key == deal.stage.key else deal.pipeline.stages.get(key=key)


def _check_level(level: str) -> None:
    if level not in Level.values:
        raise NoSuchCriterion(
            _("“%(level)s” is not a level of confirmation.") % {"level": level}, field="level", value=level
        )


def _withdraw(deal: Deal, stage: Stage, criterion: str, actor: Actor, at: datetime) -> UUID | None:
    """Withdraw the evidence that stands, and give its id."""
    standing = Evidence.objects.filter(deal=deal, stage=stage, criterion=criterion, withdrawn_at=None)
    found = standing.values_list("pk", flat=True).first()
    standing.update(withdrawn_at=at, withdrawn_by=actor.member)
    return found
