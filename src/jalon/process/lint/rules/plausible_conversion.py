"""JP015: the rates of a sale, multiplied, give a plausible win rate."""

from collections.abc import Iterator
from math import prod

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import Conversion
from jalon.process.lint.rule import Rule, Spot, both

NEW_CUSTOMERS = (0.12, 0.29)
EXISTING_CUSTOMERS = (0.32, 0.55)


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a sale whose rates, from the opportunity line to the order, exclude the usual win rates.

    Self-service has other rates, and a pipeline without all its rates is not judged.
    """
    rates = _rates(pipeline)
    if pipeline.kind != "sales" or pipeline.model == "transactional" or not rates:
        return
    low, high = prod(rate.low for rate in rates), prod(rate.high for rate in rates)
    usual = EXISTING_CUSTOMERS if _is_for_existing(pipeline) else NEW_CUSTOMERS
    if high < usual[0] or low > usual[1]:
        yield Spot(
            place=("stages",),
            message=both(
                f"The rates multiply to a win rate of {low:.0%} to {high:.0%}, "
                f"usual is {usual[0]:.0%} to {usual[1]:.0%}.",
                f"Les taux multipliés donnent un taux de gain de {low * 100:.0f} à {high * 100:.0f} %, "
                f"l’usuel va de {usual[0] * 100:.0f} à {usual[1] * 100:.0f} %.",
            ),
            remedy=both(
                "Check the rates of the stages from the opportunity line to the order against your own figures.",
                "Vérifiez les taux des étapes, de la ligne d’opportunité à la commande, avec vos propres chiffres.",
            ),
        )


def _rates(pipeline: PipelineDefinition) -> list[Conversion]:
    keys = pipeline.stage_keys()
    if pipeline.opportunity_line not in keys or not pipeline.won_at or pipeline.won_at[0] not in keys:
        return []
    counted = pipeline.stages[keys.index(pipeline.opportunity_line) : keys.index(pipeline.won_at[0]) + 1]
    rates = [stage.conversion for stage in counted if stage.conversion is not None]
    return rates if len(rates) == len(counted) else []


def _is_for_existing(pipeline: PipelineDefinition) -> bool:
    return pipeline.model == "relationship" or pipeline.key == "add.sales"


RULE = Rule(
    code="JP015",
    severity="advice",
    title=both("A plausible win rate", "Un taux de gain plausible"),
    why=both(
        "Each rate may look right while all together promise what no market gives.",
        "Chaque taux peut paraître juste alors que l’ensemble promet ce qu’aucun marché ne donne.",
    ),
    check=check,
)
