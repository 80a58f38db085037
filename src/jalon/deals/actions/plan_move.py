"""Work out a move before it is made: whether the gate lets it pass, how it counts, whether it wins the deal."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from jalon.deals.definitions import definition_of
from jalon.deals.evidence import evidence_of
from jalon.deals.gate import GateReading, read_gate, stages_left_behind
from jalon.deals.models import Deal, How, Outcome, Stage, StageVisit
from jalon.kernel.errors import Refusal
from jalon.process import PipelineDefinition


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
