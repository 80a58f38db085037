"""What a lint rule is, what it finds, and how it names things in both languages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.stage import StageDefinition
from jalon.process.definitions.text import Text

type Severity = Literal["error", "warning", "advice"]
type Place = tuple[str | int, ...]
type Check = Callable[[PipelineDefinition], Iterator[Spot]]


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One thing that a rule noticed, where in the definition it stands, and what to do about it.

    `severity` is given only where it differs from the rule's own.
    """

    place: Place = ()
    message: Text
    remedy: Text
    severity: Severity | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """A rule with its code, how serious a breach is, what it asks for and why."""

    code: str
    severity: Severity
    title: Text
    why: Text
    check: Check


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One breach of a rule in a pipeline; `stage` is the key of the stage concerned, if any."""

    code: str
    severity: Severity
    stage: str | None
    place: Place
    message: Text
    remedy: Text


def both(en: str, fr: str) -> Text:
    """Write a text in both languages."""
    return Text(en=en, fr=fr)


def named(stage: StageDefinition) -> Text:
    """Quote the name of a stage."""
    return Text(en=f"“{stage.label.en}”", fr=f"« {stage.label.fr} »")


def listed(words: list[str]) -> str:
    """Put words in a row."""
    return ", ".join(words)


def stage_places(pipeline: PipelineDefinition) -> Iterator[tuple[Place, StageDefinition]]:
    """Give every stage with its place, ordered ones first, then those aside."""
    for number, stage in enumerate(pipeline.stages):
        yield ("stages", number), stage
    for number, stage in enumerate(pipeline.aside):
        yield ("aside", number), stage
