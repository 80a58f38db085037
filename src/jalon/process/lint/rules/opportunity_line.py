"""JP007: a sale has an opportunity line, on one of its stages and not after the sale."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, listed

PLACE = ("opportunity_line",)


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a missing, unknown or late opportunity line."""
    line, keys = pipeline.opportunity_line, list(pipeline.stage_keys())
    if line is None:
        if pipeline.kind == "sales":
            yield _spot(
                "The sales pipeline has no opportunity line.",
                "Le pipeline de vente n’a pas de ligne d’opportunité.",
                keys,
            )
        return
    if line not in keys:
        yield _spot(
            f"The opportunity line is on {line}, which is not a stage.",
            f"La ligne d’opportunité est sur {line}, qui n’est pas une étape.",
            keys,
        )
    elif any(key in keys and keys.index(line) > keys.index(key) for key in pipeline.won_at):
        yield _spot(
            f"The opportunity line {line} comes after the sale is won.",
            f"La ligne d’opportunité {line} vient après la vente gagnée.",
            keys,
        )


def _spot(en: str, fr: str, keys: list[str]) -> Spot:
    return Spot(
        place=PLACE,
        message=both(en, fr),
        remedy=both(
            f"Set opportunity_line to one of {listed(keys)}, no later than the stage where it is won.",
            f"Placez opportunity_line sur l’une des étapes {listed(keys)}, au plus tard là où la vente est gagnée.",
        ),
    )


RULE = Rule(
    code="JP007",
    severity="error",
    title=both("Opportunity line", "Ligne d’opportunité"),
    why=both(
        "Before the line a record has no amount and stays out of value, win rate, cycle and forecast.",
        "Avant la ligne, une fiche n’a pas de montant et reste hors du pipeline, du taux, du cycle et de la prévision.",
    ),
    check=check,
)
