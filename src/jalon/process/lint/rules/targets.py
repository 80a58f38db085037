"""JP016: one headline figure for the whole and one figure per stage."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a pipeline without its headline KPI, and stages without a target."""
    if pipeline.headline_kpi is None:
        yield Spot(
            message=both("The pipeline has no headline KPI.", "Le pipeline n’a pas d’indicateur principal."),
            remedy=both(
                "Set headline_kpi, with its target for the whole.",
                "Renseignez headline_kpi, avec sa cible pour l’ensemble.",
            ),
        )
    for place, stage in stage_places(pipeline):
        if stage.target is None:
            name = named(stage)
            yield Spot(
                place=place,
                message=both(f"{name.en} has no target.", f"{name.fr} n’a pas de cible."),
                remedy=both("Set target, one figure only.", "Renseignez target, un seul chiffre."),
            )


RULE = Rule(
    code="JP016",
    severity="warning",
    title=both("One figure for the whole, one per stage", "Un chiffre pour l’ensemble, un par étape"),
    why=both(
        "What has no figure is not improved; what has ten is not read.",
        "Ce qui n’a pas de chiffre ne progresse pas ; ce qui en a dix n’est pas lu.",
    ),
    check=check,
)
