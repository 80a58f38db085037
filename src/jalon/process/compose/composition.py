"""What composing gives: the sales pipeline proposed, the others offered, and why."""

from dataclasses import dataclass, replace

from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text
from jalon.process.diagnosis import Diagnosis
from jalon.process.shaping.pipeline_surgery import FEWEST, start_at


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step of the composition that changed something: its number, the pipeline it touched, and why."""

    number: int
    pipeline: str
    why: Text


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """Where a prospecting pipeline hands its records over."""

    pipeline: str
    stage: str


@dataclass(frozen=True, kw_only=True)
class ComposedPipeline:
    """A pipeline with its reason; an offered one waits until the user takes it."""

    definition: PipelineDefinition
    offered: bool
    reason: Text
    hands_over: HandOver | None = None


@dataclass(frozen=True, kw_only=True)
class Composition:
    """The pipelines composed, the proposed sales pipeline first, and every step in order."""

    diagnosis: Diagnosis
    pipelines: tuple[ComposedPipeline, ...]
    steps: tuple[Step, ...]

    def proposed(self) -> ComposedPipeline:
        """Give the sales pipeline to start with."""
        return self.pipelines[0]

    def offered(self) -> tuple[ComposedPipeline, ...]:
        """Give the other pipelines, to be taken now or later."""
        return self.pipelines[1:]

    def pipeline(self, key: str) -> ComposedPipeline:
        """Give one pipeline; KeyError when it was not composed."""
        for composed in self.pipelines:
            if composed.definition.key == key:
                return composed
        raise KeyError(key)

    def take(self, key: str) -> "Composition":
        """Give the composition with an offered pipeline taken; KeyError when it was not composed.

        When it hands records over, the sales pipeline starts at its first stage after the hand-over.
        """
        taken = self.pipeline(key)
        changed = [replace(one, offered=False) if one is taken else one for one in self.pipelines]
        if taken.hands_over is not None:
            changed[0] = replace(changed[0], definition=_after(changed[0].definition, taken.hands_over.stage))
        return replace(self, pipelines=tuple(changed))


def _after(sales: PipelineDefinition, stage: str) -> PipelineDefinition:
    """Start at the hand-over; a pipeline that would become too short only enters there."""
    place = sales.position(stage) or 1
    if len(sales.stages) - place + 1 < FEWEST:
        return sales.model_copy(update={"entry": stage})
    return start_at(sales, stage)
