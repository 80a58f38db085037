"""JP026: the noun set of labels is complete or absent."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages without a noun where others have one."""
    places = list(stage_places(pipeline))
    if not any(stage.noun for _, stage in places):
        return
    for place, stage in places:
        if stage.noun is None:
            name = named(stage)
            yield Spot(
                place=place,
                message=both(
                    f"{name.en} has no noun while other stages have one.",
                    f"{name.fr} n’a pas de nom alors que d’autres étapes en ont un.",
                ),
                remedy=both("Set noun in both languages.", "Renseignez noun dans les deux langues."),
            )


RULE = Rule(
    code="JP026",
    severity="advice",
    title=both("A whole set of nouns", "Un jeu de noms complet"),
    why=both(
        "Mixed verbs and nouns on one board read like a mistake.",
        "Des verbes et des noms mêlés sur un même tableau ressemblent à une erreur.",
    ),
    check=check,
)
