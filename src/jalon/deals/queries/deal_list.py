"""Deals as a list: the board's data and filters, every pipeline or one, open or closed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.db.models import Sum as SumOf

from jalon.deals.models import Deal, DealQuerySet, Pipeline
from jalon.deals.queries.filters import BoardFilters
from jalon.deals.queries.totals import health_filter
from jalon.kernel.clock import today_in
from jalon.kernel.money import Money
from jalon.orgs.models import Membership

COUNT_CAP = 10_000
SORTS = {
    "newest": ("-created_at", "created_at"),
    "value": ("-value_minor", "value_minor"),
    "close": ("close_on", "close_on"),
    "title": ("search_key", "search_key"),
}
STATES = ("open", "won", "lost", "closed", "all")


@dataclass(frozen=True, slots=True)
class DealRow:
    """A deal as a list shows it, relations loaded."""

    deal: Deal
    amount: Money | None


@dataclass(frozen=True, slots=True)
class DealPage:
    """A page of deals. `count` stops at COUNT_CAP (`is_capped`); `sums` are over the counted deals, by currency."""

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
    rows = _page(deals, sort, after, limit)
    counted = deals.order_by().values("id")[:COUNT_CAP]
    sums = Deal.objects.filter(pk__in=counted).order_by().values_list("currency")
    found = list(sums.annotate(SumOf("value_minor"), Count("id")))
    count = sum(deals_in for _currency, _value, deals_in in found)
    return DealPage(
        rows=tuple(DealRow(deal, Money(deal.value_minor, deal.currency)) for deal in rows[:limit]),
        after=_cursor(rows[limit - 1], sort) if len(rows) > limit else "",
        count=count,
        is_capped=count == COUNT_CAP,
        sums=tuple(Money(value, currency) for currency, value, _n in sorted(found)),
        sort=sort,
    )


def listed_deals(
    viewer: Membership, *, filters: BoardFilters, at: datetime, pipeline: Pipeline | None, state: str
) -> DealQuerySet:
    """The rows behind a list, unordered: what an export or "select all that match" takes."""
    today: date = today_in(viewer.workspace.time_zone, at)
    deals = filters.apply(Deal.objects.visible_to(viewer).live(), viewer=viewer, today=today)
    if pipeline is not None:
        deals = deals.filter(pipeline=pipeline).filter(health_filter(pipeline, filters, at, today))
    return deals.filter(_state(state)).select_related("company", "owner__user", "stage", "pipeline")


def _state(state: str) -> Q:
    conditions = {
        "open": Q(outcome="open"),
        "won": Q(outcome="won"),
        "lost": Q(outcome="lost"),
        "closed": ~Q(outcome="open"),
        "all": Q(),
    }
    return conditions.get(state, conditions["open"])


def _page(deals: DealQuerySet, sort: str, after: str, limit: int) -> list[Deal]:
    order, field = SORTS[sort]
    if sort != "close":
        return list(deals.filter(_past(after, order, field)).order_by(order, "id")[: limit + 1])
    rows: list[Deal] = []
    if not after.startswith("|"):
        dated = deals.exclude(close_on=None).filter(_past(after, order, field))
        rows = list(dated.order_by("close_on", "id")[: limit + 1])
    if len(rows) <= limit:
        undated = deals.filter(close_on=None)
        undated = undated.filter(id__gt=after[1:]) if after.startswith("|") else undated
        rows += list(undated.order_by("id")[: limit + 1 - len(rows)])
    return rows


def _past(after: str, order: str, field: str) -> Q:
    if not after:
        return Q()
    value, _, last = after.rpartition("|")
    side = "lt" if order.startswith("-") else "gt"
    return Q(**{f"{field}__{side}": value}) | Q(**{field: value, "id__gt": last})


def _cursor(deal: Deal, sort: str) -> str:
    value: Any = getattr(deal, SORTS[sort][1])
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return f"{text}|{deal.pk}"


__all__ = ["COUNT_CAP", "DealPage", "DealRow", "deal_list", "listed_deals"]
