"""JP008: a sale says at which stage it is won."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, listed


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a sales pipeline without the event won, and a won event on a stage that is not there."""
    keys = pipeline.stage_keys()
    if pipeline.kind == "sales" and not pipeline.won_at:
        yield _spot("Nothing says when the sale is won.", "Rien ne dit quand la vente est gagnée.", keys)
    for key in pipeline.won_at:
        if key not in keys:
            yield _spot(
                f"It is won at {key}, which is not a stage.", f"Elle est gagnée à {key}, qui n’est pas une étape.", keys
            )


def _spot(en: str, fr: str, keys: tuple[str, ...]) -> Spot:
    return Spot(
        place=("won_at",),
        message=both(en, fr),
        remedy=both(
            f"Set won_at to the stage whose exit is the order, among {listed(list(keys))}.",
            f"Indiquez dans won_at l’étape dont la sortie est la commande, parmi {listed(list(keys))}.",
        ),
    )


RULE = Rule(
    code="JP008",
    severity="error",
    title=both("Event won", "Événement gagné"),
    why=both(
        "Won is an event and not the last stage; without it there is no win rate and no cycle.",
        "Gagné est un événement et non la dernière étape ; sans lui, ni taux de gain ni cycle.",
    ),
    check=check,
)
