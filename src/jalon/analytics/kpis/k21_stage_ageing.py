"""K21 Stage ageing: the share of open deals that have been in their stage longer than nine visits in ten last."""

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.k20_time_in_stage import curve_of, stages_seen
from jalon.analytics.kpis.sales import Sales
from jalon.analytics.kpis.shares import share


def stage_ageing(sales: Sales) -> list[Figure]:
    """Compare the age of each open visit with the ninth decile of its stage; no such decile, no figure."""
    still = sales.visits.filter(pl.col("left_at").is_null()).join(sales.open().select("case"), on="case", how="semi")
    aged = sales.watched(still, "entered_at", "left_at")
    return [figure for stage in stages_seen(sales) if (figure := _figure(sales, aged, stage)) is not None]


def _figure(sales: Sales, aged: pl.DataFrame, stage: str) -> Figure | None:
    visits = sales.watched(sales.visits.filter(pl.col("stage") == stage), "entered_at", "left_at")
    p90 = curve_of(visits).quantile(0.9)
    here = aged.filter(pl.col("stage") == stage)
    if p90 is None or not here.height:
        return None
    return share(sales, here.filter(pl.col("days") > p90), here, kpi="K21", kind="snapshot", of=stage)
