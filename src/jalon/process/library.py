"""Loads the stages, pipelines, methods and overrides of the library, each validated once and then kept."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jalon.process.definitions.change import Overrides, StageChange
from jalon.process.definitions.method import MethodDefinition
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.reference import LIBRARY
from jalon.process.shaping.change_stage import change_stage
from jalon.process.yamlfile import Place, YamlFile, explain, read_yaml, validate

COMPLETE = {"label", "buyer_phase", "exit"}  # a stage written with these stands by itself


@cache
def stage_keys() -> tuple[str, ...]:
    """Give the keys of the library's stages."""
    return tuple(sorted(path.stem.upper() for path in (LIBRARY / "stages").glob("*.yaml")))


@cache
def load_stage(key: str) -> StageDefinition:
    """Give a stage of the library; LibraryError when there is none of this key or it is broken."""
    return validate(StageDefinition, read_yaml(LIBRARY / "stages" / f"{key.lower()}.yaml"))


@cache
def pipeline_keys() -> tuple[str, ...]:
    """Give the keys of the library's pipelines."""
    return tuple(sorted(path.stem for path in (LIBRARY / "pipelines").glob("*.yaml")))


@cache
def load_plain_pipeline(key: str) -> tuple[PipelineDefinition, str]:
    """Give a pipeline of the library before tuning, and the model that it is to be tuned to."""
    source = read_yaml(LIBRARY / "pipelines" / f"{key}.yaml")
    tuned_as = source.data.pop("tuned_as", None) if isinstance(source.data, dict) else None
    pipeline = read_pipeline(source)
    return pipeline, str(tuned_as or pipeline.model)


@cache
def overrides() -> Overrides:
    """Give what each model changes in shared stages."""
    return validate(Overrides, read_yaml(LIBRARY / "overrides.yaml"))


@cache
def methods() -> tuple[MethodDefinition, ...]:
    """Give the qualification and selling methods."""
    paths = sorted((LIBRARY / "methods").glob("*.yaml"))
    return tuple(validate(MethodDefinition, read_yaml(path)) for path in paths)


def load_pipeline_file(path: Path) -> PipelineDefinition:
    """Load a user's own pipeline; its stages are complete, or name library stages and what differs."""
    return read_pipeline(read_yaml(path))


def read_pipeline(source: YamlFile) -> PipelineDefinition:
    """Turn a file into a self-contained pipeline; LibraryError for the first thing that does not fit."""
    if not isinstance(source.data, dict):
        raise source.error((), "A pipeline is a list of keys and values.", "Start with key, model and stages.")
    data = dict(source.data)
    for name in ("stages", "aside"):
        if isinstance(data.get(name), list):
            data[name] = [_stage(entry, source, (name, n)) for n, entry in enumerate(data[name])]
    try:
        return PipelineDefinition.model_validate(data)
    except ValidationError as problem:
        raise explain(problem, source)[0] from None


def _stage(entry: Any, source: YamlFile, place: Place) -> Any:
    """Replace a reference to a library stage by the stage, changed as the entry says."""
    if isinstance(entry, str):
        return _library_stage(entry, source, place)
    if not isinstance(entry, dict) or entry.keys() >= COMPLETE or "key" not in entry:
        return entry
    base = _library_stage(str(entry["key"]), source, (*place, "key"))
    fields = {name: value for name, value in entry.items() if name in StageDefinition.model_fields}
    changes = {name: value for name, value in entry.items() if name not in fields}
    try:
        whole = StageDefinition.model_validate(_over(base.model_dump(), fields))
        return change_stage(whole, StageChange.model_validate(changes))
    except ValidationError as problem:
        raise explain(problem, source, place)[0] from None


def _over(base: dict[str, Any], fields: dict[str, Any]) -> dict[str, Any]:
    """Lay the entry's fields over the stage; the five W and two H are replaced one by one."""
    merged = base | fields
    if isinstance(fields.get("five_w_two_h"), dict):
        merged["five_w_two_h"] = base["five_w_two_h"] | fields["five_w_two_h"]
    return merged


def _library_stage(key: str, source: YamlFile, place: Place) -> StageDefinition:
    if key in stage_keys():
        return load_stage(key)
    guess = get_close_matches(key.upper(), stage_keys(), n=1)
    remedy = f"Did you mean {guess[0]}?" if guess else "Write the stage out with label, buyer_phase and exit."
    raise source.error(place, f"{key} is not a stage of the library.", remedy)
