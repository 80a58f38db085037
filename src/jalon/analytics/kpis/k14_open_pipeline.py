"""K14 Open pipeline: what the open opportunities are worth at one instant."""

from jalon.analytics.kpis.amounts import total
from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales


def open_pipeline(sales: Sales) -> list[Figure]:
    """Sum the last known amounts of what is open at the end of the window."""
    return [total(sales, sales.open(), kpi="K14", kind="snapshot", column="amount_last")]
