"""Deals as a list: the board's data and filters, every pipeline or one, open or closed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q
from django.db.models import Sum as SumOf

from jalon.deals.models import Deal, DealQuerySet, Outcome, Pipeline
from jalon.deals.queries.filters import BoardFilters
from jalon.deals.queries.pipelines import pipelines_for
from jalon.deals.queries.totals import pipeline_filter
from jalon.kernel.clock import today_in
from jalon.kernel.db.keyset import Order, Page, page_after, page_of_many
from jalon.kernel.money import Money
from jalon.orgs.models import Membership

COUNT_CAP = 10_000
JOINED = ("company", "owner__user")  # outer joins only: none that an engine could begin with
SORTS = {
    "newest": Order("created_at", is_descending=True),
    "value": Order("value_minor", is_descending=True),
    "close": Order("close_on", is_nullable=True),
    "title": Order("search_key"),
}
LOST = (Outcome.LOST, Outcome.NO_DECISION, Outcome.DISQUALIFIED, Outcome.RECYCLED)
STATES: dict[str, tuple[Outcome, ...]] = {
    "open": (Outcome.OPEN,),
    "won": (Outcome.WON,),
    "lost": (Outcome.LOST,),
    "closed": (Outcome.WON, *LOST),
    "all": tuple(Outcome),
}


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal as a list shows it, relations loaded."""

    deal: Deal
    amount: Money | None


@dataclass(frozen=True, slots=True)
class DealPage:
    """A page of deals. `count` stops at COUNT_CAP (`is_capped`), and then there are no `sums`, else one a currency."""

    rows: tuple[DealRow, ...]
    after: str
    count: int
    is_capped: bool
    sums: tuple[Money, ...]
    sort: str


def deal_list(
    viewer: Membership,
    *,
    filters: BoardFilters,
    at: datetime,
    pipeline: Pipeline | None = None,
    state: str = "open",
    sort: str = "newest",
    after: str = "",
    limit: int = 50,
) -> DealPage:
    """Deals that pass the filters, `limit` at a time, after the cursor."""
    sort = sort if sort in SORTS else "newest"
    deals = listed_deals(viewer, filters=filters, at=at, pipeline=pipeline, state=state)
    page = _page(deals, viewer, pipeline, state, sort, after=after, limit=limit)
    count = deals.order_by()[: COUNT_CAP + 1].count()
    return DealPage(
        rows=tuple(DealRow(deal, Money(deal.value_minor, deal.currency)) for deal in page.rows),
        after=page.more,
        count=min(count, COUNT_CAP),
        is_capped=count > COUNT_CAP,
        sums=_sums(deals) if count <= COUNT_CAP else (),
        sort=sort,
    )


def _page(
    deals: DealQuerySet,
    viewer: Membership,
    pipeline: Pipeline | None,
    state: str,
    sort: str,
    *,
    after: str,
    limit: int,
) -> Page[Deal]:
    """Read pipeline by pipeline and outcome by outcome, as the indexes run; titles at once, in the database's order."""
    if sort == "title":
        return page_after(deals, SORTS[sort], after=after, limit=limit)
    pipelines = [pipeline] if pipeline else Pipeline.objects.visible_to(viewer)
    lists = [deals.filter(pipeline=one, outcome=outcome) for one in pipelines for outcome in _outcomes(state)]
    return page_of_many(lists, SORTS[sort], after=after, limit=limit)


def _sums(deals: DealQuerySet) -> tuple[Money, ...]:
    by_currency = deals.order_by().values_list("currency").annotate(SumOf("value_minor"))
    return tuple(Money(int(value), currency) for currency, value in sorted(by_currency))


def listed_deals(
    viewer: Membership, *, filters: BoardFilters, at: datetime, pipeline: Pipeline | None, state: str
) -> DealQuerySet:
    """The rows behind a list, unordered: what an export or "select all that match" takes."""
    today: date = today_in(viewer.workspace.time_zone, at)
    deals = filters.apply(Deal.objects.visible_to(viewer).live(), viewer=viewer, today=today)
    pipelines = Pipeline.objects.visible_to(viewer)
    deals = deals.filter(pipeline=pipeline) if pipeline else deals.filter(pipeline__in=pipelines)
    if filters.depend_on_stages():
        deals = deals.filter(_by_stage(viewer, pipeline, filters, at, today))
    return deals.filter(outcome__in=_outcomes(state)).select_related(*JOINED).prefetch_related("stage", "pipeline")


def _by_stage(viewer: Membership, pipeline: Pipeline | None, filters: BoardFilters, at: datetime, today: date) -> Q:
    """The filters that depend on stages, by the definition of each deal's pipeline."""
    condition = Q(pk__in=[])
    for one in [pipeline] if pipeline else pipelines_for(viewer):
        condition |= Q(pipeline=one) & pipeline_filter(one, filters, at, today)
    return condition


def _outcomes(state: str) -> tuple[Outcome, ...]:
    return STATES.get(state, STATES["open"])


__all__ = ["COUNT_CAP", "DealPage", "DealRow", "deal_list", "listed_deals"]
