"""K02 Origin mix: from whom cases came, among those whose origin is known."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.intervals import wilson
from jalon.analytics.kpis.sales import Sales, cases_of, within


def origin_mix(sales: Sales) -> list[Figure]:
    """Give the share of each first direction; `least` and `most` bound it, were all the unknown of another or of it."""
    began = within(sales.deals, "first_at", sales.window)
    known = began.filter(began["direction"].is_not_null())
    return [_share(sales, origin, known, began) for origin in sorted(known["direction"].unique())]


def _share(sales: Sales, origin: str, known: pl.DataFrame, began: pl.DataFrame) -> Figure:
    found = known.filter(known["direction"] == origin)
    unknown = began.height - known.height
    low, high = wilson(found.height, known.height)
    return Figure(
        kpi="K02",
        kind="flow",
        unit="share",
        of=origin,
        value=found.height / known.height,
        n=known.height,
        low=low,
        high=high,
        window=sales.window,
        rows=cases_of(found),
        beside={
            "unknown": unknown / began.height,
            "least": found.height / began.height,
            "most": (found.height + unknown) / began.height,
        },
    )
