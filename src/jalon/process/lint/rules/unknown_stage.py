"""JP010: every stage that the pipeline points to exists."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.lint.rule import Place, Rule, Spot, both, listed


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find an entry, a hand-over or a cycle on a stage that is not there."""
    pointers: list[tuple[Place, str | None]] = [
        (("entry",), pipeline.entry),
        (("hand_over_at",), pipeline.hand_over_at),
    ]
    if pipeline.cyclic is not None:
        pointers += [(("cyclic", "from"), pipeline.cyclic.from_), (("cyclic", "to"), pipeline.cyclic.to)]
    for place, key in pointers:
        if key is not None and key not in pipeline.stage_keys():
            name = ".".join(str(step) for step in place)
            yield Spot(
                place=place,
                message=both(f"{name} is {key}, which is not a stage.", f"{name} vaut {key}, qui n’est pas une étape."),
                remedy=both(
                    f"Use one of {listed(list(pipeline.stage_keys()))}.",
                    f"Utilisez l’une des étapes {listed(list(pipeline.stage_keys()))}.",
                ),
            )


RULE = Rule(
    code="JP010",
    severity="error",
    title=both("Stages pointed to exist", "Les étapes désignées existent"),
    why=both(
        "A record cannot enter, return to or be handed over from a stage that is not there.",
        "Une fiche ne peut ni entrer, ni revenir, ni être transmise à une étape absente.",
    ),
    check=check,
)
