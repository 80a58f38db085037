"""Step 7: partners, self-service and existing customers each bring their own pipelines."""

from jalon.process.compose.case import Case
from jalon.process.compose.draft import Draft
from jalon.process.reference import composition_reason


def apply(draft: Draft, case: Case) -> Draft:
    """Give the draft with the pipelines of the other ways of selling."""
    if case.is_strong("channel"):
        draft = draft.offer(7, "chn.partner", composition_reason("partners"), case)
        draft = draft.offer(7, "chn.deals", composition_reason("partner_deals"), case)
    if case.is_strong("transactional"):
        draft = draft.offer(7, "trx.sales", composition_reason("self_service"), case)
    if case.has_existing_customers():
        draft = draft.offer(7, "add.sales", composition_reason("existing_customers"), case)
    return draft
