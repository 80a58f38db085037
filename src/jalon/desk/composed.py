"""What answers compose: the pipelines as they would be published, under the names people gave."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jalon.desk.holding import USUAL, hold
from jalon.process import (
    AnswerError,
    Composition,
    Diagnosis,
    PipelineDefinition,
    StageDefinition,
    Text,
    compose,
    read_answers,
)

ASKED = ("q1", "q1_partners", "q1_self_service", "q2", "q2_time", "q3", "q4", "q4_named", "q4_tailored", "defines")
BUYING = ("trigger", "circle", "compare", "proof", "reassure", "sign")


def composition_of(answers: Mapping[str, Any]) -> Composition:
    """The composition, with the offered pipelines taken. Answers that the library no longer knows are left out."""
    known = {name: answers[name] for name in (*ASKED, "deal_value") if answers.get(name) is not None}
    buying = {name: answers["buying"][name] for name in BUYING if name in answers.get("buying", {})}
    composition = _composed(json.dumps({**known, "buying": buying}, sort_keys=True), answers.get("overrule") or "")
    for key in answers.get("take", []):
        if key in [one.definition.key for one in composition.offered() if one.offered]:
            composition = composition.take(key)
    return composition


def diagnosis_of(answers: Mapping[str, Any]) -> Diagnosis:
    """The verdict on the answers so far."""
    return composition_of(answers).diagnosis


def definitions_of(answers: Mapping[str, Any]) -> list[PipelineDefinition]:
    """The pipelines to publish, the sales pipeline first, renamed as people asked, with the criteria that hold."""
    names, labels = answers.get("renames", {}), answers.get("pipeline_names", {})
    plain = {one.key: one for one in _kept({**answers, "buying": {}})}
    held = [hold(one, answers.get("hold", USUAL), plain=plain.get(one.key, one)) for one in _kept(answers)]
    return [_renamed(one, names.get(one.key, {}), labels.get(one.key, "")) for one in held]


def _kept(answers: Mapping[str, Any]) -> list[PipelineDefinition]:
    return [one.definition for one in composition_of(answers).pipelines if not one.offered]


def _renamed(definition: PipelineDefinition, names: Mapping[str, str], label: str) -> PipelineDefinition:
    """A name that people gave holds in both languages and both sets of names: it is their own word."""
    stages = tuple(_named(stage, names.get(stage.key, "")) for stage in definition.stages)
    own = {"label": _own(label)} if label else {}
    return definition.model_copy(update={"stages": stages, **own})


def _named(stage: StageDefinition, name: str) -> StageDefinition:
    return stage.model_copy(update={"label": _own(name), "noun": _own(name)}) if name else stage


def _own(name: str) -> Text:
    return Text(en=name, fr=name)


@lru_cache(maxsize=256)
def _composed(answers: str, overrule: str) -> Composition:
    try:
        read = read_answers(json.loads(answers))
    except AnswerError as problem:
        return _composed(json.dumps(_without(json.loads(answers), problem.field)), overrule)
    return compose(read, overrule=overrule or None)  # type: ignore[arg-type]


def _without(answers: dict[str, Any], field: str) -> dict[str, Any]:
    """The answers but the one at `field` ("q1" or "buying.proof")."""
    name, _dot, inner = field.partition(".")
    if not inner:
        return {key: value for key, value in answers.items() if key != name}
    return {**answers, name: {key: value for key, value in answers[name].items() if key != inner}}
