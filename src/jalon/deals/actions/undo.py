"""Undo an operation on deals: each event of it, last first, is compensated if nothing changed since."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._visit import enter_stage, leave_stage
from jalon.deals.actions.edit_deal import edit_deal
from jalon.deals.actions.shelve import archive_deal, shelve, unarchive_deal
from jalon.deals.actions.state_evidence import withdraw_evidence
from jalon.deals.models import Deal, Evidence, How, Outcome, StageVisit
from jalon.deals.verbs import (
    DEAL_CLOSED,
    DEAL_MOVED,
    DEAL_REOPENED,
    DEAL_RESTORED,
    DEAL_TRASHED,
    DealClosed,
    DealMoved,
    DealReopened,
)
from jalon.directory.models import Company
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.models import Membership
from jalon.orgs.roles import Can
from jalon.timeline.actions import UndoRefused, record
from jalon.timeline.models import Event, Operation

KINDS = ["create", "move", "edit", "close", "reopen", "shelve", "evidence", "bulk"]


class ChangedSince(Refusal):
    """One event can no longer be compensated."""


def undo_deal_operation(operation: Operation, actor: Actor, at: datetime) -> None:
    """Compensate every deal event of `operation`. Raises UndoRefused when nothing of it can be undone any more."""
    actor.must(Can.EDIT_DEALS)
    events = Event.objects.filter(operation_id=operation.pk, subject_kind="deal").select_related("text")
    undone, last_problem = 0, None
    for event in list(events.order_by("-recorded_at", "-id")):
        compensate = COMPENSATIONS.get(event.verb)
        if compensate is None:
            continue
        try:
            compensate(_deal(event, actor), event, actor, at)
            undone += 1
        except Refusal as problem:
            last_problem = problem
    if not undone:
        why = last_problem.message if last_problem else _("There is nothing to undo.")
        raise UndoRefused(why, remedy=_("Change the deal by hand."))


def _deal(event: Event, actor: Actor) -> Deal:
    deals = Deal.objects.visible_to(actor.member).select_related("stage", "pipeline", "company", "owner")
    deal = deals.filter(pk=event.subject_id).first()
    if deal is None:
        raise ChangedSince(_("The deal is out of your sight."))
    return deal


def _unmove(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    moved = DealMoved.model_validate(event.particulars)
    if deal.stage.key != moved.to or not deal.is_on_board():
        raise ChangedSince(_("The deal has moved again since."))
    before, here = footprint(deal), deal.stage.key
    origin = deal.pipeline.stages.get(key=moved.origin)
    values: dict[str, Any] = {"stage": origin, "entered_stage_at": datetime.fromisoformat(moved.entered_at)}
    if Event.objects.filter(operation_id=event.operation_id, subject_id=deal.pk, verb="deal.won").exists():
        values |= {"outcome": Outcome.OPEN, "decided_at": None}
    claim(deal, **values)
    enter_stage(deal, how=How.UNDO, actor=actor, at=at)
    shift_totals(before, footprint(deal))
    particulars = moved.model_copy(
        update={"origin": here, "to": moved.origin, "how": How.UNDO, "unmet": (), "advised": ()}
    )
    record(DEAL_MOVED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)


def _unclose(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    if deal.finished_at is None or not deal.is_live():
        raise ChangedSince(_("The deal is open again already."))
    before = event.particulars["before"]
    since = StageVisit.objects.filter(deal=deal).order_by("-entered_at", "-id").values_list("entered_at", flat=True)
    values = {"outcome": before, "finished_at": None, "entered_stage_at": since[0] if since else at}
    if before == Outcome.OPEN:
        values |= {
            "decided_at": None,
            "reason": "",
            "second_reason": "",
            "competitor": "",
            "recycle_on": None,
        }
    outcome = deal.outcome
    claim(deal, **values)
    enter_stage(deal, how=How.UNDO, actor=actor, at=at)
    shift_totals(None, footprint(deal))
    particulars = DealReopened(stage=deal.stage.key, before=outcome)
    record(DEAL_REOPENED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)


def _unreopen(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    before = event.particulars["before"]
    if not deal.is_on_board() or deal.stage.key != event.particulars["stage"]:
        raise ChangedSince(_("The deal has changed since."))
    place = footprint(deal)
    claim(deal, outcome=before, decided_at=at, finished_at=at)
    leave_stage(deal, at=at)
    shift_totals(place, footprint(deal))
    particulars = DealClosed(version_id=deal.version_id, stage=deal.stage.key, outcome=before, before=Outcome.OPEN)
    record(DEAL_CLOSED, subject=("deal", deal.pk), actor=actor, at=at, particulars=particulars)


def _unedit(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    text = getattr(event, "text", None)
    words = json.loads(text.body) if text and text.body else {}
    recorded = {**event.particulars["changes"], **words}
    back = {}
    for name, (old, new) in recorded.items():
        if _revived(name, new) == getattr(deal, name):
            back[name] = _revived(name, old)
    if not back:
        raise ChangedSince(_("The deal has been edited again since."))
    edit_deal(deal=deal, changes=back, actor=actor, at=at)


def _revived(name: str, value: Any) -> Any:
    """A recorded value as the deal holds it."""
    if value is None:
        return None
    if name == "company":
        return Company.objects.filter(pk=value).first()
    if name == "owner":
        return Membership.objects.filter(pk=value).first()
    return date.fromisoformat(value) if name in {"close_on", "next_step_on"} else value


def _unstate(deal: Deal, event: Event, actor: Actor, at: datetime) -> None:
    criterion, stage = event.particulars["criterion"], event.particulars["stage"]
    if not Evidence.objects.filter(deal=deal, event_id=event.pk, withdrawn_at=None).exists():
        raise ChangedSince(_("This evidence was changed since."))
    withdraw_evidence(deal=deal, criterion=criterion, stage=stage, actor=actor, at=at)


def _bin(deal: Deal, actor: Actor, at: datetime) -> None:
    shelve(deal, Can.EDIT_DEALS, field="trashed_at", value=at, verb=DEAL_TRASHED, actor=actor, at=at)


def _unbin(deal: Deal, actor: Actor, at: datetime) -> None:
    shelve(deal, Can.EDIT_DEALS, field="trashed_at", value=None, verb=DEAL_RESTORED, actor=actor, at=at)


Compensation = Callable[[Deal, Event, Actor, datetime], object]

COMPENSATIONS: dict[str, Compensation] = {
    "deal.created": lambda deal, _event, actor, at: _bin(deal, actor, at),
    "deal.moved": _unmove,
    "deal.closed": _unclose,
    "deal.reopened": _unreopen,
    "deal.edited": _unedit,
    "deal.trashed": lambda deal, _event, actor, at: _unbin(deal, actor, at),
    "deal.restored": lambda deal, _event, actor, at: _bin(deal, actor, at),
    "deal.archived": lambda deal, _event, actor, at: unarchive_deal(deal=deal, actor=actor, at=at),
    "deal.unarchived": lambda deal, _event, actor, at: archive_deal(deal=deal, actor=actor, at=at),
    "evidence.stated": _unstate,
}
