"""K30 No-decision rate: of the opportunities decided in the window, the share where the customer decided nothing."""

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.sales import Sales
from jalon.analytics.kpis.shares import share


def no_decision(sales: Sales) -> list[Figure]:
    """Give no decision ÷ (won + lost + no decision)."""
    decided = sales.decided()
    return [share(sales, decided.filter(decided["outcome"] == "no_decision"), decided, kpi="K30", kind="flow")]
