"""Close a deal with its outcome, or finish a won one after its last stage."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._visit import leave_stage
from jalon.deals.actions.move_stage import CannotMove, GateRefused, move_stage
from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_of
from jalon.deals.gate import read_gate, stages_left_behind
from jalon.deals.models import Deal, Outcome
from jalon.deals.verbs import DEAL_CLOSED, DEAL_WON, DealClosed, DealWon
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.process import loss_reasons
from jalon.timeline.actions import record


class CannotClose(Refusal):
    """The outcome cannot be recorded as asked: `field` says which input is at fault."""


@transaction.atomic
def close_deal(
    *,
    deal: Deal,
    outcome: str,
    actor: Actor,
    at: datetime,
    reason: str = "",
    second_reason: str = "",
    competitor: str = "",
    recycle_on: date | None = None,
    note: str = "",
    override: str | None = None,
) -> Deal:
    """Record the outcome. Won goes on to the stage after the sale when there is one, and passes the same gate.

    `reason` is a coded loss reason (owed when lost), `recycle_on` the day to try again (owed when recycled).
    Raises CannotClose, GateRefused, NotAllowed, DealChanged.
    """
    actor.must(Can.MOVE_DEALS)
    _check(deal, outcome, reason, second_reason, competitor, recycle_on)
    actor = within_operation("deals.close", actor=actor, at=at)
    if outcome == Outcome.WON and deal.is_open():
        return _win(deal, actor, at, override, note)
    values = {
        "reason": reason,
        "second_reason": second_reason,
        "competitor": competitor,
        "recycle_on": recycle_on,
    }
    _finish(deal, outcome, actor, at, note, **(values if outcome != Outcome.WON else {}))
    return deal


def _win(deal: Deal, actor: Actor, at: datetime, override: str | None, note: str) -> Deal:
    definition = definition_of(deal.version_id)
    if not definition.won_at:
        raise CannotClose(
            _("Nothing is sold in this pipeline."),
            field="outcome",
            remedy=_("Move the record through its stages."),
        )
    after = definition.next_stage(definition.won_at[0])
    if after is not None:
        move_stage(deal=deal, to=deal.pipeline.stages.get(key=after.key), actor=actor, at=at, override=override)
        return deal
    _pass_last_gate(deal, actor, override)
    won = DealWon(
        version_id=deal.version_id, stage=deal.stage.key, value_minor=deal.value_minor, currency=deal.currency
    )
    _finish(deal, Outcome.WON, actor, at, override or note)
    record(DEAL_WON, subject=("deal", deal.pk), actor=actor, at=at, particulars=won)
    return deal


def _pass_last_gate(deal: Deal, actor: Actor, override: str | None) -> None:
    definition = definition_of(deal.version_id)
    last = definition.won_at[0]
    behind = (*stages_left_behind(definition, deal.stage.key, last), last)
    reading = read_gate(definition, stages=behind, evidence=evidence_of(deal.pk))
    if reading.required and not (override or "").strip():
        raise GateRefused(reading)
    if reading.required:
        actor.must(Can.OVERRIDE_GATES)


def _finish(deal: Deal, outcome: str, actor: Actor, at: datetime, note: str, **values: Any) -> None:
    before, place = deal.outcome, footprint(deal)
    claim(deal, outcome=outcome, decided_at=deal.decided_at or at, finished_at=at, **values)
    leave_stage(deal, at=at)
    shift_totals(place, footprint(deal))
    record(
        DEAL_CLOSED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=DealClosed(
            version_id=deal.version_id,
            stage=deal.stage.key,
            outcome=outcome,
            before=before,
            reason=deal.reason,
            second_reason=deal.second_reason,
            recycle_on=deal.recycle_on,
        ),
        text=note,
    )


def _check(deal: Deal, outcome: str, reason: str, second_reason: str, competitor: str, recycle_on: date | None) -> None:
    if not deal.is_on_board():
        raise CannotMove(_("This deal is closed, archived or in the trash already."), remedy=_("Reopen it first."))
    if outcome not in set(Outcome.values) - {Outcome.OPEN}:
        raise CannotClose(_("“%(value)s” is not an outcome.") % {"value": outcome}, field="outcome", value=outcome)
    if deal.outcome == Outcome.WON and outcome != Outcome.WON:
        raise CannotClose(_("This deal is won."), field="outcome", remedy=_("Reopen it before closing it otherwise."))
    reasons = {one.key: one for one in loss_reasons()}
    if outcome == Outcome.LOST and reason not in reasons:
        raise CannotClose(
            _("A lost deal needs its reason."),
            field="reason",
            value=reason,
            remedy=_("Choose why it was lost."),
        )
    if second_reason and second_reason not in reasons:
        raise CannotClose(_("Unknown reason."), field="second_reason", value=second_reason, remedy=_("Choose again."))
    if outcome == Outcome.LOST and reasons[reason].needs_competitor and not competitor.strip():
        raise CannotClose(_("Which competitor won?"), field="competitor", remedy=_("Name the competitor."))
    if outcome == Outcome.RECYCLED and recycle_on is None:
        raise CannotClose(
            _("A recycled deal needs a date."), field="recycle_on", remedy=_("Choose the day to try again.")
        )
