"""K36 Bookings: the value signed in the window."""

from jalon.analytics.kpis.amounts import total
from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales


def bookings(sales: Sales) -> list[Figure]:
    """Sum the last known amounts of the opportunities won in the window."""
    return [total(sales, sales.won(), kpi="K36", kind="flow", column="amount_last")]
