"""Step 8: a pipeline has ten stages at most; beyond that, the life after the sale moves to retention."""

from jalon.process.compose.case import Case
from jalon.process.compose.draft import Draft
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.reference import composition_reason
from jalon.process.shaping.pipeline_surgery import MOST


def apply(draft: Draft, case: Case) -> Draft:
    """Give the draft with no more than ten stages in its sales pipeline."""
    if len(draft.sales.stages) <= MOST:
        return draft
    shorter = draft.with_sales(8, _until_won(draft.sales), composition_reason("too_long"))
    return shorter.offer(8, "rel.retention", composition_reason("tail"), case)


def _until_won(sales: PipelineDefinition) -> PipelineDefinition:
    last = max(sales.stage_keys().index(key) for key in sales.won_at)
    return sales.model_copy(update={"stages": sales.stages[: last + 1], "cyclic": None})
