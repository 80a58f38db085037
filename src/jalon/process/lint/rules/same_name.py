"""JP021: two stages of a pipeline never bear the same name."""

from collections.abc import Iterator

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import LabelSet
from jalon.process.definitions.text import Lang
from jalon.process.lint.rule import Rule, Spot, both, stage_places

LANGS: tuple[Lang, ...] = ("en", "fr")
SETS: tuple[LabelSet, ...] = ("infinitive", "noun")


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a name that two stages share, in one language and one set of labels."""
    for lang in LANGS:
        for label_set in SETS:
            yield from _shared(pipeline, lang, label_set)


def _shared(pipeline: PipelineDefinition, lang: Lang, label_set: LabelSet) -> Iterator[Spot]:
    seen: dict[str, str] = {}
    for place, stage in stage_places(pipeline):
        name = stage.name(lang, label_set)
        earlier = seen.setdefault(name.casefold(), stage.key)
        if earlier != stage.key:
            yield Spot(
                place=(*place, "label" if label_set == "infinitive" else "noun", lang),
                message=both(
                    f"{earlier} and {stage.key} are both called “{name}”.",
                    f"{earlier} et {stage.key} s’appellent tous deux « {name} ».",
                ),
                remedy=both("Rename one of them.", "Renommez l’une des deux."),
            )


RULE = Rule(
    code="JP021",
    severity="warning",
    title=both("Distinct names", "Noms distincts"),
    why=both(
        "People speak of stages by name, and a report lists them by name.",
        "On parle des étapes par leur nom, et un rapport les liste par leur nom.",
    ),
    check=check,
)
