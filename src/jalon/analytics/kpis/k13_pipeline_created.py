"""K13 Pipeline created: what the cases that became opportunities in the window were worth when they did."""

from jalon.analytics.kpis.amounts import total
from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales, within


def pipeline_created(sales: Sales) -> list[Figure]:
    """Sum the amounts at entry of the opportunities of the window."""
    created = within(sales.opportunities(), "line_at", sales.window)
    return [total(sales, created, kpi="K13", kind="flow", column="amount_entry")]
