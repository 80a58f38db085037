"""JP003: two neighbours with the same phase and the same evidence are one stage."""

from collections.abc import Iterator
from itertools import pairwise

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.lint.rule import Rule, Spot, both, named


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find neighbours that nothing tells apart."""
    for number, (first, second) in enumerate(pairwise(pipeline.stages), start=1):
        if set(first.buyer_phase) == set(second.buyer_phase) and _evidence(first) == _evidence(second):
            one, two = named(first), named(second)
            yield Spot(
                place=("stages", number),
                message=both(
                    f"{one.en} and {two.en} have the same buyer phase and the same evidence.",
                    f"{one.fr} et {two.fr} ont la même phase d’achat et les mêmes preuves.",
                ),
                remedy=both(
                    "Merge them, or say which evidence tells them apart.",
                    "Fusionnez-les, ou indiquez quelle preuve les distingue.",
                ),
            )


def _evidence(stage: StageDefinition) -> set[tuple[str, str | None]]:
    return {(criterion.type, criterion.arg) for criterion in stage.exit}


RULE = Rule(
    code="JP003",
    severity="warning",
    title=both("Neighbours differ", "Les étapes voisines diffèrent"),
    why=both(
        "If the buyer has not moved and no new fact is known, the deal has not moved either.",
        "Si l’acheteur n’a pas avancé et qu’aucun fait nouveau n’est connu, l’affaire n’a pas avancé non plus.",
    ),
    check=check,
)
