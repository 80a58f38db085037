"""K20 Time in stage: how long visits last, whatever ends them, those that still last taken as such."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales, cases_of, within
from jalon.analytics.survival import KaplanMeier


def time_in_stage(sales: Sales) -> list[Figure]:
    """Give Kaplan–Meier's median for each stage, of the visits begun in the window, with `p90` beside."""
    begun = within(sales.visits, "entered_at", sales.window)
    return [_figure(sales, begun.filter(pl.col("stage") == stage), stage) for stage in stages_seen(sales)]


def stages_seen(sales: Sales) -> list[str]:
    """The stages given, or those of the log by name."""
    return list(sales.stages) or sorted(sales.visits["stage"].unique())


def _figure(sales: Sales, visits: pl.DataFrame, stage: str) -> Figure:
    watched = sales.watched(visits, "entered_at", "left_at")
    curve = curve_of(watched)
    low, high = curve.quantile_interval(0.5)
    return Figure(
        kpi="K20",
        kind="cohort",
        unit="days",
        of=stage,
        value=curve.quantile(0.5),
        n=watched.height,
        low=low,
        high=high,
        window=sales.window,
        rows=cases_of(watched),
        beside={"p90": curve.quantile(0.9), "still_there": watched["left_at"].null_count()},
    )


def curve_of(watched: pl.DataFrame) -> KaplanMeier:
    """Kaplan–Meier of the length of visits, in days, as `Sales.watched` gives them."""
    return KaplanMeier().fit(watched["days"], watched["left_at"].is_not_null(), entries=watched["entry_days"])
