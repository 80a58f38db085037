"""K29 Win curve: of the opportunities of the window, the share won after so many days, whatever is still open."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import CAUSES, Sales, cases_of, within
from jalon.analytics.survival import AalenJohansen

HORIZONS = (30, 60, 90, 180, 365)
WON = CAUSES["won"]


def win_curve(sales: Sales) -> list[Figure]:
    """Give Aalen–Johansen's share won at each horizon that somebody was watched for, with its pointwise interval."""
    cohort = within(sales.opportunities(), "line_at", sales.window)
    watched = sales.watched(cohort, "line_at", "closed_at")
    curve = curve_of(watched)
    longest = watched["days"].max() if watched.height else None
    reached = [days for days in HORIZONS if isinstance(longest, float) and days <= longest]
    return [_figure(sales, curve, watched, days) for days in reached]


def curve_of(watched: pl.DataFrame) -> AalenJohansen:
    """Aalen–Johansen of how opportunities end, in days since the opportunity line."""
    causes = watched["outcome"].replace_strict(CAUSES, default=0, return_dtype=pl.Int64).fill_null(0)
    return AalenJohansen().fit(watched["days"], causes, entries=watched["entry_days"])


def _figure(sales: Sales, curve: AalenJohansen, watched: pl.DataFrame, days: int) -> Figure:
    low, high = curve.interval(days, WON)
    return Figure(
        kpi="K29",
        kind="cohort",
        unit="share",
        of=f"{days}",
        value=curve.at(days, WON),
        n=watched.height,
        low=low,
        high=high,
        window=sales.window,
        rows=cases_of(watched.filter((pl.col("outcome") == "won") & (pl.col("days") <= days))),
        beside={"at_risk": watched.filter(pl.col("days") >= days).height},
    )
