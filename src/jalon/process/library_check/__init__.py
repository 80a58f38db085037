"""Checks the library and says, for each thing that is wrong, where it is and what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pydantic import BaseModel, ValidationError

from jalon.process.definitions import MethodDefinition, StageDefinition
from jalon.process.library_check.method_files import method_flaws
from jalon.process.library_check.stage_files import Flaw, stage_flaws
from jalon.process.library_check.typography import typography_errors
from jalon.process.library_check.whole import missing_stages, whole_library_errors
from jalon.process.reference import LIBRARY
from jalon.process.yamlfile import LibraryError, YamlFile, explain, read_yaml

__all__ = ["check_file", "check_library", "method_flaws", "stage_flaws"]


def check_library(root: Path = LIBRARY) -> list[LibraryError]:
    """Give every error in a library's stage and method files, then in its French and in the shipped whole."""
    found = missing_stages(root)
    for path in sorted((root / "stages").glob("*.yaml")):
        found += check_file(path, StageDefinition, stage_flaws)
    for path in sorted((root / "methods").glob("*.yaml")):
        found += check_file(path, MethodDefinition, method_flaws)
    return found or [*typography_errors(root), *(whole_library_errors() if root == LIBRARY else [])]


def check_file[M: BaseModel](
    path: Path, model: type[M], flaws: Callable[[M, YamlFile], Iterator[Flaw]]
) -> list[LibraryError]:
    """Give every error in one file."""
    try:
        source = read_yaml(path)
    except LibraryError as problem:
        return [problem]
    try:
        definition = model.model_validate(source.data)
    except ValidationError as problem:
        return explain(problem, source)
    return [source.error(*flaw) for flaw in flaws(definition, source)]
