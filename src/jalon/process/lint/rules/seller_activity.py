"""JP004: a stage ends on something the buyer did, not only on what the seller did."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages whose every criterion is our own doing; before any contact there is nothing else."""
    for place, stage in stage_places(pipeline):
        if stage.exit and "unaware" not in stage.buyer_phase and _is_ours_alone(stage):
            name = named(stage)
            yield Spot(
                place=(*place, "exit"),
                message=both(
                    f"{name.en} can be left on the seller's activity alone.",
                    f"{name.fr} peut être quittée sur la seule activité du commercial.",
                ),
                remedy=both(
                    "Add what the buyer must have done: answered, confirmed, met, accepted a next step.",
                    "Ajoutez ce que l’acheteur doit avoir fait : répondu, confirmé, rencontré, accepté une suite.",
                ),
            )


def _is_ours_alone(stage: StageDefinition) -> bool:
    """A recorded decision of ours, such as go / no-go, is no mere activity."""
    return all(criterion.by == "seller" and criterion.arg != "decision" for criterion in stage.exit)


RULE = Rule(
    code="JP004",
    severity="warning",
    title=both("The buyer moved, not only the seller", "L’acheteur a avancé, pas seulement le commercial"),
    why=both(
        "“Demonstration done” or “proposal sent” says nothing of what the buyer thinks.",
        "« Démonstration faite » ou « proposition envoyée » ne dit rien de ce que pense l’acheteur.",
    ),
    check=check,
)
