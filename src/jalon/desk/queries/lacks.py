"""What the book lacks to be worked: amounts, dates, next steps, owners; each count is that of the list it opens."""

from dataclasses import dataclass
from datetime import datetime

from jalon.deals.models import Pipeline
from jalon.deals.queries import BoardFilters
from jalon.deals.queries.deal_list import listed_deals
from jalon.orgs.models import Membership

LACKING = {
    "amount": BoardFilters(amount="none"),
    "close": BoardFilters(close="none"),
    "next_step": BoardFilters(next_step="none"),
    "owner": BoardFilters(owner="none"),
    "company": BoardFilters(company="none"),
}


@dataclass(frozen=True, slots=True)
class Lack:
    """So many open deals of a pipeline lack one thing; `what` is amount, close, next_step, owner or company."""

    pipeline: Pipeline
    what: str
    count: int
    filters: BoardFilters


def lacks(viewer: Membership, *, pipelines: list[Pipeline], at: datetime) -> list[Lack]:
    """What open deals lack, pipeline by pipeline; what none lacks is left out."""
    found = [
        Lack(pipeline, what, _count(viewer, pipeline, filters, at), filters)
        for pipeline in pipelines
        for what, filters in LACKING.items()
    ]
    return [lack for lack in found if lack.count]


def _count(viewer: Membership, pipeline: Pipeline, filters: BoardFilters, at: datetime) -> int:
    return listed_deals(viewer, filters=filters, at=at, pipeline=pipeline, state="open").count()
