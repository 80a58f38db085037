"""The pole of a deal: its stages in order, and what became of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal
from uuid import UUID

from jalon.deals.definitions import definition_of
from jalon.deals.gate import is_met, read_gate, stages_left_behind
from jalon.deals.models import Deal, How, Outcome, StageVisit
from jalon.deals.queries.pipelines import stage_name
from jalon.deals.verbs import DEAL_CLOSED
from jalon.orgs.models import Membership
from jalon.process import PipelineDefinition, StageDefinition
from jalon.timeline.models import Event, Operation

BandState = Literal["done", "unproven", "current", "to_come", "skipped"]
Levels = Mapping[tuple[str, str], str]  # of the evidence that stands, by stage and criterion


@dataclass(frozen=True, slots=True)
class PoleBand:
    """One band of the pole. `filled` is the share of the stage's criteria that are met, 0 to 1.

    A stage is unproven when its gate was passed by an override, and a criterion that it requires is still not met.
    """

    key: str
    name: str
    phase: str
    state: BandState
    filled: float
    wins: bool


def pole_of(
    viewer: Membership,
    *,
    deal: Deal,
    visits: Iterable[StageVisit],
    evidence: Levels,
    language: str,
) -> tuple[PoleBand, ...]:
    """The bands of the deal's own version, first stage first; `visits` in order, those undone included."""
    definition, standing = definition_of(deal.version_id), _standing(tuple(visits))
    visited = {visit.stage.key for visit in standing}
    here = definition.position(deal.stage.key) or _just_after(definition, visited)
    passed = visited if deal.taken_over_at is None else set(definition.stage_keys())
    unproven = _unproven(definition, _overridden(deal, definition, standing), evidence)
    return tuple(
        PoleBand(
            key=stage.key,
            name=stage_name(definition, stage.key, viewer, language),
            phase=stage.buyer_phase[0],
            state=_ahead(place, here, deal) or _behind(stage.key, passed, unproven),
            filled=_filled(stage, evidence),
            wins=definition.wins_on_leaving(stage.key),
        )
        for place, stage in enumerate(definition.stages, start=1)
    )


def _standing(visits: tuple[StageVisit, ...]) -> list[StageVisit]:
    """The visits that no undo took back."""
    operations: set[UUID] = {visit.operation_id for visit in visits}
    undone = set(Operation.objects.filter(pk__in=operations, undone_at__isnull=False).values_list("pk", flat=True))
    return [visit for visit in visits if visit.operation_id not in undone]


def _just_after(definition: PipelineDefinition, visited: set[str]) -> float:
    """Where a deal that went aside stands: behind the last stage that it visited, in none of them."""
    return 0.5 + max((place for place, key in enumerate(definition.stage_keys(), start=1) if key in visited), default=0)


def _ahead(place: int, here: float, deal: Deal) -> BandState | None:
    """The state of the stage where the deal stands, and of those to come; None for a stage it has passed."""
    if place == here and not _is_won(deal):
        return "current"
    return "to_come" if place > here else None


def _behind(key: str, passed: set[str], unproven: set[str]) -> BandState:
    if key not in passed:
        return "skipped"
    return "unproven" if key in unproven else "done"


def _overridden(deal: Deal, definition: PipelineDefinition, visits: list[StageVisit]) -> set[str]:
    """The stages whose gate was passed in spite of what it asks when they were last left behind."""
    found: set[str] = set()
    for before, after in pairwise(visit for visit in visits if definition.position(visit.stage.key) is not None):
        behind = set(stages_left_behind(definition, before.stage.key, after.stage.key))
        found = found | behind if after.how == How.OVERRIDE else found - behind
    return found | {deal.stage.key} if _is_won(deal) and _was_won_in_spite(deal) else found


def _was_won_in_spite(deal: Deal) -> bool:
    """Whether the sale that nothing follows was won by an override: its closing says so."""
    closings = Event.objects.filter(subject_kind="deal", subject_id=deal.pk, verb=DEAL_CLOSED.name)
    newest = closings.order_by("-recorded_at", "-id").first()
    return newest is not None and bool(newest.particulars.get("is_override"))


def _unproven(definition: PipelineDefinition, overridden: set[str], evidence: Levels) -> set[str]:
    return {one.stage for one in read_gate(definition, stages=overridden, evidence=evidence).required}


def _is_won(deal: Deal) -> bool:
    """Whether the deal is over, and was won."""
    return deal.finished_at is not None and deal.outcome == Outcome.WON


def _filled(stage: StageDefinition, evidence: Levels) -> float:
    met = sum(is_met(one, evidence.get((stage.key, one.key), "")) for one in stage.exit)
    return met / len(stage.exit) if stage.exit else 0.0
