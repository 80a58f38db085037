"""K32 Sales cycle: how long an opportunity takes to be decided, one way or the other."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales, cases_of, within
from jalon.analytics.survival import KaplanMeier


def sales_cycle(sales: Sales) -> list[Figure]:
    """Give Kaplan–Meier's median over the opportunities of the window, open ones censored; not the mean of the won."""
    cohort = within(sales.opportunities(), "line_at", sales.window)
    watched = sales.watched(cohort, "line_at", "closed_at")
    curve = cycle_of(watched)
    low, high = curve.quantile_interval(0.5)
    return [
        Figure(
            kpi="K32",
            kind="cohort",
            unit="days",
            value=curve.quantile(0.5),
            n=watched.height,
            low=low,
            high=high,
            window=sales.window,
            rows=cases_of(watched),
            beside={"p90": curve.quantile(0.9), "open": watched["closed_at"].null_count()},
        )
    ]


def cycle_of(watched: pl.DataFrame) -> KaplanMeier:
    """Kaplan–Meier of how long opportunities take to be decided, in days since the opportunity line."""
    return KaplanMeier().fit(watched["days"], watched["closed_at"].is_not_null(), entries=watched["entry_days"])
