"""The composition in progress: the sales pipeline, what is offered beside it, and the steps so far."""

from dataclasses import dataclass, replace

from jalon.process.compose.case import Case
from jalon.process.compose.composition import ComposedPipeline, HandOver, Step
from jalon.process.compose.shape import shape
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.definitions.text import Text


@dataclass(frozen=True, kw_only=True)
class Draft:
    """An unfinished composition; each step gives the next one."""

    sales: PipelineDefinition
    offers: tuple[ComposedPipeline, ...] = ()
    steps: tuple[Step, ...] = ()

    def with_sales(self, number: int, sales: PipelineDefinition, why: Text) -> "Draft":
        """Give the draft with a changed sales pipeline and the step that changed it."""
        step = Step(number=number, pipeline=sales.key, why=why)
        return replace(self, sales=sales, steps=(*self.steps, step))

    def offer(self, number: int, key: str, why: Text, case: Case, hands_over: HandOver | None = None) -> "Draft":
        """Give the draft with one more pipeline offered, unless it is there already."""
        if key in [self.sales.key, *(offer.definition.key for offer in self.offers)]:
            return self
        definition, shaping = shape(key, case)
        offered = ComposedPipeline(definition=definition, offered=True, reason=why, hands_over=hands_over)
        step = Step(number=number, pipeline=key, why=why)
        return replace(self, offers=(*self.offers, offered), steps=(*self.steps, step, *shaping))
