"""K02 Origin mix: from whom cases came, among those whose origin is known."""

from dataclasses import replace

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales, within
from jalon.analytics.kpis.shares import share


def origin_mix(sales: Sales) -> list[Figure]:
    """Give the share of each first direction; `least` and `most` bound it, were all the unknown of another or of it."""
    began = within(sales.deals, "first_at", sales.window)
    known = began.filter(began["direction"].is_not_null())
    return [_share(sales, origin, known, began) for origin in sorted(known["direction"].unique())]


def _share(sales: Sales, origin: str, known: pl.DataFrame, began: pl.DataFrame) -> Figure:
    found = known.filter(known["direction"] == origin)
    unknown = began.height - known.height
    bounds: dict[str, float | None] = {
        "unknown": unknown / began.height,
        "least": found.height / began.height,
        "most": (found.height + unknown) / began.height,
    }
    return replace(share(sales, found, known, kpi="K02", kind="flow", of=origin), beside=bounds)
