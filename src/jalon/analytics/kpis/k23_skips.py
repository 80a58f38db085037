"""K23 Skips: of the cases that came past the place of a stage, the share that never was in it."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales, within
from jalon.analytics.kpis.shares import share


def skips(sales: Sales) -> list[Figure]:
    """Look at the cases that were before the stage, then in the window beyond it, or won."""
    return [_figure(sales, stage, place) for place, stage in enumerate(sales.stages) if place]


def _figure(sales: Sales, stage: str, place: int) -> Figure:
    before = sales.visits.filter(pl.col("place") < place).select("case").unique()
    beyond = sales.visits.filter(pl.col("place") > place).select("case", passed_at="entered_at")
    won = sales.deals.filter(pl.col("outcome") == "won").select("case", passed_at="closed_at")
    passed = pl.concat([beyond, won]).group_by("case").agg(pl.col("passed_at").min())
    passed = within(passed.join(before, on="case", how="semi"), "passed_at", sales.window)
    inside = sales.visits.filter(pl.col("stage") == stage).select("case").unique()
    return share(sales, passed.join(inside, on="case", how="anti"), passed, kpi="K23", kind="flow", of=stage)
