"""K22 Stalled: the share of open deals in which the customer has not been heard for three weeks."""

from datetime import timedelta

import polars as pl

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales
from jalon.analytics.kpis.shares import share

SILENCE = timedelta(days=21)


def stalled(sales: Sales) -> list[Figure]:
    """Count the open deals without an event from the customer in the 21 days before the end of the window."""
    opened = sales.open()
    heard = pl.col("heard_at").is_not_null() & (pl.col("heard_at") >= sales.at - SILENCE)
    return [share(sales, opened.filter(~heard), opened, kpi="K22", kind="snapshot")]
