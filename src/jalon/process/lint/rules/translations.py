"""JP019: every text exists in both languages."""

from collections.abc import Iterator

from pydantic import BaseModel

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text
from jalon.process.lint.rule import Place, Rule, Spot, both

SHORT = 3  # words; a short name may well be the same in both languages


def check(pipeline: PipelineDefinition) -> Iterator[Spot]:
    """Find a text whose two languages say the same words, which is one language missing."""
    for place, text in texts(pipeline, ()):
        if text.en == text.fr and len(text.en.split()) > SHORT:
            yield untranslated((*place, "fr"), text.en)


def untranslated(place: Place, words: str) -> Spot:
    """Build the finding on a text that has one language only."""
    start = words if len(words) <= 50 else f"{words[:49]}…"
    return Spot(
        place=place,
        message=both(f"“{start}” is in one language only.", f"« {start} » n’existe qu’en une langue."),
        remedy=both("Write both en and fr.", "Écrivez en et fr."),
    )


def texts(value: object, place: Place) -> Iterator[tuple[Place, Text]]:
    """Give every text in a definition with its place."""
    if isinstance(value, Text):
        yield place, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from texts(getattr(value, name), (*place, name))
    elif isinstance(value, dict):
        for name, below in value.items():
            yield from texts(below, (*place, name))
    elif isinstance(value, tuple):
        for number, below in enumerate(value):
            yield from texts(below, (*place, number))


RULE = Rule(
    code="JP019",
    severity="error",
    title=both("Both languages", "Les deux langues"),
    why=both(
        "Colleagues read the process in their own language; a hole in one is a hole in the process.",
        "Chacun lit le processus dans sa langue ; un trou dans l’une est un trou dans le processus.",
    ),
    check=check,
)
