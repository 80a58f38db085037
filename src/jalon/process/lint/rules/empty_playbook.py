"""JP025: every stage gives the seller something to use."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages without a playbook entry."""
    for place, stage in stage_places(pipeline):
        if not stage.playbook:
            name = named(stage)
            yield Spot(
                place=place,
                message=both(f"{name.en} has no playbook entry.", f"{name.fr} n’a rien dans son guide de vente."),
                remedy=both(
                    "Add the question, the message or the list that your best seller uses here.",
                    "Ajoutez la question, le message ou la liste que votre meilleur commercial utilise ici.",
                ),
            )


RULE = Rule(
    code="JP025",
    severity="advice",
    title=both("Something to use", "De quoi agir"),
    why=both(
        "A process that only controls is worked around; one that helps is followed.",
        "Un processus qui ne fait que contrôler se contourne ; un processus qui aide se suit.",
    ),
    check=check,
)
