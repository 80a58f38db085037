"""Step 5: leads from both directions, and target accounts, each deserve a sales pipeline of their own."""

from jalon.process.compose.case import Case
from jalon.process.compose.draft import Draft
from jalon.process.reference import composition_reason

FOUND_BY_US = ("PROSPECT", "IDACC")


def apply(draft: Draft, case: Case) -> Draft:
    """Give the draft with the other head, and with target accounts, offered where they exist."""
    if case.goes_both_ways():
        if draft.sales.stages[0].key in FOUND_BY_US:
            draft = draft.offer(5, "inb.sales", composition_reason("second_head_inbound"), case)
        else:
            draft = draft.offer(5, "out.sales", composition_reason("second_head_outbound"), case)
    if case.is_strong("abs") and case.diagnosis.dominant != "abs":
        draft = draft.offer(5, "abs.sales", composition_reason("target_accounts"), case)
    return draft
