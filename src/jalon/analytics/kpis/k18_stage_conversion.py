"""K18 Stage conversion, cohort: of those who came to a stage in the window, the share that went on, however late."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.intervals import wilson
from jalon.analytics.kpis.sales import CAUSES, Sales, cases_of, within
from jalon.analytics.survival import AalenJohansen

ADVANCED = 9


def stage_conversion(sales: Sales) -> list[Figure]:
    """Give, for each stage, Aalen–Johansen's share that reached a later stage or won, open ones censored.

    The clock starts at the first visit and runs through returns. `at_risk` is how many were still watched at the last
    instant that counts: a small number there means that the share rests on few.
    """
    return [_figure(sales, stage, place) for place, stage in enumerate(sales.stages)]


def _figure(sales: Sales, stage: str, place: int) -> Figure:
    came = sales.visits.filter(pl.col("stage") == stage).group_by("case").agg(pl.col("entered_at").min())
    came = within(came, "entered_at", sales.window)
    watched = sales.watched(_followed(sales, came, place), "entered_at", "ended_at")
    curve = AalenJohansen().fit(watched["days"], watched["cause"], entries=watched["entry_days"])
    last = float(curve.times_[-1]) if len(curve.times_) else 0.0
    value = curve.at(last, ADVANCED)
    low: float | None
    high: float | None
    low, high = curve.interval(last, ADVANCED)
    if low == high:  # of none or of all
        low, high = wilson(round(value * watched.height), watched.height)
    return Figure(
        kpi="K18",
        kind="cohort",
        unit="share",
        of=stage,
        value=value if watched.height else None,
        n=watched.height,
        low=low,
        high=high,
        window=sales.window,
        rows=cases_of(watched.filter(pl.col("cause") == ADVANCED)),
        beside={"at_risk": float(curve.at_risk_[-1]) if len(curve.times_) else 0.0, "after_days": last},
    )


def _followed(sales: Sales, came: pl.DataFrame, place: int) -> pl.DataFrame:
    """When and how each ended: on to a later stage, won, or closed otherwise; put aside as none are left out."""
    later = sales.visits.filter(pl.col("place") > place).select("case", later_at="entered_at")
    on = came.join(later, on="case", how="left").filter(pl.col("later_at") >= pl.col("entered_at"))
    on = on.group_by("case").agg(pl.col("later_at").min())
    both = came.join(on, on="case", how="left").join(sales.deals, on="case", how="left")
    both = both.filter(pl.col("later_at").is_not_null() | pl.col("outcome").ne_missing("disqualified"))
    causes = CAUSES | {"won": ADVANCED}
    closed = pl.col("outcome").replace_strict(causes, default=0, return_dtype=pl.Int64).fill_null(0)
    is_later = pl.col("later_at").is_not_null()
    return both.with_columns(
        ended_at=pl.coalesce("later_at", "closed_at"), cause=pl.when(is_later).then(ADVANCED).otherwise(closed)
    )
