"""K24 Regressions: of the moves from stage to stage, the share that went back."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.moves import backward
from jalon.analytics.kpis.sales import Sales, within
from jalon.analytics.kpis.shares import share


def regressions(sales: Sales) -> list[Figure]:
    """Count the moves of the window out of each stage."""
    moved = within(sales.visits, "left_at", sales.window).filter(pl.col("place_after").is_not_null())
    return [_figure(sales, moved.filter(pl.col("stage") == stage), stage) for stage in sales.stages[1:]]


def _figure(sales: Sales, moved: pl.DataFrame, stage: str) -> Figure:
    return share(sales, moved.filter(backward()), moved, kpi="K24", kind="flow", of=stage)
