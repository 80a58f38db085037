"""Take back evidence, or its withdrawal."""

from datetime import datetime
from uuid import UUID

from jalon.deals.actions._claim import hold
from jalon.deals.actions._undone import changed_since
from jalon.deals.models import Deal, Evidence
from jalon.deals.verbs import EVIDENCE_STATED, EVIDENCE_WITHDRAWN, EvidenceStated, EvidenceWithdrawn
from jalon.orgs.actor import Actor
from jalon.timeline.actions import record
from jalon.timeline.models import Event


def unstate(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    """The evidence is withdrawn, and what it had replaced stands again."""
    hold(deal)
    stated = EvidenceStated.model_validate(event.particulars)
    standing = Evidence.objects.filter(event_id=event.pk, withdrawn_at=None)
    gone = standing.values_list("pk", flat=True).first()
    if not standing.update(withdrawn_at=at, withdrawn_by=actor.member):
        raise changed_since(deal)
    particulars = EvidenceWithdrawn(stage=stated.stage, criterion=stated.criterion, evidence_id=gone)
    record(EVIDENCE_WITHDRAWN, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)
    if stated.replaced:
        _stand_again(deal, stated.replaced, actor, at)


def unwithdraw(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    """The evidence stands again."""
    hold(deal)
    withdrawn = EvidenceWithdrawn.model_validate(event.particulars)
    others = Evidence.objects.filter(
        deal=deal, stage__key=withdrawn.stage, criterion=withdrawn.criterion, withdrawn_at=None
    )
    if withdrawn.evidence_id is None or others.exists():
        raise changed_since(deal)
    _stand_again(deal, withdrawn.evidence_id, actor, at)


def _stand_again(deal: Deal, evidence_id: UUID, actor: Actor, at: datetime) -> None:
    """Let withdrawn evidence stand as it did: by whom, when and at which level it was stated."""
    evidence = Evidence.objects.select_related("stage").get(pk=evidence_id, deal=deal)
    evidence.withdrawn_at = evidence.withdrawn_by = None
    evidence.save(update_fields=["withdrawn_at", "withdrawn_by"])
    particulars = EvidenceStated(stage=evidence.stage.key, criterion=evidence.criterion, level=evidence.level)
    record(EVIDENCE_STATED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)
