"""K33 Average deal: what a deal won in the window is worth."""

import numpy as np

from jalon.analytics.kpis.figure import Figure
from jalon.analytics.kpis.intervals import bootstrap
from jalon.analytics.kpis.sales import Sales, cases_of


def average_deal(sales: Sales) -> list[Figure]:
    """Give the mean of the last known amounts, with a bootstrap interval and the `median` beside."""
    decided = sales.decided()
    won = decided.filter(decided["outcome"] == "won")
    known = won.filter(won["amount_last"].is_not_null())
    amounts = known["amount_last"].to_numpy().astype(float)
    low, high = bootstrap(amounts, lambda drawn: float(np.mean(drawn)), seed=sales.seed)
    return [
        Figure(
            kpi="K33",
            kind="flow",
            unit="amount",
            value=float(np.mean(amounts)) if len(amounts) else None,
            n=known.height,
            low=low,
            high=high,
            window=sales.window,
            rows=cases_of(known),
            beside={
                "median": float(np.median(amounts)) if len(amounts) else None,
                "without_amount": won.height - known.height,
            },
        )
    ]
