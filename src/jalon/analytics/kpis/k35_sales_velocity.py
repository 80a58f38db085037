"""K35 Sales velocity: opportunities × win rate × value ÷ cycle, the four of one cohort, in money a day."""

from datetime import UTC

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.k29_win_curve import WON, curve_of
from jalon.analytics.kpis.k32_sales_cycle import cycle_of
from jalon.analytics.kpis.sales import DAY, Sales, cases_of, within


def sales_velocity(sales: Sales) -> list[Figure]:
    """Give the product over the opportunities of the window, with its four inputs.

    The win rate is where the win curve ends, the cycle the median of K32: open deals are censored in both. The product
    takes all of them as worked at the same time. Beside it, `steady` takes as many as were open at once on average
    (Little's law), and `realised` is the money won a day in the window: a product of averages is not the average of
    products.
    """
    cohort = within(sales.opportunities(), "line_at", sales.window)
    watched = sales.watched(cohort, "line_at", "closed_at")
    inputs = {
        "opportunities": float(cohort.height),
        "win_rate": curve_of(watched).at(float("inf"), WON) if cohort.height else None,
        "average": _mean(cohort.filter(pl.col("outcome") == "won")),
        "cycle_days": cycle_of(watched).quantile(0.5),
    }
    return [
        Figure(
            kpi="K35",
            kind="cohort",
            unit="amount per day",
            value=_product(**inputs),
            n=cohort.height,
            window=sales.window,
            rows=cases_of(cohort),
            beside=inputs
            | {"steady": _product(**inputs | {"opportunities": _at_once(sales)}), "realised": _realised(sales)},
        )
    ]


def _product(
    *, opportunities: float | None, win_rate: float | None, average: float | None, cycle_days: float | None
) -> float | None:
    if opportunities is None or win_rate is None or average is None or not cycle_days:
        return None
    return opportunities * win_rate * average / cycle_days


def _mean(won: pl.DataFrame) -> float | None:
    mean = won["amount_last"].mean()
    return mean if isinstance(mean, float) else None


def _at_once(sales: Sales) -> float:
    """How many opportunities were open at the same time, on average over the window."""
    start, end = sales.window.start.astimezone(UTC), sales.window.end.astimezone(UTC)
    opened = pl.col("line_at").clip(start, end)
    closed = pl.col("closed_at").fill_null(end).clip(start, end)
    days = sales.opportunities().select((closed - opened).dt.total_microseconds() / (DAY * 1e6)).to_series()
    return float(days.sum()) / sales.window.days


def _realised(sales: Sales) -> float:
    return float(sales.won()["amount_last"].sum()) / sales.window.days
