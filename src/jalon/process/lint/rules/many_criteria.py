"""JP024: a stage asks for few things."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Rule, Spot, both, named, stage_places

MOST = 8


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages with more criteria than a seller will look at."""
    for place, stage in stage_places(pipeline):
        if len(stage.exit) > MOST:
            name = named(stage)
            yield Spot(
                place=(*place, "exit"),
                message=both(
                    f"{name.en} has {len(stage.exit)} exit criteria.",
                    f"{name.fr} a {len(stage.exit)} critères de sortie.",
                ),
                remedy=both(
                    f"Keep the {MOST} that tell won deals from lost ones.",
                    f"Gardez les {MOST} qui distinguent les affaires gagnées des perdues.",
                ),
            )


RULE = Rule(
    code="JP024",
    severity="advice",
    title=both("Few criteria", "Peu de critères"),
    why=both(
        "A long list is ticked without being read.",
        "Une longue liste se coche sans être lue.",
    ),
    check=check,
)
