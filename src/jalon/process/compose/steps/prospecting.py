"""Step 6: prospecting can have a pipeline of its own, which hands over to the sale."""

from jalon.process.compose.case import Case
from jalon.process.compose.composition import HandOver
from jalon.process.compose.draft import Draft
from jalon.process.definitions.pipeline import PipelineDefinition
from jalon.process.reference import composition_reason
from jalon.process.shaping.pipeline_surgery import has


def apply(draft: Draft, case: Case) -> Draft:
    """Give the draft with prospecting offered in each strong direction."""
    if case.is_strong("outbound"):
        at = _hand_over(draft.sales, after_qualifying=False)
        draft = draft.offer(6, "out.prospecting", composition_reason("prospecting_outbound"), case, at)
    if case.is_strong("inbound"):
        at = _hand_over(draft.sales, after_qualifying=True)
        draft = draft.offer(6, "inb.leads", composition_reason("prospecting_inbound"), case, at)
    return draft


def _hand_over(sales: PipelineDefinition, *, after_qualifying: bool) -> HandOver:
    """Find where records enter: inbound leads arrive qualified, the others still have to be."""
    stage = sales.first_stage()
    if has(sales, "QUALIFY"):
        following = sales.next_stage("QUALIFY") if after_qualifying else None
        stage = following or sales.stage("QUALIFY")
    elif has(sales, "PRES1"):
        stage = sales.stage("PRES1")
    return HandOver(pipeline=sales.key, stage=stage.key)
