"""Loads the stages, pipelines, methods and overrides of the library, each validated once and then kept."""

from functools import cache

from jalon.process.definitions.change import Overrides
from jalon.process.definitions.method import MethodDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.reference import LIBRARY
from jalon.process.yamlfile import read_yaml, validate

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
def overrides() -> Overrides:
    """Give what each model changes in shared stages."""
    return validate(Overrides, read_yaml(LIBRARY / "overrides.yaml"))


@cache
def methods() -> tuple[MethodDefinition, ...]:
    """Give the qualification and selling methods."""
    paths = sorted((LIBRARY / "methods").glob("*.yaml"))
    return tuple(validate(MethodDefinition, read_yaml(path)) for path in paths)
