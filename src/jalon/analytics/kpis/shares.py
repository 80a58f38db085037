"""Shares of rows, with their interval."""

import polars as pl

from jalon.analytics.kpis.figure import Figure, Kind
from jalon.analytics.kpis.intervals import wilson
from jalon.analytics.kpis.sales import Sales, cases_of


def share(sales: Sales, hits: pl.DataFrame, among: pl.DataFrame, *, kpi: str, kind: Kind, of: str = "") -> Figure:
    """Give hits ÷ among with Wilson's interval; the rows are those of the hits."""
    low, high = wilson(hits.height, among.height)
    return Figure(
        kpi=kpi,
        kind=kind,
        unit="share",
        of=of,
        value=hits.height / among.height if among.height else None,
        n=among.height,
        low=low,
        high=high,
        window=sales.window,
        rows=cases_of(hits),
    )
