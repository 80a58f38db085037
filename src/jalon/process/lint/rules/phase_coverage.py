"""JP002: the stages of a sale cover the buyer's phases, from the first one to the decision."""

from collections.abc import Iterator
from typing import get_args

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import BuyerPhase
from jalon.process.definitions.text import Text
from jalon.process.lint.rule import Rule, Spot, both
from jalon.process.words import phase_name

PHASES: tuple[BuyerPhase, ...] = get_args(BuyerPhase.__value__)
DECISION = PHASES.index("decision")


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find phases that the buyer goes through while no stage watches."""
    if pipeline.kind != "sales":
        return
    covered = {phase for stage in pipeline.stages for phase in stage.buyer_phase}
    first = min(PHASES.index(phase) for phase in pipeline.stages[0].buyer_phase)
    for phase in PHASES[first : DECISION + 1]:
        if phase not in covered:
            name = phase_name(phase)
            yield Spot(
                place=("stages",),
                severity="advice" if phase == "proof" else None,
                message=both(
                    f"No stage covers the buyer's phase “{name.en}”.",
                    f"Aucune étape ne couvre la phase d’achat « {name.fr} ».",
                ),
                remedy=_remedy(phase),
            )


def _remedy(phase: BuyerPhase) -> Text:
    if phase == "proof":
        return both(
            "Small deals and existing customers may do without; otherwise add a stage of proof.",
            "Les petites affaires et les clients existants peuvent s’en passer ; sinon, ajoutez une étape de preuve.",
        )
    return both(
        "Add a stage for it, or name the phase in the stage where it happens.",
        "Ajoutez une étape, ou indiquez la phase dans l’étape où elle se déroule.",
    )


RULE = Rule(
    code="JP002",
    severity="warning",
    title=both("The buyer's phases are covered", "Les phases d’achat sont couvertes"),
    why=both(
        "The buyer goes through every phase up to the decision; a phase without a stage is passed unseen.",
        "L’acheteur traverse chaque phase jusqu’à la décision ; une phase sans étape se passe sans vous.",
    ),
    check=check,
)
