"""What a method shipped in the library must have beyond its shape."""

from collections.abc import Iterator
from pathlib import Path

from jalon.process.definitions import MethodDefinition
from jalon.process.library_check.stage_files import Flaw
from jalon.process.library_check.whole import STAGES
from jalon.process.reference import evidence
from jalon.process.yamlfile import YamlFile


def method_flaws(method: MethodDefinition, source: YamlFile) -> Iterator[Flaw]:
    """Find a misnamed file, a stage that is not in the library and evidence without a code."""
    stem = Path(source.file).stem
    if stem != method.key:
        yield ("key",), f"The key is {method.key} but the file is {stem}.yaml.", "Give both the same name."
    codes = [kind.code for kind in evidence()]
    for number, field in enumerate(method.fields):
        if field.required_at_stage is not None and field.required_at_stage not in STAGES:
            what = f"{field.required_at_stage} is not a stage of the library."
            yield ("fields", number, "required_at_stage"), what, "Use the key of a stage."
        if field.evidence is not None and field.evidence not in codes:
            remedy = f"Use one of: {', '.join(codes)}."
            yield ("fields", number, "evidence"), f"{field.evidence} is not an evidence code.", remedy
