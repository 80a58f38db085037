"""Move a deal to another stage of its pipeline: the one way in, whoever asks and by whatever door."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._rank import rank_for
from jalon.deals.actions._visit import enter_stage
from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_of
from jalon.deals.gate import GateReading, Unmet, read_gate, stages_left_behind
from jalon.deals.models import Deal, How, Outcome, Stage, StageVisit
from jalon.deals.verbs import DEAL_MOVED, DEAL_REOPENED, DEAL_WON, DealMoved, DealReopened, DealWon
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.timeline.actions import record


class CannotMove(Refusal):
    """The deal is not in a state that lets it move, or the stage is not one of its pipeline's."""


class GateRefused(Refusal):
    """Required exit criteria are not met. `unmet` lists them, `advised` those that would only warn."""

    def __init__(self, reading: GateReading) -> None:
        super().__init__(
            _("This deal is not ready for that stage yet."),
            remedy=_("Meet the criteria listed, or move it with a reason if your role allows."),
        )
        self.unmet = reading.required
        self.advised = reading.advised


@dataclass(frozen=True, slots=True)
class Move:
    """A move worked out and allowed, not yet written."""

    deal: Deal
    to: Stage
    how: How
    reading: GateReading
    wins: bool
    unwins: bool


@transaction.atomic
def move_stage(
    *,
    deal: Deal,
    to: Stage,
    actor: Actor,
    at: datetime,
    override: str | None = None,
    edit: int | None = None,
    rank_between: tuple[UUID | None, UUID | None] | None = None,
) -> StageVisit:
    """Write the new visit, and give it with `warnings` (advised criteria not met).

    `override` is the reason for moving in spite of required criteria; `edit` the edit number that the mover had read;
    `rank_between` the cards above and below the place in the column. Leaving a stage of `won_at` forward wins the deal.
    Raises GateRefused, CannotMove, NotAllowed, DealChanged.
    """
    actor.must(Can.MOVE_DEALS)
    move = plan_move(deal=deal, to=to, override=override)
    if move.how == How.OVERRIDE:
        actor.must(Can.OVERRIDE_GATES)
    actor = within_operation("deals.move", actor=actor, at=at)
    return _write(move, actor, at, override or "", edit, rank_between)


def plan_move(*, deal: Deal, to: Stage, override: str | None = None) -> Move:
    """Check the move and say how it would go; nothing is written. Raises GateRefused, CannotMove."""
    _check(deal, to)
    definition = definition_of(deal.version_id)
    behind = stages_left_behind(definition, deal.stage.key, to.key)
    reading = read_gate(definition, stages=behind, evidence=evidence_of(deal.pk) if behind else {})
    if reading.required and not (override or "").strip():
        raise GateRefused(reading)
    won_line = any(definition.wins_on_leaving(key) for key in behind)
    back = stages_left_behind(definition, to.key, deal.stage.key)
    return Move(
        deal=deal,
        to=to,
        how=_how(reading, behind, back),
        reading=reading,
        wins=won_line and deal.outcome == Outcome.OPEN,
        unwins=deal.outcome == Outcome.WON and any(definition.wins_on_leaving(key) for key in back),
    )


def _check(deal: Deal, to: Stage) -> None:
    if to.pipeline_id != deal.pipeline_id:
        raise CannotMove(_("That stage belongs to another pipeline."), field="to", value=to.key)
    if to.pk == deal.stage_id:
        raise CannotMove(_("The deal is in that stage already."), field="to", value=to.key)
    if not deal.is_on_board():
        raise CannotMove(
            _("A deal that is closed, archived or in the trash does not move."),
            remedy=_("Reopen or restore it first."),
        )
    definition = definition_of(deal.version_id)
    if to.key not in {stage.key for stage in (*definition.stages, *definition.aside)}:
        raise CannotMove(
            _("The version of the process that this deal follows has no such stage."),
            field="to",
            value=to.key,
        )


def _how(reading: GateReading, behind: tuple[str, ...], back: tuple[str, ...]) -> How:
    if reading.required:
        return How.OVERRIDE
    if back:
        return How.BACK
    return How.SKIP if len(behind) > 1 else How.ADVANCE


def _write(
    move: Move,
    actor: Actor,
    at: datetime,
    reason: str,
    edit: int | None,
    rank_between: tuple[UUID | None, UUID | None] | None,
) -> StageVisit:
    deal, origin, before, since = move.deal, move.deal.stage, footprint(move.deal), move.deal.entered_stage_at
    values = _outcome_values(move, at)
    claim(
        deal,
        edit=edit,
        stage=move.to,
        entered_stage_at=at,
        rank=rank_for(move.to, rank_between, at=at, moving=deal.pk),
        **values,
    )
    visit = enter_stage(deal, how=move.how, actor=actor, at=at)
    shift_totals(before, footprint(deal))
    record(
        DEAL_MOVED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=DealMoved(
            pipeline_id=deal.pipeline_id,
            version_id=deal.version_id,
            origin=origin.key,
            to=move.to.key,
            how=move.how,
            unmet=tuple(one.key for one in move.reading.required),
            advised=tuple(one.key for one in move.reading.advised),
            entered_at=since.isoformat(),
        ),
        text=reason if move.how == How.OVERRIDE else "",
    )
    _record_outcome(move, origin, actor, at)
    visit.warnings = move.reading.advised
    return visit


def _outcome_values(move: Move, at: datetime) -> dict[str, object]:
    if move.wins:
        return {"outcome": Outcome.WON, "decided_at": at}
    if move.unwins:
        return {"outcome": Outcome.OPEN, "decided_at": None}
    return {}


def _record_outcome(move: Move, origin: Stage, actor: Actor, at: datetime) -> None:
    deal, subject = move.deal, ("deal", move.deal.pk)
    if move.wins:
        won = DealWon(
            version_id=deal.version_id, stage=origin.key, value_minor=deal.value_minor, currency=deal.currency
        )
        record(DEAL_WON, subject=subject, actor=actor, at=at, particulars=won)
    if move.unwins:
        reopened = DealReopened(stage=move.to.key, before=Outcome.WON)
        record(DEAL_REOPENED, subject=subject, actor=actor, at=at, particulars=reopened)


__all__ = ["CannotMove", "GateRefused", "Move", "Unmet", "move_stage", "plan_move"]
