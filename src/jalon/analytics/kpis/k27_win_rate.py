"""K27 Win rate: of the opportunities decided in the window, the share that was won."""

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales
from jalon.analytics.kpis.shares import share


def win_rate(sales: Sales) -> list[Figure]:
    """Give won ÷ (won + lost + no decision). Open deals are not in it: K29 is the figure that counts them rightly."""
    return [share(sales, sales.won(), sales.decided(), kpi="K27", kind="flow")]
