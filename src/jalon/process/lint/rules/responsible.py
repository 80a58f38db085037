"""JP017: every stage has someone responsible."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages that nobody carries."""
    for place, stage in stage_places(pipeline):
        if stage.five_w_two_h.who.responsible is None:
            name = named(stage)
            yield Spot(
                place=place,
                message=both(f"{name.en} has nobody responsible.", f"{name.fr} n’a pas de responsable."),
                remedy=both(
                    "Set five_w_two_h.who.responsible to one role.",
                    "Indiquez un seul rôle dans five_w_two_h.who.responsible.",
                ),
            )


RULE = Rule(
    code="JP017",
    severity="warning",
    title=both("Someone responsible", "Un responsable"),
    why=both(
        "When all are responsible, nobody is.",
        "Quand tout le monde est responsable, personne ne l’est.",
    ),
    check=check,
)
