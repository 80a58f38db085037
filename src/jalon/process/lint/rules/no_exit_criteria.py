"""JP006: every stage says what lets a record leave it."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages without a single exit criterion."""
    for place, stage in stage_places(pipeline):
        if not stage.exit:
            name = named(stage)
            yield Spot(
                place=place,
                message=both(f"{name.en} has no exit criterion.", f"{name.fr} n’a aucun critère de sortie."),
                remedy=both(
                    "Add at least one fact that the buyer could confirm.",
                    "Ajoutez au moins un fait que l’acheteur pourrait confirmer.",
                ),
            )


RULE = Rule(
    code="JP006",
    severity="error",
    title=both("Exit criteria", "Critères de sortie"),
    why=both(
        "A stage without criteria is left when the seller feels like it, and its figures mean nothing.",
        "Une étape sans critère se quitte au gré du commercial, et ses chiffres ne veulent rien dire.",
    ),
    check=check,
)
