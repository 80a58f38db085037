"""JP018: every stage says why, what, when, how and how much."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import FiveWTwoH
from jalon.process.lint.rule import Rule, Spot, both, listed, named, stage_places

WORDS = {
    "why": ("why", "pourquoi"),
    "what": ("what", "quoi"),
    "when": ("when", "quand"),
    "how": ("how", "comment"),
    "how_much": ("how much", "combien"),
}


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find stages that leave one of the questions open."""
    for place, stage in stage_places(pipeline):
        missing = [key for key in WORDS if not _says(stage.five_w_two_h, key)]
        if missing:
            name = named(stage)
            yield Spot(
                place=(*place, "five_w_two_h"),
                message=both(
                    f"{name.en} does not say {listed([WORDS[key][0] for key in missing])}.",
                    f"{name.fr} ne dit pas {listed([WORDS[key][1] for key in missing])}.",
                ),
                remedy=both(
                    f"Write a sentence under {listed(missing)} in five_w_two_h.",
                    f"Écrivez une phrase sous {listed(missing)} dans five_w_two_h.",
                ),
            )


def _says(five: FiveWTwoH, key: str) -> bool:
    return five.when.entry is not None if key == "when" else getattr(five, key) is not None


RULE = Rule(
    code="JP018",
    severity="advice",
    title=both("Why, what, when, how, how much", "Pourquoi, quoi, quand, comment, combien"),
    why=both(
        "A newcomer must be able to work the stage from its page alone.",
        "Un nouveau venu doit pouvoir travailler l’étape avec sa seule fiche.",
    ),
    check=check,
)
