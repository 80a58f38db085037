"""Step 4: a relationship goes on after the sale, in this pipeline or in one of retention."""

from jalon.process.compose.case import Case
from jalon.process.compose.draft import Draft
from jalon.process.definitions.pipeline import Cycle
from jalon.process.reference import composition_reason
from jalon.process.shaping.pipeline_surgery import append, has
from jalon.process.shaping.tune import tuned_stage

AFTER_SALE = ("CHECKIN", "UPSELL")


def apply(draft: Draft, case: Case) -> Draft:
    """Give the draft with its life after the sale."""
    if case.is_strong("relationship"):
        return _goes_on(draft, case)
    if case.has_existing_customers():
        return draft.offer(4, "rel.retention", composition_reason("retention"), case)
    return draft


def _goes_on(draft: Draft, case: Case) -> Draft:
    if all(has(draft.sales, key) for key in AFTER_SALE):
        return draft
    stages = [
        tuned_stage(key, models=["relationship"], pace=draft.sales.model, deal_value=case.deal_value)
        for key in AFTER_SALE
    ]
    cycle = Cycle(from_="UPSELL", to="CHECKIN")
    longer = append(draft.sales, stages).model_copy(update={"cyclic": cycle})
    return draft.with_sales(4, longer, composition_reason("after_sale"))
