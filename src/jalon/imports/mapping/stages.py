"""What a word of another tool means here: an outcome, or a stage of the pipeline."""

from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

from jalon.imports.mapping.words import outcome_words, squeeze, stage_words
from jalon.process import PipelineDefinition

CLOSE = 88
Sure = Literal["sure", "likely"]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`choice` is "stage:KEY", "outcome:won"… or "" when nothing comes to mind; `sure` how certain that is."""

    choice: str
    sure: Sure = "sure"


NOTHING = Suggestion("", "likely")


def suggest_outcome(word: str) -> Suggestion:
    """The outcome that a word names."""
    outcome = outcome_words().get(squeeze(word))
    return Suggestion(f"outcome:{outcome}") if outcome else NOTHING


def suggest_stage(word: str, definition: PipelineDefinition) -> Suggestion:
    """The stage of the pipeline, or the outcome, that a word names."""
    squeezed = squeeze(word)
    own = _own_names(definition)
    if squeezed in own:
        return Suggestion(f"stage:{own[squeezed]}")
    outcome = suggest_outcome(word)
    if outcome.choice and outcome.choice != "outcome:open":
        return outcome
    known = _known(squeezed, definition)
    if known:
        return known
    close = process.extractOne(squeezed, own.keys(), scorer=fuzz.ratio, score_cutoff=CLOSE)
    return Suggestion(f"stage:{own[close[0]]}", "likely") if close else NOTHING


def place_of(word: str, suggestion: Suggestion) -> int:
    """How far into a sale the word is, among the known ones; of a word that is not known, how far its stage is."""
    squeezed, key = squeeze(word), suggestion.choice.removeprefix("stage:")
    known = [index for index, (words, _keys) in enumerate(stage_words()) if squeezed in words]
    own = [index for index, (_words, keys) in enumerate(stage_words()) if key in keys[:1]]
    return (known or own or [0])[0]


def _own_names(definition: PipelineDefinition) -> dict[str, str]:
    names: dict[str, str] = {}
    for stage in (*definition.aside, *definition.stages):
        noun = [stage.noun.en, stage.noun.fr] if stage.noun else []
        for name in (stage.key, stage.label.en, stage.label.fr, *noun):
            names[squeeze(name)] = stage.key
    return names


def _known(squeezed: str, definition: PipelineDefinition) -> Suggestion | None:
    entries = stage_words()
    place = next((index for index, (words, _keys) in enumerate(entries) if squeezed in words), None)
    if place is None:
        return None
    here = set(definition.stage_keys())
    for distance in range(len(entries)):
        for index in (place + distance, place - distance):
            keys = entries[index][1] if 0 <= index < len(entries) else ()
            found = next((key for key in keys if key in here), None)
            if found:
                return Suggestion(f"stage:{found}", "sure" if distance == 0 else "likely")
    return None
