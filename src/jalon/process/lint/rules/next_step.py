"""JP023: a sale asks for a dated next step somewhere."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both

SETTLED_BY_RULES = ("transactional", "channel")


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a sale in which no criterion is a next step accepted by the buyer.

    Self-service has none, and a tender or a partner's deal follows dates that are set beforehand.
    """
    if pipeline.kind != "sales" or pipeline.model in SETTLED_BY_RULES:
        return
    if any(stage.group == "tender" for stage in pipeline.stages):
        return
    if not any(criterion.type in ("next", "plan") for stage in pipeline.stages for criterion in stage.exit):
        yield Spot(
            place=("stages",),
            message=both(
                "No stage asks for a next step accepted by the buyer.",
                "Aucune étape ne demande de prochaine étape acceptée par l’acheteur.",
            ),
            remedy=both(
                "Add a criterion of type next where conversations end.",
                "Ajoutez un critère de type next là où finissent les échanges.",
            ),
        )


RULE = Rule(
    code="JP023",
    severity="warning",
    title=both("A dated next step", "Une prochaine étape datée"),
    why=both(
        "A deal without a next step in the buyer's diary is a deal waiting to be forgotten.",
        "Une affaire sans suite dans l’agenda de l’acheteur est une affaire qui attend d’être oubliée.",
    ),
    check=check,
)
