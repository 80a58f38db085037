"""Keep deals findable by the name that their company has now."""

from jalon.deals.actions._claim import hold_deals
from jalon.deals.actions._value import deal_search_key
from jalon.deals.models import Deal
from jalon.timeline.models import Event

BATCH = 1_000


def follow_company(event: Event) -> None:
    """Write the search keys of the company's deals anew when its name changed; no edit of theirs is counted.

    Whoever edits one of them meanwhile waits, or is waited for: a title is read once nobody can change it.
    """
    if "name" not in event.particulars["fields"]:
        return
    deals = Deal.objects.filter(company_id=event.subject_id)
    hold_deals(deals.values_list("pk", flat=True))
    renamed = list(deals.select_related("company").only("title", "company__name"))
    for deal in renamed:
        deal.search_key = deal_search_key(deal)
    Deal.objects.bulk_update(renamed, ["search_key"], batch_size=BATCH)
