"""Reads pipeline files, whose stages are complete or name library stages and what differs."""

from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from jalon.process.definitions.change import StageChange
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.library import load_stage, stage_keys
from jalon.process.reference import LIBRARY
from jalon.process.shaping.change_stage import change_stage
from jalon.process.yamlfile import LibraryError, Place, YamlFile, explain, read_yaml, together

COMPLETE = {"label", "buyer_phase", "exit"}  # a stage written with these stands by itself
COMPOSED = ("offered", "reason", "hands_over")  # what a composition says beside a definition


@cache
def load_plain_pipeline(key: str) -> tuple[PipelineDefinition, str]:
    """Give a pipeline of the library before tuning, and the model that it is to be tuned to."""
    source = read_yaml(LIBRARY / "pipelines" / f"{key}.yaml")
    tuned_as = source.data.pop("tuned_as", None) if isinstance(source.data, dict) else None
    pipeline = read_pipeline(source, ())
    return pipeline, str(tuned_as or pipeline.model)


def load_pipeline_file(path: Path) -> PipelineDefinition:
    """Load a user's own pipeline; from the file of a composition, the proposed one."""
    source = read_yaml(path)
    return read_pipeline(source, pipeline_places(source)[0])


def pipeline_places(source: YamlFile) -> list[Place]:
    """Give where pipelines stand in a file: at its top, or in the list that a composition writes."""
    listed = source.data.get("pipelines") if isinstance(source.data, dict) else None
    if isinstance(listed, list) and listed:
        return [("pipelines", number) for number in range(len(listed))]
    return [()]


def read_pipeline(source: YamlFile, place: Place) -> PipelineDefinition:
    """Turn what stands at `place` into a self-contained pipeline; LibraryError with everything that is wrong."""
    data = source.at(place)
    if not isinstance(data, dict):
        raise source.error(place, "A pipeline is a list of keys and values.", "Start with key, model and stages.")
    data = {name: value for name, value in data.items() if not (place and name in COMPOSED)}
    wrong: dict[Place, LibraryError] = {}
    for name in ("stages", "aside"):
        if isinstance(data.get(name), list):
            data[name] = _stages(data[name], source, place, name, wrong)
    try:
        pipeline = PipelineDefinition.model_validate(data)
    except ValidationError as problem:
        raise together([*wrong.values(), *explain(problem, source, place, aside=wrong.keys())]) from None
    if wrong:
        raise together(wrong.values())
    return pipeline


def _stages(
    entries: list[Any], source: YamlFile, place: Place, name: str, wrong: dict[Place, LibraryError]
) -> list[Any]:
    """Give the stages of a list, those that cannot be read as they are written, and note these in `wrong`."""
    read = []
    for number, entry in enumerate(entries):
        try:
            read.append(_stage(entry, source, (*place, name, number)))
        except LibraryError as error:
            wrong[(name, number)] = error
            read.append(entry)
    return read


def _stage(entry: Any, source: YamlFile, place: Place) -> Any:
    """Replace a reference to a library stage by the stage, changed as the entry says."""
    if isinstance(entry, str):
        return _library_stage(entry, source, place)
    if not isinstance(entry, dict) or _stands_by_itself(entry):
        return entry
    base = _library_stage(str(entry["key"]), source, (*place, "key"))
    fields = {name: value for name, value in entry.items() if name in StageDefinition.model_fields}
    changes = {name: value for name, value in entry.items() if name not in fields}
    try:
        whole = StageDefinition.model_validate(_over(base.model_dump(), fields))
        return change_stage(whole, StageChange.model_validate(changes))
    except ValidationError as problem:
        raise together(explain(problem, source, place)) from None


def _stands_by_itself(entry: dict[str, Any]) -> bool:
    """Tell a stage of the user's own from a change to one of the library."""
    if "key" not in entry or entry.keys() >= COMPLETE:
        return True
    return entry["key"] not in stage_keys() and bool(entry.keys() & {"label", "buyer_phase"})


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
