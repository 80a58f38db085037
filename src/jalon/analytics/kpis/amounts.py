"""Sums of amounts, with how many are not known."""

import polars as pl

from jalon.analytics.kpis.figure import Figure, Kind
from jalon.analytics.kpis.sales import Sales, cases_of


def total(sales: Sales, deals: pl.DataFrame, *, kpi: str, kind: Kind, column: str) -> Figure:
    """Give the sum of a column of amounts; `without_amount` says how many deals it leaves out."""
    known = deals.filter(pl.col(column).is_not_null())
    return Figure(
        kpi=kpi,
        kind=kind,
        unit="amount",
        value=float(known[column].sum()),
        n=known.height,
        window=sales.window,
        rows=cases_of(known),
        beside={"without_amount": deals.height - known.height},
    )
