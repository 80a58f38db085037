"""Tell the stages of a file apart: words that would share a stage for want of their own take the next free one."""

from collections.abc import Sequence

from jalon.imports.mapping.stages import Suggestion, place_of, suggest_stage
from jalon.process import PipelineDefinition

STAGE = "stage:"


def suggest_stages(words: Sequence[str], definition: PipelineDefinition) -> dict[str, Suggestion]:
    """What each word means, in the order of the file.

    A word whose own stage is missing stands in the nearest one. Where another word of the file stands there already,
    the later of the two, as sales go, moves on to the next stage, but never past a word that is sure of its stage, nor
    past the end of the sale.
    """
    found = {word: suggest_stage(word, definition) for word in words}
    last, last_place = -1, -1
    for word in _as_sales_go(found, definition):
        place, position = place_of(word, found[word]), _position(found[word], definition)
        if found[word].sure == "likely" and position <= last and place > last_place:
            free = last + 1
            if free < _limit(found, definition, after=place):
                found[word] = Suggestion(f"{STAGE}{definition.stage_keys()[free]}", "likely")
                position = free
        last, last_place = max(last, position), place
    return found


def _as_sales_go(found: dict[str, Suggestion], definition: PipelineDefinition) -> list[str]:
    staged = [word for word in found if _position(found[word], definition) >= 0]
    return sorted(staged, key=lambda word: (_position(found[word], definition), place_of(word, found[word])))


def _position(suggestion: Suggestion, definition: PipelineDefinition) -> int:
    """Counted from 0; -1 for an outcome, a stage aside, or nothing."""
    _stage, _colon, key = suggestion.choice.partition(STAGE)
    return definition.stage_keys().index(key) if key in definition.stage_keys() else -1


def _limit(found: dict[str, Suggestion], definition: PipelineDefinition, *, after: int) -> int:
    """The first position that is not free: of a sure word that comes later in a sale, or behind the stage that wins."""
    sure = {word: one for word, one in found.items() if one.sure == "sure" and place_of(word, one) > after}
    staged = [position for one in sure.values() if (position := _position(one, definition)) >= 0]
    wins = [place for place, key in enumerate(definition.stage_keys(), start=1) if definition.wins_on_leaving(key)]
    return min([len(definition.stages), *wins[-1:], *staged])
