"""JP001: a pipeline has four to ten stages."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both
from jalon.process.shaping.pipeline_surgery import FEWEST, MOST


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a pipeline that is too short to steer by or too long to keep in mind."""
    count = len(pipeline.stages)
    if count < FEWEST:
        yield Spot(
            place=("stages",),
            message=both(f"The pipeline has {count} stages.", f"Le pipeline a {count} étapes."),
            remedy=both(
                "Cut a stage in which the buyer passes two phases at once.",
                "Séparez une étape où l’acheteur franchit deux phases à la fois.",
            ),
        )
    if count > MOST:
        yield Spot(
            place=("stages",),
            message=both(f"The pipeline has {count} stages.", f"Le pipeline a {count} étapes."),
            remedy=both(
                "Merge neighbours, or move what follows the sale to a pipeline of its own.",
                "Fusionnez des voisines, ou déplacez l’après-vente dans son propre pipeline.",
            ),
        )


RULE = Rule(
    code="JP001",
    severity="warning",
    title=both("Four to ten stages", "De quatre à dix étapes"),
    why=both(
        "With fewer stages nobody sees where deals stop; with more, nobody remembers them.",
        "Avec moins d’étapes, on ne voit pas où les affaires s’arrêtent ; avec plus, personne ne les retient.",
    ),
    check=check,
)
