"""JP022: a required criterion is something the buyer does."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, stage_places


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find required criteria that the seller meets alone by ticking a box."""
    for place, stage in stage_places(pipeline):
        for number, criterion in enumerate(stage.exit):
            if criterion.policy == "required" and criterion.by == "seller" and criterion.arg != "decision":
                yield Spot(
                    place=(*place, "exit", number, "policy"),
                    message=both(
                        f"The required criterion {criterion.key} is met by the seller's own tick.",
                        f"Le critère exigé {criterion.key} est rempli par une simple coche du commercial.",
                    ),
                    remedy=both(
                        "Make it advised, or require what the buyer does instead.",
                        "Rendez-le conseillé, ou exigez plutôt ce que fait l’acheteur.",
                    ),
                )


RULE = Rule(
    code="JP022",
    severity="warning",
    title=both("Gates that the buyer opens", "Des passages que l’acheteur ouvre"),
    why=both(
        "A gate that sellers open by themselves slows them down and proves nothing.",
        "Un passage que le commercial ouvre seul le ralentit et ne prouve rien.",
    ),
    check=check,
)
