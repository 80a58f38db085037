"""Move a deal to another stage of its pipeline: the one way in, whoever asks and by whatever door."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jalon.deals.actions._claim import claim, hold
from jalon.deals.actions._footprint import footprint, shift_totals
from jalon.deals.actions._operation import within_operation
from jalon.deals.actions._rank import rank_for
from jalon.deals.actions._right import must
from jalon.deals.actions._visit import enter_stage
from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_of
from jalon.deals.gate import GateReading, Unmet, read_gate, stages_left_behind
from jalon.deals.models import Deal, How, Outcome, Stage, StageVisit
from jalon.deals.verbs import DEAL_MOVED, DEAL_REOPENED, DEAL_WON, DealMoved, DealReopened, DealWon
from jalon.kernel.errors import Refusal
from jalon.orgs.actor import Actor
from jalon.orgs.roles import Can
from jalon.process import PipelineDefinition
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
    must(actor, Can.MOVE_DEALS, deal)
    hold(deal)
    move = plan_move(deal=deal, to=to, override=override)
    if move.how == How.OVERRIDE:
        actor.must(Can.OVERRIDE_GATES)
    actor = within_operation("deals.move", actor=actor, at=at)
    return _write(move, actor, at, override or "", edit, rank_between)


def plan_move(*, deal: Deal, to: Stage, override: str | None = None) -> Move:
    """Check the move and say how it would go; nothing is written. Raises GateRefused, CannotMove."""
    _check(deal, to)
    definition = definition_of(deal.version_id)
    origin = last_in_order(deal)
    behind = stages_left_behind(definition, origin, to.key)
    reading = read_gate(definition, stages=behind, evidence=evidence_of(deal.pk) if behind else {})
    if reading.required and not (override or "").strip():
        raise GateRefused(reading)
    return Move(
        deal=deal,
        to=to,
        how=_how(reading, behind, goes_aside=definition.position(to.key) is None),
        reading=reading,
        wins=deal.is_open() and any(definition.wins_on_leaving(key) for key in behind),
        unwins=deal.outcome == Outcome.WON and _comes_back_over_the_line(definition, origin, to.key),
    )


def last_in_order(deal: Deal) -> str:
    """The deal's stage, or the one it left when it went aside: a way round by an aside stage passes no gate."""
    definition = definition_of(deal.version_id)
    if definition.position(deal.stage.key) is not None:
        return deal.stage.key
    visits = StageVisit.objects.filter(deal=deal, stage__key__in=definition.stage_keys())
    left = visits.order_by("-entered_at", "-id").values_list("stage__key", flat=True).first()
    return left or definition.first_stage().key


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


def _how(reading: GateReading, behind: tuple[str, ...], *, goes_aside: bool) -> How:
    if reading.required:
        return How.OVERRIDE
    if len(behind) > 1:
        return How.SKIP
    return How.ADVANCE if behind or goes_aside else How.BACK


def _comes_back_over_the_line(definition: PipelineDefinition, origin: str, to: str) -> bool:
    """Whether the way back crosses a line of the sale and leaves none behind it."""
    crossed = stages_left_behind(definition, to, origin)
    still_behind = stages_left_behind(definition, definition.stage_keys()[0], to)
    return bool(crossed) and not any(definition.wins_on_leaving(key) for key in still_behind)


def _write(
    move: Move,
    actor: Actor,
    at: datetime,
    reason: str,
    edit: int | None,
    rank_between: tuple[UUID | None, UUID | None] | None,
) -> StageVisit:
    deal, origin, before = move.deal, move.deal.stage, footprint(move.deal)
    particulars = _particulars(move)
    claim(
        deal,
        edit=edit,
        stage=move.to,
        entered_stage_at=at,
        rank=rank_for(move.to, rank_between, at=at, moving=deal.pk),
        **_outcome_values(move, at),
    )
    visit = enter_stage(deal, how=move.how, actor=actor, at=at)
    shift_totals(before, footprint(deal))
    record(
        DEAL_MOVED,
        subject=("deal", deal.pk),
        actor=actor,
        at=at,
        particulars=particulars,
        text=reason if move.how == How.OVERRIDE else "",
    )
    _record_outcome(move, origin, actor, at)
    visit.warnings = move.reading.advised
    return visit


def _particulars(move: Move) -> DealMoved:
    """What the move is, and what the deal had before it."""
    deal = move.deal
    return DealMoved(
        pipeline_id=deal.pipeline_id,
        version_id=deal.version_id,
        origin=deal.stage.key,
        to=move.to.key,
        how=move.how,
        unmet=tuple(one.key for one in move.reading.required),
        advised=tuple(one.key for one in move.reading.advised),
        entered_at=deal.entered_stage_at.isoformat(),
        rank=deal.rank,
        outcome=deal.outcome,
        decided_at=deal.decided_at,
    )


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
        reopened = DealReopened(stage=move.to.key, before=Outcome.WON, by_move=True)
        record(DEAL_REOPENED, subject=subject, actor=actor, at=at, particulars=reopened)


__all__ = ["CannotMove", "GateRefused", "Move", "Unmet", "move_stage", "plan_move"]
