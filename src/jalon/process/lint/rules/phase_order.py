"""JP020: stages follow the buyer, phase after phase."""

from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import BuyerPhase, StageDefinition
from jalon.process.lint.rule import Rule, Spot, both, named

PHASES: tuple[BuyerPhase, ...] = get_args(BuyerPhase.__value__)
DECISION = PHASES.index("decision")


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a stage that is over before the phases of the one before it begin; after the sale customers go round."""
    for number, (first, second) in enumerate(pairwise(pipeline.stages), start=1):
        over = _phases(second)[-1]
        if over < _phases(first)[0] and over <= DECISION:
            one, two = named(first), named(second)
            yield Spot(
                place=("stages", number),
                message=both(
                    f"{two.en} comes after {one.en} but in an earlier phase of the buyer.",
                    f"{two.fr} vient après {one.fr} mais dans une phase d’achat antérieure.",
                ),
                remedy=both(
                    "Change their order or their phases; records may move back, stages may not.",
                    "Changez leur ordre ou leurs phases ; une fiche peut reculer, pas une étape.",
                ),
            )


def _phases(stage: StageDefinition) -> list[int]:
    return sorted(PHASES.index(phase) for phase in stage.buyer_phase)


RULE = Rule(
    code="JP020",
    severity="warning",
    title=both("Phases in order", "Phases dans l’ordre"),
    why=both(
        "The buyer's process sets the stages, not the reverse.",
        "C’est le processus de l’acheteur qui fixe les étapes, et non l’inverse.",
    ),
    check=check,
)
