"""Deals as a list: the board's data and filters, every pipeline or one, open or closed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models import Sum as SumOf

from jalon.deals.models import Deal, DealQuerySet, Pipeline
from jalon.deals.queries.filters import BoardFilters
from jalon.deals.queries.pipelines import pipelines_for
from jalon.deals.queries.totals import health_filter
from jalon.kernel.clock import today_in
from jalon.kernel.db.keyset import Order, page_after
from jalon.kernel.money import Money
from jalon.orgs.models import Membership

COUNT_CAP = 10_000
SORTS = {
    "newest": Order("created_at", is_descending=True),
    "value": Order("value_minor", is_descending=True),
    "close": Order("close_on", is_nullable=True),
    "title": Order("search_key"),
}
STATES = ("open", "won", "lost", "closed", "all")


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
    page = page_after(deals, SORTS[sort], after=after, limit=limit)
    count, sums = _counted(deals)
    return DealPage(
        rows=tuple(DealRow(deal, Money(deal.value_minor, deal.currency)) for deal in page.rows),
        after=page.more,
        count=min(count, COUNT_CAP),
        is_capped=count > COUNT_CAP,
        sums=sums if count <= COUNT_CAP else (),
        sort=sort,
    )


def _counted(deals: DealQuerySet) -> tuple[int, tuple[Money, ...]]:
    """How many there are, up to one more than COUNT_CAP, and their sums."""
    counted = deals.order_by().values("id")[: COUNT_CAP + 1]
    by_currency = Deal.objects.filter(pk__in=counted).order_by().values_list("currency")
    found = sorted(by_currency.annotate(SumOf("value_minor"), Count("id")))
    sums = tuple(Money(int(value), currency) for currency, value, _count in found)
    return sum(count for _currency, _value, count in found), sums


def listed_deals(
    viewer: Membership, *, filters: BoardFilters, at: datetime, pipeline: Pipeline | None, state: str
) -> DealQuerySet:
    """The rows behind a list, unordered: what an export or "select all that match" takes."""
    today: date = today_in(viewer.workspace.time_zone, at)
    deals = filters.apply(Deal.objects.visible_to(viewer).live(), viewer=viewer, today=today)
    if pipeline is not None:
        deals = deals.filter(pipeline=pipeline)
    if filters.health:
        deals = deals.filter(_healthy(viewer, pipeline, filters, at, today))
    return deals.filter(_state(state)).select_related("company", "owner__user", "stage", "pipeline")


def _healthy(viewer: Membership, pipeline: Pipeline | None, filters: BoardFilters, at: datetime, today: date) -> Q:
    """The health filter, by the norms of each deal's pipeline."""
    condition = Q(pk__in=[])
    for one in [pipeline] if pipeline else pipelines_for(viewer):
        condition |= Q(pipeline=one) & health_filter(one, filters, at, today)
    return condition


def _state(state: str) -> Q:
    conditions = {
        "open": Q(outcome="open"),
        "won": Q(outcome="won"),
        "lost": Q(outcome="lost"),
        "closed": ~Q(outcome="open"),
        "all": Q(),
    }
    return conditions.get(state, conditions["open"])


__all__ = ["COUNT_CAP", "DealPage", "DealRow", "deal_list", "listed_deals"]
