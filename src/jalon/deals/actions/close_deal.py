"""Close a deal with its outcome, or finish a won one after its last stage."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim, hold
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._right import must
from jalon.deals.actions._value import misfit
from jalon.deals.actions._visit import leave_stage
from jalon.deals.actions.edit_deal import write_edit
from jalon.deals.actions.move_stage import move_stage
from jalon.deals.actions.plan_move import CannotMove, GateRefused, last_in_order
from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_of
from jalon.deals.gate import GateReading, read_gate, stages_left_behind
from jalon.deals.models import Deal, Outcome
from jalon.deals.verbs import DEAL_CLOSED, DEAL_WON, DealClosed, DealWon
from jalon.kernel.clock import today_in
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.process import loss_reasons
from jalon.timeline.actions import record

PASSED = GateReading(required=(), advised=())


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
    `competitor` is owed by some reasons, unless the deal names one already. `note` is kept with the sale or closing,
    the reason of an `override` with the move or closing that it let pass.
    Raises CannotClose, GateRefused, NotAllowed, DealChanged.
    """
    must(actor, Can.MOVE_DEALS, deal)
    hold(deal)
    competitor = competitor.strip() or deal.competitor
    _check(deal, outcome, reason, second_reason, competitor)
    _check_date(outcome, recycle_on, today_in(actor.member.workspace.time_zone, at))
    actor = within_operation("deals.close", actor=actor, at=at)
    if outcome == Outcome.WON and deal.is_open():
        return _win(deal, actor, at, override, note)
    if outcome == Outcome.WON:
        _finish(deal, outcome, actor, at, note)
        return deal
    _finish(deal, outcome, actor, at, note, reason=reason, second_reason=second_reason, recycle_on=recycle_on)
    return write_edit(deal=deal, changes={"competitor": competitor}, actor=actor, at=at)


def _win(deal: Deal, actor: Actor, at: datetime, override: str | None, note: str) -> Deal:
    definition = definition_of(deal.version_id)
    if not definition.won_at:
        raise CannotClose(
            _("Nothing is sold in this pipeline."),
            field="outcome",
            remedy=_("Move the record through its stages."),
        )
    sale = _next_sale(deal)
    after = definition.next_stage(sale) if sale else None
    if after is not None:
        to = deal.pipeline.stages.get(key=after.key)
        move_stage(deal=deal, to=to, actor=actor, at=at, override=override, note=note)
        return deal
    passed = _pass_last_gate(deal, sale, actor, override) if sale else PASSED
    won = DealWon(
        version_id=deal.version_id, stage=deal.stage.key, value_minor=deal.value_minor, currency=deal.currency
    )
    reason = override if override and passed.required else ""
    _finish(deal, Outcome.WON, actor, at, reason, passed=passed)
    record(DEAL_WON, subject=("deal", deal.pk), actor=actor, at=at, particulars=won, text=note)
    return deal


def _next_sale(deal: Deal) -> str | None:
    """The stage whose end is the sale that this deal is on its way to; None when it is past the last one."""
    definition = definition_of(deal.version_id)
    here = definition.position(last_in_order(deal)) or 1
    ahead = [key for key in definition.won_at if (definition.position(key) or 0) >= here]
    return ahead[0] if ahead else None


def _pass_last_gate(deal: Deal, last: str, actor: Actor, override: str | None) -> GateReading:
    definition = definition_of(deal.version_id)
    behind = (*stages_left_behind(definition, last_in_order(deal), last), last)
    reading = read_gate(definition, stages=behind, evidence=evidence_of(deal.pk))
    if reading.required and not (override or "").strip():
        raise GateRefused(reading)
    if reading.required:
        actor.must(Can.OVERRIDE_GATES)
    return reading


def _finish(
    deal: Deal, outcome: str, actor: Actor, at: datetime, text: str, *, passed: GateReading = PASSED, **values: Any
) -> None:
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
            unmet=tuple(one.key for one in passed.required),
            advised=tuple(one.key for one in passed.advised),
            is_override=bool(passed.required),
            entered_at=deal.entered_stage_at,
        ),
        text=text,
    )


def _check(deal: Deal, outcome: str, reason: str, second_reason: str, competitor: str) -> None:
    if not deal.is_on_board():
        raise CannotMove(_("This deal is closed, archived or in the trash already."), remedy=_("Reopen it first."))
    if outcome not in set(Outcome.values) - {Outcome.OPEN}:
        raise CannotClose(_("“%(value)s” is not an outcome.") % {"value": outcome}, field="outcome", value=outcome)
    if deal.outcome == Outcome.WON and outcome != Outcome.WON:
        raise CannotClose(_("This deal is won."), field="outcome", remedy=_("Move it back before the sale first."))
    reasons = {one.key: one for one in loss_reasons()}
    for field, value in {"reason": reason, "second_reason": second_reason}.items():
        if value and value not in reasons:
            raise CannotClose(_("Unknown reason."), field=field, value=value, remedy=_("Choose again."))
    if outcome == Outcome.LOST and not reason:
        raise CannotClose(_("A lost deal needs its reason."), field="reason", remedy=_("Choose why it was lost."))
    if outcome == Outcome.LOST and reasons[reason].needs_competitor and not competitor:
        raise CannotClose(_("Which competitor won?"), field="competitor", remedy=_("Name the competitor."))
    if problem := misfit(Deal, "competitor", competitor):
        raise CannotClose(problem, field="competitor", value=competitor)


def _check_date(outcome: str, recycle_on: date | None, today: date) -> None:
    if outcome == Outcome.RECYCLED and recycle_on is None:
        raise CannotClose(
            _("A recycled deal needs a date."), field="recycle_on", remedy=_("Choose the day to try again.")
        )
    if recycle_on is not None and recycle_on <= today:
        raise CannotClose(
            _("That day is past."), field="recycle_on", value=recycle_on, remedy=_("Choose a day to come.")
        )
