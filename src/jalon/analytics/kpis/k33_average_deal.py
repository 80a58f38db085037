"""K33 Average deal: what a deal won in the window is worth."""

from dataclasses import replace

import numpy as np

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.means import mean
from jalon.analytics.kpis.sales import Sales


def average_deal(sales: Sales) -> list[Figure]:
    """Give the mean of the last known amounts, with a bootstrap interval and the `median` beside."""
    won = sales.won()
    amounts = won["amount_last"].drop_nulls().to_numpy().astype(float)
    found = mean(sales, won, kpi="K33", kind="flow", column="amount_last", unit="amount")
    median = float(np.median(amounts)) if len(amounts) else None
    return [replace(found, beside={"median": median, "without_amount": won.height - found.n})]
