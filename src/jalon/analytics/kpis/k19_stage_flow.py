"""K19 Stage conversion, flow: of what left a stage in the window, the share that went forward. For trends only."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.moves import forward
from jalon.analytics.kpis.sales import Sales, within
from jalon.analytics.kpis.shares import share


def stage_flow(sales: Sales) -> list[Figure]:
    """Give exits forward ÷ exits, for each stage; those put aside as none left out."""
    left = within(sales.visits, "left_at", sales.window).filter(pl.col("exit") != "disqualified")
    return [_figure(sales, left.filter(pl.col("stage") == stage), stage) for stage in sales.stages]


def _figure(sales: Sales, left: pl.DataFrame, stage: str) -> Figure:
    return share(sales, left.filter(forward()), left, kpi="K19", kind="flow", of=stage)
