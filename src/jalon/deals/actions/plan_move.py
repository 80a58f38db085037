"""Work out a move before it is made: whether the gate lets it pass, how it counts, whether it wins the deal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

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


@dataclass(frozen=True, slots=True)
class Known:
    """What a move is judged by, read beforehand for many deals: the last stage in order, and standing evidence."""

    origin: str
    evidence: Mapping[tuple[str, str], str]


def plan_move(*, deal: Deal, to: Stage, override: str | None = None, known: Known | None = None) -> Move:
    """Check the move and say how it would go; nothing is written. Raises GateRefused, CannotMove.

    What is not `known` is read.
    """
    _check(deal, to)
    definition = definition_of(deal.version_id)
    origin = known.origin if known else last_in_order(deal)
    behind = stages_left_behind(definition, origin, to.key)
    evidence = known.evidence if known else evidence_of(deal.pk) if behind else {}
    reading = read_gate(definition, stages=behind, evidence=evidence)
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
    return last_in_order_by_deal([deal])[deal.pk]


def last_in_order_by_deal(deals: Iterable[Deal]) -> dict[UUID, str]:
    """The same for many deals, in one query at most: {deal id: stage key}."""
    rows = list(deals)
    aside = [deal.pk for deal in rows if definition_of(deal.version_id).position(deal.stage.key) is None]
    visits = StageVisit.objects.filter(deal__in=aside).order_by("-entered_at", "-id")
    left: dict[UUID, list[str]] = defaultdict(list)
    for deal_id, key in visits.values_list("deal_id", "stage__key") if aside else ():
        left[deal_id].append(key)
    return {deal.pk: _last_in_order(deal, left[deal.pk]) for deal in rows}


def _last_in_order(deal: Deal, left: Iterable[str]) -> str:
    definition = definition_of(deal.version_id)
    keys = (key for key in (deal.stage.key, *left) if definition.position(key) is not None)
    return next(keys, definition.first_stage().key)


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
