"""Means over deals, with their interval."""

import numpy as np
import polars as pl

from jalon.analytics.kpis.figure import Figure, Kind, Unit
from jalon.analytics.kpis.intervals import Floats, bootstrap
from jalon.analytics.kpis.sales import Sales, cases_of


def mean(sales: Sales, deals: pl.DataFrame, *, kpi: str, kind: Kind, column: str, unit: Unit) -> Figure:
    """Give the mean of a column where it is known, with a bootstrap interval; None where it is known of no deal."""
    known = deals.filter(pl.col(column).is_not_null())
    values = known[column].to_numpy().astype(float)
    low, high = bootstrap(values, _mean, seed=sales.seed)
    return Figure(
        kpi=kpi,
        kind=kind,
        unit=unit,
        value=_mean(values) if known.height else None,
        n=known.height,
        low=low,
        high=high,
        window=sales.window,
        rows=cases_of(known),
    )


def _mean(values: Floats) -> float:
    return float(np.mean(values))
