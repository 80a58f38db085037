"""K56 Sellers per won deal: how many people had a hand in what was won."""

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.means import mean
from jalon.analytics.kpis.sales import Sales


def sellers_per_won_deal(sales: Sales) -> list[Figure]:
    """Give the mean number of distinct actors of the deals won in the window."""
    return [mean(sales, sales.won(), kpi="K56", kind="flow", column="sellers", unit="people")]
