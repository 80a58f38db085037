"""JP005: new customers, existing customers and partners each have a pipeline of their own."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.definitions.text import Text
from jalon.process.lint.rule import Rule, Spot, both

NEW = both("new customers", "nouveaux clients")
EXISTING = both("existing customers", "clients existants")
PARTNERS = both("partners", "partenaires")
RETENTION = {"ADOPT", "REVIEW", "RENEW", "RECOVER"}


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a pipeline whose stages serve more than one kind of counterpart."""
    served = {kind.en: kind for stage in pipeline.stages if (kind := _serves(stage)) is not None}
    if len(served) > 1:
        kinds = [served[name] for name in sorted(served)]
        english, french = " and ".join(kind.en for kind in kinds), " et ".join(kind.fr for kind in kinds)
        yield Spot(
            place=("stages",),
            message=both(f"The pipeline mixes {english}.", f"Le pipeline mélange {french}."),
            remedy=both("Give each a pipeline of its own.", "Donnez à chacun son propre pipeline."),
        )


def _serves(stage: StageDefinition) -> Text | None:
    """Tell whom a stage serves; a check-in or an additional sale may well follow a first one."""
    if stage.group in ("partner", "channel"):
        return PARTNERS
    if stage.key in RETENTION:
        return EXISTING
    if stage.group in ("prospecting", "account_based") or stage.buyer_phase == ("unaware",):
        return NEW
    if stage.group == "custom" and stage.buyer_phase == ("renewal",):
        return EXISTING
    return None


RULE = Rule(
    code="JP005",
    severity="warning",
    title=both("One kind of customer per pipeline", "Un seul type de client par pipeline"),
    why=both(
        "Their rates and times differ so much that a common figure describes neither.",
        "Leurs taux et leurs durées diffèrent tant qu’un chiffre commun ne décrit aucun des deux.",
    ),
    check=check,
)
